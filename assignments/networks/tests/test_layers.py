import numpy as np
import pytest

from grader.testing import assert_adjoint, assert_close, assert_each_close, assert_gradients, unpack

pytestmark = pytest.mark.visibility("visible")

# The lecture's scores: a cat, a car and a frog.
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
TRUTH = np.array([0, 1, 2])


@pytest.mark.points(1, task="affine_forward")
def test_affine_forward_of_two_images(student):
    """Two images of 2 x 2 pixels, and two outputs: the sum of the pixels, and the first pixel."""
    x = np.array([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]])
    w = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    out, _ = unpack(student.layers.affine_forward(x, w, np.array([0.5, -1.0])), "out", "cache")
    assert_close(out, [[10.5, 0.0], [26.5, 4.0]], what="out")


@pytest.mark.points(1, task="affine_backward")
def test_affine_gradients(student, rng):
    """The gradients have the shapes of x, w and b, and are the slopes of your own forward pass."""
    inputs = [rng.standard_normal(shape) for shape in ((2, 3, 2), (6, 4), (4,))]
    layers = student.layers
    assert_adjoint(layers.affine_forward, layers.affine_backward, inputs, rng, whats=("dx", "dw", "db"))


@pytest.mark.points(1, task="relu_forward")
def test_relu_forward_of_five_numbers(student):
    """Negative numbers become 0, and the others stay."""
    out, _ = unpack(student.layers.relu_forward(np.array([-2.0, -0.5, 0.0, 0.5, 2.0])), "out", "cache")
    assert_close(out, [0, 0, 0, 0.5, 2], what="out")


@pytest.mark.points(1, task="relu_backward")
def test_relu_gradient(student, rng):
    """The gradient is the slope of your own forward pass."""
    layers, x = student.layers, rng.standard_normal((3, 4))
    assert_gradients(layers.relu_forward, layers.relu_backward, [x], rng, whats=("dx",))


@pytest.mark.points(1, task="sigmoid_forward")
def test_sigmoid_forward_of_the_lecture(student):
    """The values of the lecture: 0.5 at 0, 0.731059 at 1."""
    out, _ = unpack(student.layers.sigmoid_forward(np.array([[0.0, 1.0, -1.0]])), "out", "cache")
    assert_close(out, [[0.5, 0.731059, 0.268941]], what="out", rtol=1e-5)


@pytest.mark.points(1, task="sigmoid_backward")
def test_sigmoid_gradient(student, rng):
    """The gradient is the slope of your own forward pass."""
    layers, x = student.layers, rng.standard_normal((3, 4))
    assert_gradients(layers.sigmoid_forward, layers.sigmoid_backward, [x], rng, whats=("dx",))


@pytest.mark.points(1, task="svm_loss")
def test_svm_loss_of_the_lecture(student):
    """The scores of the lecture cost 5.2667, and the losses of the images alone are 2.9, 0 and 12.9."""
    points = [(SCORES, TRUTH), *((SCORES[i : i + 1], TRUTH[i : i + 1]) for i in range(3))]
    losses = student.layers.svm_loss.map(points, pick=0)
    assert_each_close(losses, [5.266667, 2.9, 0, 12.9], what="loss", rtol=1e-6)


@pytest.mark.points(1, task="softmax_loss")
def test_softmax_loss_of_the_lecture(student):
    """The scores of the lecture cost 2.7587, and the cat image alone 2.0404."""
    points = [(SCORES, TRUTH), (SCORES[:1], TRUTH[:1])]
    losses = student.layers.softmax_loss.map(points, pick=0)
    assert_each_close(losses, [2.758655, 2.040355], what="loss", rtol=1e-6)


@pytest.mark.points(1, task="dropout_forward")
def test_dropout_at_test_time(student, rng):
    """At test time nothing is dropped, and nothing is scaled."""
    x = rng.standard_normal((4, 3))
    param = {"mode": "test", "p": 0.7, "seed": 5}
    out, _ = unpack(student.layers.dropout_forward(x, param), "out", "cache")
    assert_close(out, x, what="out")


@pytest.mark.points(1, task="dropout_backward")
def test_dropout_gradient_of_what_was_dropped(student, rng):
    """Nothing goes back through an entry that was dropped, and something through the others."""
    x, dout = rng.standard_normal((2, 6, 5))
    param = {"mode": "train", "p": 0.6, "seed": 3}
    out, cache = unpack(student.layers.dropout_forward(x, param), "out", "cache")
    dx = student.layers.dropout_backward(dout, cache)
    assert_close(np.not_equal(dx, 0), np.not_equal(out, 0), what="where dx is not 0")


@pytest.mark.points(1, task="batchnorm_forward")
def test_batchnorm_normalises(student, rng):
    """In training each feature comes out with mean beta and standard deviation gamma."""
    x = 5 + 3 * rng.standard_normal((200, 3))
    gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([11.0, 12.0, 13.0])
    out, _ = unpack(student.layers.batchnorm_forward(x, gamma, beta, {"mode": "train"}), "out", "cache")
    assert_close(np.mean(out, axis=0), beta, what="mean")
    assert_close(np.std(out, axis=0), gamma, what="standard deviation", rtol=1e-5)


@pytest.mark.points(1, task="batchnorm_backward")
def test_batchnorm_gradients(student, rng):
    """The gradients are the slopes of your own forward pass in training."""
    layers = student.layers
    inputs = [rng.standard_normal((5, 3)), rng.uniform(1, 2, 3), rng.standard_normal(3)]
    whats, extra = ("dx", "dgamma", "dbeta"), ({"mode": "train"},)
    assert_gradients(
        layers.batchnorm_forward, layers.batchnorm_backward, inputs, rng, whats=whats, extra=extra
    )
