import numpy as np
import pytest

from grader.testing import (
    assert_adjoint,
    assert_close,
    assert_each_close,
    assert_gradients,
    assert_raises,
    assert_shape,
    assert_that,
    unpack,
)

# (height, width) of images and of windows; stride.
SQUARE = [((4, 6), (2, 2), 2)]
OBLONG = [((6, 9), (2, 5), 2), ((5, 4), (3, 1), 1), ((4, 8), (1, 2), 3)]
OVERLAPPING = [((5, 7), (3, 3), 2), ((4, 5), (2, 3), 1)]


@pytest.mark.points(1, task="max_pool_forward_naive")
def test_max_pool(student, reference, images, rng):
    """Max pooling is right for windows of 2x2 that do not overlap, where all pixels are positive."""
    points = [(np.abs(x) + 0.1, param) for x, param in problems(SQUARE, images, rng)]
    assert_outputs(student, reference, "max_pool_forward_naive", points)


@pytest.mark.points(1, task="max_pool_forward_naive")
def test_max_pool_of_negative_pixels(student, reference, images, rng):
    """Max pooling is right where all pixels are negative."""
    points = [(-np.abs(x) - 0.1, param) for x, param in problems(SQUARE, images, rng)]
    assert_outputs(student, reference, "max_pool_forward_naive", points)


@pytest.mark.points(1, task="max_pool_forward_naive")
def test_max_pool_of_oblong_windows(student, reference, images, rng):
    """Max pooling is right where height and width of the window differ."""
    points = [(np.abs(x) + 0.1, param) for x, param in problems(OBLONG, images, rng)]
    assert_outputs(student, reference, "max_pool_forward_naive", points)


@pytest.mark.points(1, task="max_pool_forward_naive")
def test_max_pool_of_overlapping_windows(student, reference, images, rng):
    """Max pooling is right for windows that overlap."""
    points = [(np.abs(x) + 0.1, param) for x, param in problems(OVERLAPPING, images, rng)]
    assert_outputs(student, reference, "max_pool_forward_naive", points)


@pytest.mark.points(1, task="max_pool_forward_naive")
def test_max_pool_that_does_not_fit(student, images, rng):
    """Max pooling with a stride that leaves pixels over raises ValueError, in either direction."""
    assert_misfits_raise(student.layers.max_pool_forward_naive, images(rng, 6, 9))


@pytest.mark.points(2, task="max_pool_backward_naive")
def test_max_pool_gradient(student, reference, distinct, rng):
    """The gradient of max pooling is right for windows of 2x2 that do not overlap."""
    assert_gradients_of_pool(student, reference, "max_pool", problems(SQUARE, distinct, rng), rng)


@pytest.mark.points(1, task="max_pool_backward_naive")
def test_max_pool_gradient_of_oblong_windows(student, reference, distinct, rng):
    """The gradient of max pooling is right where height and width of the window differ."""
    assert_gradients_of_pool(student, reference, "max_pool", problems(OBLONG, distinct, rng), rng)


@pytest.mark.points(2, task="max_pool_backward_naive")
def test_max_pool_gradient_of_overlapping_windows(student, reference, distinct, rng):
    """The gradient of max pooling is right where one pixel is the largest of several windows."""
    assert_gradients_of_pool(student, reference, "max_pool", problems(OVERLAPPING, distinct, rng), rng)


@pytest.mark.points(1, task="max_pool_backward_naive")
def test_max_pool_gradient_of_ties(student, rng):
    """Where several pixels are largest they share the gradient, in any way: none is made, none is lost."""
    x = rng.integers(2, size=(3, 2, 4, 6)).astype(float)  # 2x2 windows of zeros and ones
    dout = rng.standard_normal((3, 2, 2, 3))
    _, cache = unpack(student.layers.max_pool_forward_naive(x, parameters((2, 2), 2)), "out", "cache")
    dx = student.layers.max_pool_backward_naive(dout, cache)
    assert_shape(dx, x.shape, what="dx")
    windows, pixels = blocks(np.asarray(dx, dtype=float)), blocks(x)
    assert_close(windows.sum(axis=-1), dout, what="dx summed over each window")
    largest = pixels == pixels.max(axis=-1, keepdims=True)
    assert_that(not windows[~largest].any(), "only the largest pixels of a window get a gradient", what="dx")
    same_sign = (windows * dout[..., np.newaxis] >= 0).all()
    assert_that(bool(same_sign), "no pixel gets a gradient of the other sign", what="dx")


@pytest.mark.points(1, task="max_pool_backward_naive")
def test_max_pool_gradient_of_own_forward(student, distinct, rng):
    """The gradient of max pooling is the derivative of your own forward pass."""
    forward, backward = student.layers.max_pool_forward_naive, student.layers.max_pool_backward_naive
    x, pool_param = distinct(rng, 5, 7), parameters((3, 3), 2)
    assert_gradients(forward, backward, [x], rng, whats=["dx"], extra=(pool_param,))


@pytest.mark.points(1, task="avg_pool_forward_naive")
def test_avg_pool(student, reference, images, rng):
    """Average pooling is right for windows of any form, whether they overlap or not."""
    points = problems(OBLONG + OVERLAPPING, images, rng)
    assert_outputs(student, reference, "avg_pool_forward_naive", points)


@pytest.mark.points(1, task="avg_pool_forward_naive")
def test_avg_pool_that_does_not_fit(student, images, rng):
    """Average pooling with a stride that leaves pixels over raises ValueError, in either direction."""
    assert_misfits_raise(student.layers.avg_pool_forward_naive, images(rng, 6, 9))


@pytest.mark.points(1, task="avg_pool_backward_naive")
def test_avg_pool_gradient(student, reference, images, rng):
    """The gradient of average pooling is right for windows that do not overlap, of any form."""
    points = problems(SQUARE + OBLONG[2:], images, rng)
    assert_gradients_of_pool(student, reference, "avg_pool", points, rng)


@pytest.mark.points(1, task="avg_pool_backward_naive")
def test_avg_pool_gradient_of_overlapping_windows(student, reference, images, rng):
    """The gradient of average pooling is right for windows that overlap."""
    assert_gradients_of_pool(student, reference, "avg_pool", problems(OVERLAPPING, images, rng), rng)


@pytest.mark.points(1, task="avg_pool_backward_naive")
def test_avg_pool_gradient_of_own_forward(student, images, rng):
    """The gradient of average pooling is the derivative of your own forward pass."""
    forward, backward = student.layers.avg_pool_forward_naive, student.layers.avg_pool_backward_naive
    x, pool_param = images(rng, 6, 9), parameters((2, 5), 2)
    assert_adjoint(forward, backward, [x], rng, whats=["dx"], extra=(pool_param,))


def parameters(window, stride):
    return {"pool_height": window[0], "pool_width": window[1], "stride": stride}


def problems(settings, make, rng):
    return [(make(rng, *size), parameters(window, stride)) for size, window, stride in settings]


def blocks(x):
    """The 2x2 windows of images, each as a row of 4: (N, C, H / 2, W / 2, 4)."""
    N, C, H, W = x.shape
    windows = x.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5)
    return windows.reshape(N, C, H // 2, W // 2, 4)


def assert_outputs(student, reference, name, points):
    outs = getattr(student.layers, name).map(points, pick=0)
    assert_each_close(outs, getattr(reference.layers, name).map(points, pick=0), what="out")


def assert_misfits_raise(pool, x):
    """Windows of 2x3 with stride 2 fit 6x9 pixels, but neither 5 nor 8."""
    pool_param = parameters((2, 3), 2)
    out, _ = unpack(pool(x, pool_param), "out", "cache")
    assert_shape(out, (2, 3, 3, 4), what="out")
    assert_raises(ValueError, pool, x[:, :, 1:], pool_param)
    assert_raises(ValueError, pool, x[:, :, :, 1:], pool_param)


def assert_gradients_of_pool(student, reference, kind, points, rng):
    """For random upstream gradients; the caches go back as they came."""
    ours = getattr(reference.layers, f"{kind}_forward_naive").map(points)
    douts = [rng.standard_normal(out.shape) for out, _ in ours]
    theirs = [
        unpack(one, "out", "cache") for one in getattr(student.layers, f"{kind}_forward_naive").map(points)
    ]
    found = backward_of(student, kind).map(list(zip(douts, [cache for _, cache in theirs], strict=True)))
    expected = backward_of(reference, kind).map(list(zip(douts, [cache for _, cache in ours], strict=True)))
    assert_each_close(found, expected, what="dx")


def backward_of(modules, kind):
    return getattr(modules.layers, f"{kind}_backward_naive")
