import numpy as np
import pytest

from grader.testing import assert_adjoint, assert_close, assert_raises, assert_shape, assert_unchanged, unpack

# (height, width) of images, of filters; stride; padding. The sizes of the outputs differ in both directions.
PLAIN = [((6, 5), (2, 3), 1, 0), ((4, 7), (3, 1), 1, 0)]
PADDED = [((5, 4), (3, 2), 1, 1), ((3, 5), (2, 4), 1, 2)]
STRIDDEN = [((5, 9), (3, 5), 2, 1), ((8, 6), (3, 4), 3, 2), ((7, 5), (3, 1), 2, 0)]
WHATS = ("dx", "dw", "db")


@pytest.mark.points(2, task="conv_forward_naive")
def test_forward(student, reference, convolution, rng):
    """The output is right with stride 1 and without padding, for filters that are not square."""
    assert_outputs(student, reference, [convolution(rng, *setting) for setting in PLAIN])


@pytest.mark.points(2, task="conv_forward_naive")
def test_forward_with_padding(student, reference, convolution, rng):
    """The output is right with a padding of 1 and of 2."""
    assert_outputs(student, reference, [convolution(rng, *setting) for setting in PADDED])


@pytest.mark.points(2, task="conv_forward_naive")
def test_forward_with_strides(student, reference, convolution, rng):
    """The output is right with strides of 2 and 3, for images that are not square."""
    assert_outputs(student, reference, [convolution(rng, *setting) for setting in STRIDDEN])


@pytest.mark.points(1, task="conv_forward_naive")
def test_forward_that_does_not_fit(student, convolution, rng):
    """A stride that leaves pixels over raises ValueError, in either direction."""
    x, w, b, conv_param = convolution(rng, (7, 5), (3, 3), 2, 1)
    out, _ = unpack(student.layers.conv_forward_naive(x, w, b, conv_param), "out", "cache")
    assert_shape(out, (2, 4, 4, 3), what="out")
    assert_raises(ValueError, student.layers.conv_forward_naive, x[:, :, 1:], w, b, conv_param)
    assert_raises(ValueError, student.layers.conv_forward_naive, x[:, :, :, 1:], w, b, conv_param)


@pytest.mark.points(1, task="conv_forward_naive")
def test_forward_leaves_arguments_alone(student, reference, convolution, rng):
    """The output is right, and x, w and b are the same after the call as before."""
    before = convolution(rng, (5, 4), (2, 3), 1, 1)
    result, after = student.layers.conv_forward_naive.with_args(*before)
    for name, was, became in zip("xwb", before, after, strict=False):
        assert_unchanged(was, became, what="conv_forward_naive", argument=name)
    out, _ = unpack(result, "out", "cache")
    assert_close(out, reference.layers.conv_forward_naive(*before)[0], what="out")


@pytest.mark.points(1, task="conv_backward_naive")
def test_bias_gradient(student, reference, convolution, rng):
    """The gradient of the biases is right."""
    assert_gradients_of_conv(student, reference, [convolution(rng, *PLAIN[0])], rng, ["db"])


@pytest.mark.points(2, task="conv_backward_naive")
def test_filter_gradient(student, reference, convolution, rng):
    """The gradient of the filters is right with stride 1 and without padding."""
    problems = [convolution(rng, *setting) for setting in PLAIN]
    assert_gradients_of_conv(student, reference, problems, rng, ["dw"])


@pytest.mark.points(2, task="conv_backward_naive")
def test_image_gradient(student, reference, convolution, rng):
    """The gradient of the images is right with stride 1 and without padding."""
    problems = [convolution(rng, *setting) for setting in PLAIN]
    assert_gradients_of_conv(student, reference, problems, rng, ["dx"])


@pytest.mark.points(2, task="conv_backward_naive")
def test_gradients_with_padding(student, reference, convolution, rng):
    """The gradients of images and filters are right with a padding of 1 and of 2."""
    problems = [convolution(rng, *setting) for setting in PADDED]
    assert_gradients_of_conv(student, reference, problems, rng, ["dx", "dw"])


@pytest.mark.points(2, task="conv_backward_naive")
def test_gradients_with_strides(student, reference, convolution, rng):
    """The gradients of images and filters are right with strides of 2 and 3."""
    problems = [convolution(rng, *setting) for setting in STRIDDEN]
    assert_gradients_of_conv(student, reference, problems, rng, ["dx", "dw"])


@pytest.mark.points(1, task="conv_backward_naive")
def test_gradients_of_own_forward(student, convolution, rng):
    """The gradients are the derivatives of your own forward pass, with stride 2 and padding 1."""
    *inputs, conv_param = convolution(rng, (4, 6), (2, 4), 2, 1)
    forward, backward = student.layers.conv_forward_naive, student.layers.conv_backward_naive
    assert_adjoint(forward, backward, inputs, rng, whats=WHATS, extra=(conv_param,))


def assert_outputs(student, reference, problems):
    outs = student.layers.conv_forward_naive.map(problems, pick=0)
    for out, problem in zip(outs, problems, strict=True):
        assert_close(out, reference.layers.conv_forward_naive(*problem)[0], what="out", sizes=sizes(problem))


def assert_gradients_of_conv(student, reference, problems, rng, whats):
    """Those that `whats` names, for a random upstream gradient; the caches go back as they came."""
    ours = [reference.layers.conv_forward_naive(*problem) for problem in problems]
    douts = [rng.standard_normal(out.shape) for out, _ in ours]
    theirs = [unpack(one, "out", "cache") for one in student.layers.conv_forward_naive.map(problems)]
    calls = [(dout, cache) for dout, (_, cache) in zip(douts, theirs, strict=True)]
    found = [dict(zip(WHATS, unpack(one, *WHATS), strict=True)) for one in backward_of(student).map(calls)]
    for problem, dout, (_, cache), gradients in zip(problems, douts, ours, found, strict=True):
        expected = dict(zip(WHATS, backward_of(reference)(dout, cache), strict=True))
        for what in whats:
            assert_close(gradients[what], expected[what], what=what, sizes=sizes(problem))


def backward_of(modules):
    return modules.layers.conv_backward_naive


def sizes(problem):
    return {"N": len(problem[0]), "C": np.shape(problem[1])[1], "K": len(problem[1])}
