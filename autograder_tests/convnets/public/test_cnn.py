import numpy as np
import pytest

from grader.testing import SlopeVerdict, assert_close, assert_shape, assert_that, check_gradients, unpack

pytestmark = pytest.mark.visibility("visible")

# Two 3x3 filters over 2x4 pixels of 2 channels; 4 hidden units; 3 classes.
SEED = 0  # chosen, not drawn: here no ReLU and no maximum is about to switch
SHAPES = {"W1": (2, 2, 3, 3), "b1": (2,), "W2": (4, 4), "b2": (4,), "W3": (4, 3), "b3": (3,)}


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_loss_starts_at_log_c(student, rng):
    """With tiny weights the loss is about log C, and regularisation makes it larger."""
    X, y = rng.standard_normal((4, 3, 6, 6)), np.array([0, 4, 2, 2])
    sizes = {"input_dim": (3, 6, 6), "num_filters": 2, "filter_size": 3, "hidden_dim": 5, "num_classes": 9}
    net = student.cnn.ThreeLayerConvNet(**sizes)
    loss, _ = unpack(net.loss(X, y), "loss", "grads")
    assert_close(loss, np.log(9), what="loss", rtol=1e-2)
    regularized = student.cnn.ThreeLayerConvNet(**sizes, reg=1e4)
    penalized, _ = unpack(regularized.loss(X, y), "loss", "grads")
    assert_shape(penalized, (), what="loss")
    assert_that(bool(penalized > loss), "the loss grows with reg", what="loss")


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_gradients_of_own_loss(student, rng):
    """The gradients are the derivatives of your own loss, with regularisation."""
    fixed = np.random.default_rng(SEED)
    X, y = fixed.standard_normal((1, 2, 2, 4)), np.array([1])
    sizes = {"input_dim": (2, 2, 4), "num_filters": 2, "filter_size": 3, "hidden_dim": 4, "num_classes": 3}
    net = student.cnn.ThreeLayerConvNet(**sizes, reg=0.2)
    net.params = params = {name: fixed.standard_normal(shape) for name, shape in SHAPES.items()}
    _, grads = unpack(net.loss(X, y), "loss", "grads")
    for name, value in params.items():
        assert_that(isinstance(grads, dict) and name in grads, f"there is a gradient of {name}", what="grads")
        assert_shape(grads[name], value.shape, what=name)

    def loss_at(values):
        net.params = values
        loss, _ = unpack(net.loss(X, y), "loss", "grads")
        assert_shape(loss, (), what="loss")
        return loss

    findings = check_gradients(loss_at, params, {name: grads[name] for name in params}, rng).findings
    for name, finding in findings.items():
        right = finding.verdict is SlopeVerdict.RIGHT
        assert_that(right, f"the gradient of {name} gives the slope of your own loss", what=name)
