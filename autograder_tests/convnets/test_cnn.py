import numpy as np
import pytest

from grader.testing import assert_close, assert_finite, assert_shape, assert_that, unpack

SIZES = {"input_dim": (2, 4, 6), "num_filters": 3, "filter_size": 5, "hidden_dim": 8, "num_classes": 7}
SHAPES = {"W1": (3, 2, 5, 5), "b1": (3,), "W2": (18, 8), "b2": (8,), "W3": (8, 7), "b3": (7,)}


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_parameter_shapes(student):
    """Each parameter has the right shape, and biases start at 0."""
    net = student.cnn.ThreeLayerConvNet(**SIZES, weight_scale=0.0)  # nothing is left to chance
    params = arrays(net.params, SHAPES, what="params")
    for name, shape in SHAPES.items():
        assert_shape(params[name], shape, what=name)
        if name.startswith("b"):
            assert_close(params[name], np.zeros(shape), what=name)


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_initial_weights(student):
    """Weights start at random around 0, with the standard deviation that was asked for."""
    sizes = {"input_dim": (3, 16, 16), "num_filters": 16, "hidden_dim": 50, "num_classes": 40}
    net = student.cnn.ThreeLayerConvNet(**sizes, filter_size=7, weight_scale=0.05)
    params = arrays(net.params, SHAPES, what="params")
    for name in ("W1", "W2", "W3"):
        assert_finite(params[name], what=name)
        deviation, mean = float(np.std(params[name])), float(np.mean(params[name]))
        statement = f"the standard deviation of {name} is about weight_scale"
        assert_that(0.75 < deviation / 0.05 < 1.25, statement, what=name)
        assert_that(abs(mean) < 0.25 * 0.05, f"the mean of {name} is about 0", what=name)


@pytest.mark.points(2, task="ThreeLayerConvNet")
def test_scores(student, reference, rng):
    """Without labels, the scores are right."""
    theirs, ours, X, _ = problem(student, reference, rng)
    assert_close(theirs.loss(X), ours.loss(X), what="scores")


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_data_loss(student, reference, rng):
    """The loss is right without regularisation."""
    theirs, ours, X, y = problem(student, reference, rng)
    loss, _ = unpack(theirs.loss(X, y), "loss", "grads")
    assert_close(loss, ours.loss(X, y)[0], what="loss")


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_regularized_loss(student, reference, rng):
    """The loss is right with regularisation."""
    theirs, ours, X, y = problem(student, reference, rng, reg=0.6)
    loss, _ = unpack(theirs.loss(X, y), "loss", "grads")
    assert_close(loss, ours.loss(X, y)[0], what="loss")


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_gradients_of_affine_layers(student, reference, rng):
    """The gradients of the two affine layers are right without regularisation."""
    assert_gradients(problem(student, reference, rng), ("W2", "b2", "W3", "b3"))


@pytest.mark.points(2, task="ThreeLayerConvNet")
def test_gradients_of_the_convolution(student, reference, rng):
    """The gradients of the filters and of their biases are right without regularisation."""
    assert_gradients(problem(student, reference, rng), ("W1", "b1"))


@pytest.mark.points(1, task="ThreeLayerConvNet")
def test_regularized_gradients(student, reference, rng):
    """All gradients are right with regularisation."""
    assert_gradients(problem(student, reference, rng, reg=0.6), SHAPES)


@pytest.mark.points(2, task="ThreeLayerConvNet")
def test_a_few_images_are_overfitted(student):
    """Steps along the gradient bring the loss of five images close to 0."""
    rng = np.random.default_rng(SEED)
    net = student.cnn.ThreeLayerConvNet(**SIZES)
    X, y = rng.standard_normal((5, 2, 4, 6)), np.array([0, 3, 6, 1, 3])
    params, loss = parameters(rng), net.loss
    for _ in range(STEPS):
        net.params = params
        _, grads = unpack(loss(X, y), "loss", "grads")
        grads = arrays(grads, SHAPES, what="grads")
        for name, shape in SHAPES.items():
            assert_shape(grads[name], shape, what=f"gradient of {name}")
        params = {name: value - LEARNING_RATE * grads[name] for name, value in params.items()}
    net.params = params
    final, _ = unpack(loss(X, y), "loss", "grads")
    assert_shape(final, (), what="loss")
    assert_that(bool(final < CLOSE), f"the loss falls below {CLOSE}", what="loss", yours=final)


SEED = 0  # chosen, not drawn: from some first weights it takes much longer
STEPS = 10
LEARNING_RATE = 0.3
CLOSE = 0.25


def problem(student, reference, rng, reg=0.0):
    """Two nets with the same parameters, of order one; images and labels."""
    nets = [modules.cnn.ThreeLayerConvNet(**SIZES, reg=reg) for modules in (student, reference)]
    params = parameters(rng)
    for net in nets:
        net.params = {name: value.copy() for name, value in params.items()}
    X, y = rng.standard_normal((5, 2, 4, 6)), rng.integers(7, size=5)
    return (*nets, X, y)


def parameters(rng):
    """Weights that keep the scale of what goes through them; whole windows are negative before the ReLU."""
    scale = {"W1": 50**-0.5, "W2": 18**-0.5, "W3": 8**-0.5}
    params = {name: scale.get(name, 0.3) * rng.standard_normal(shape) for name, shape in SHAPES.items()}
    return params | {"b1": params["b1"] - 0.5}


def assert_gradients(problem, names):
    theirs, ours, X, y = problem
    _, grads = unpack(theirs.loss(X, y), "loss", "grads")
    found, expected = arrays(grads, names, what="grads"), ours.loss(X, y)[1]
    for name in names:
        assert_close(found[name], expected[name], what=f"gradient of {name}")


def arrays(values, names, *, what):
    """A dict that holds something under each name."""
    complete = isinstance(values, dict) and all(name in values for name in names)
    assert_that(complete, f"{what} is a dict with the keys {', '.join(names)}", what=what)
    return values
