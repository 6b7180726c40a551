import pytest

from grader.testing import (
    assert_adjoint,
    assert_close,
    assert_each_close,
    assert_raises,
    assert_shape,
    assert_vectorized,
    unpack,
)

# (height, width) of images, of filters; stride; padding.
PLAIN = [((6, 5), (2, 3), 1, 0)]
OTHERS = [((5, 4), (3, 2), 1, 1), ((5, 9), (3, 5), 2, 1), ((8, 6), (3, 4), 3, 2)]
WHATS = ("dx", "dw", "db")
MANY = 64  # filters
FASTER = 4  # than loops over all outputs: so many times fewer lines


@pytest.mark.points(1, task="im2col")
def test_im2col(student, reference, images, rng):
    """Each window is a column, in the right order, with stride 1 and without padding."""
    points = [(images(rng, *size), *setting) for size, *setting in PLAIN]
    assert_each_close(student.layers.im2col.map(points), reference.layers.im2col.map(points), what="cols")


@pytest.mark.points(1, task="im2col")
def test_im2col_with_padding_and_strides(student, reference, images, rng):
    """Each window is a column, in the right order, with padding and strides."""
    points = [(images(rng, *size), *setting) for size, *setting in OTHERS]
    assert_each_close(student.layers.im2col.map(points), reference.layers.im2col.map(points), what="cols")


@pytest.mark.points(1, task="im2col")
def test_im2col_that_does_not_fit(student, images, rng):
    """A stride that leaves pixels over raises ValueError, in either direction."""
    x, setting = images(rng, 7, 5), ((3, 3), 2, 1)
    assert_shape(student.layers.im2col(x, *setting), (27, 24), what="cols")
    assert_raises(ValueError, student.layers.im2col, x[:, :, 1:], *setting)
    assert_raises(ValueError, student.layers.im2col, x[:, :, :, 1:], *setting)


@pytest.mark.points(2, task="col2im")
def test_col2im(student, reference, rng):
    """Every entry is added to the pixel that it came from, with stride 1 and without padding."""
    assert_added(student, reference, PLAIN, rng)


@pytest.mark.points(1, task="col2im")
def test_col2im_with_padding_and_strides(student, reference, rng):
    """Every entry is added to the pixel that it came from, with padding and strides."""
    assert_added(student, reference, OTHERS, rng)


@pytest.mark.points(2, task="conv_forward_im2col")
def test_forward(student, reference, convolution, rng):
    """The output is that of the loops, for all kinds of filters, strides and paddings."""
    points = [convolution(rng, *setting) for setting in PLAIN + OTHERS]
    outs = student.layers.conv_forward_im2col.map(points, pick=0)
    assert_each_close(outs, reference.layers.conv_forward_naive.map(points, pick=0), what="out")


@pytest.mark.points(1, task="conv_forward_im2col")
def test_forward_that_does_not_fit(student, convolution, rng):
    """A stride that leaves pixels over raises ValueError."""
    x, w, b, conv_param = convolution(rng, (7, 5), (3, 3), 2, 1)
    out, _ = unpack(student.layers.conv_forward_im2col(x, w, b, conv_param), "out", "cache")
    assert_shape(out, (2, 4, 4, 3), what="out")
    assert_raises(ValueError, student.layers.conv_forward_im2col, x[:, :, 1:], w, b, conv_param)


@pytest.mark.points(2, task="conv_forward_im2col")
def test_forward_is_fast(student, reference, filters, rng):
    """The output is right, and Python has hardly more lines to execute for many filters than for one."""
    problems = [filters(rng, count) for count in (1, MANY)]
    wanted = [reference.layers.conv_forward_im2col(*problem)[0] for problem in problems]
    answers = assert_fast(student.layers.conv_forward_im2col, problems, wanted, what="conv_forward_im2col")
    for answer, out in zip(answers, wanted, strict=True):
        assert_close(unpack(answer, "out", "cache")[0], out, what="out")


@pytest.mark.points(2, task="conv_backward_im2col")
def test_gradients(student, reference, convolution, rng):
    """The gradients are those of the loops, for all kinds of filters, strides and paddings."""
    points = [convolution(rng, *setting) for setting in PLAIN + OTHERS]
    ours = reference.layers.conv_forward_naive.map(points)
    douts = [rng.standard_normal(out.shape) for out, _ in ours]
    theirs = [unpack(one, "out", "cache") for one in student.layers.conv_forward_im2col.map(points)]
    calls = [(dout, cache) for dout, (_, cache) in zip(douts, theirs, strict=True)]
    found = [unpack(one, *WHATS) for one in student.layers.conv_backward_im2col.map(calls)]
    for gradients, dout, (_, cache) in zip(found, douts, ours, strict=True):
        expected = reference.layers.conv_backward_naive(dout, cache)
        for what, gradient, wanted in zip(WHATS, gradients, expected, strict=True):
            assert_close(gradient, wanted, what=what)


@pytest.mark.points(1, task="conv_backward_im2col")
def test_gradients_of_own_forward(student, convolution, rng):
    """The gradients are the derivatives of your own forward pass, with stride 2 and padding 1."""
    *inputs, conv_param = convolution(rng, (4, 6), (2, 4), 2, 1)
    forward, backward = student.layers.conv_forward_im2col, student.layers.conv_backward_im2col
    assert_adjoint(forward, backward, inputs, rng, whats=WHATS, extra=(conv_param,))


@pytest.mark.points(2, task="conv_backward_im2col")
def test_gradients_are_fast(student, reference, filters, rng):
    """The gradients are right, and Python has hardly more lines to execute for many filters than for one."""
    problems = [filters(rng, count) for count in (1, MANY)]
    ours = reference.layers.conv_forward_im2col.map(problems)
    theirs = [unpack(one, "out", "cache") for one in student.layers.conv_forward_im2col.map(problems)]
    douts = [rng.standard_normal(out.shape) for out, _ in ours]
    calls = [(dout, cache) for dout, (_, cache) in zip(douts, theirs, strict=True)]
    answers = assert_fast(student.layers.conv_backward_im2col, calls, douts, what="conv_backward_im2col")
    for answer, dout, (_, cache) in zip(answers, douts, ours, strict=True):
        expected = reference.layers.conv_backward_im2col(dout, cache)
        for what, gradient, wanted in zip(WHATS, unpack(answer, *WHATS), expected, strict=True):
            assert_close(gradient, wanted, what=what)


def assert_fast(function, calls, outs, *, what):
    """A loop over all outputs has a turn for each; one over images and filters may have a few lines."""
    few, many = outs
    sizes = ("1 filter", f"{MANY} filters")
    return assert_vectorized(function, *calls, what=what, sizes=sizes, more=(many.size - few.size) // FASTER)


def assert_added(student, reference, settings, rng):
    shapes = [(2, 3, *size) for size, *_ in settings]
    cols = [
        reference.layers.im2col(rng.standard_normal(shape), *setting[1:])
        for shape, setting in zip(shapes, settings, strict=True)
    ]
    points = [
        (rng.standard_normal(col.shape), shape, *setting[1:])
        for col, shape, setting in zip(cols, shapes, settings, strict=True)
    ]
    assert_each_close(student.layers.col2im.map(points), reference.layers.col2im.map(points), what="images")
