import numpy as np
import pytest

from grader.testing import assert_adjoint, assert_close, assert_gradients, unpack

pytestmark = pytest.mark.visibility("visible")

# One image of one channel: 0 to 8 in rows of three.
COUNTING = np.arange(9.0).reshape(1, 1, 3, 3)
# The lecture's map of 4x4, and its windows of 2x2.
MAP = np.array([[1.0, 1.0, 2.0, 4.0], [5.0, 6.0, 7.0, 8.0], [3.0, 2.0, 1.0, 0.0], [1.0, 2.0, 3.0, 4.0]])
POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}


@pytest.mark.points(1, task="conv_forward_naive")
def test_a_corner_weight_picks_the_pixels_of_its_corner(student):
    """A filter with a single 1, in its top left corner, copies the pixels 0, 1, 3 and 4 of 0 to 8."""
    corner = np.array([[[[1.0, 0.0], [0.0, 0.0]]]])
    result = student.layers.conv_forward_naive(COUNTING, corner, np.zeros(1), {"stride": 1, "pad": 0})
    out, _ = unpack(result, "out", "cache")
    assert_close(out, [[[[0, 1], [3, 4]]]], what="out")


@pytest.mark.points(2, task="conv_backward_naive")
def test_gradients_of_own_convolution(student, rng):
    """The gradients are the derivatives of your own forward pass."""
    inputs = rng.standard_normal((2, 3, 5, 4)), rng.standard_normal((2, 3, 3, 3)), rng.standard_normal(2)
    forward, backward = student.layers.conv_forward_naive, student.layers.conv_backward_naive
    extra = ({"stride": 1, "pad": 1},)
    assert_adjoint(forward, backward, inputs, rng, whats=["dx", "dw", "db"], extra=extra)


@pytest.mark.points(1, task="max_pool_forward_naive")
def test_max_pool_of_the_lecture(student):
    """The largest values in the quarters of the lecture's map are 6, 8, 3 and 4."""
    out, _ = unpack(student.layers.max_pool_forward_naive(MAP[None, None], POOL), "out", "cache")
    assert_close(out, [[[[6, 8], [3, 4]]]], what="out")


@pytest.mark.points(1, task="max_pool_backward_naive")
def test_gradient_of_own_max_pool(student, rng):
    """The gradient of max pooling is the derivative of your own forward pass."""
    x = rng.permutation(48).astype(float).reshape(2, 1, 4, 6)
    forward, backward = student.layers.max_pool_forward_naive, student.layers.max_pool_backward_naive
    assert_gradients(forward, backward, [x], rng, whats=["dx"], extra=(POOL,))


@pytest.mark.points(1, task="avg_pool_forward_naive")
def test_avg_pool_of_the_lecture(student):
    """The means of the quarters of the lecture's map are 3.25, 5.25, 2 and 2."""
    out, _ = unpack(student.layers.avg_pool_forward_naive(MAP[None, None], POOL), "out", "cache")
    assert_close(out, [[[[3.25, 5.25], [2.0, 2.0]]]], what="out")


@pytest.mark.points(1, task="im2col")
def test_windows_as_columns(student):
    """The 1x2 windows of 0 to 8 are the columns 0 1, 1 2, 3 4, 4 5, 6 7 and 7 8."""
    cols = student.layers.im2col(COUNTING, (1, 2), 1, 0)
    assert_close(cols, [[0, 1, 3, 4, 6, 7], [1, 2, 4, 5, 7, 8]], what="cols")


@pytest.mark.points(1, task="col2im")
def test_how_often_each_pixel_is_used(student):
    """Four columns of ones show in how many 2x2 windows each of 3x3 pixels takes part."""
    images = student.layers.col2im(np.ones((4, 4)), (1, 1, 3, 3), (2, 2), 1, 0)
    assert_close(images, [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]], what="images")
