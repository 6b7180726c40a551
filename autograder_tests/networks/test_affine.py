import pytest

from grader.testing import (
    assert_adjoint,
    assert_close,
    assert_each_close,
    assert_shape,
    assert_unchanged,
    unpack,
)


@pytest.mark.points(1, task="affine_forward")
def test_affine_forward(student, reference, affine_problem, rng):
    """The outputs are right for samples that are vectors."""
    x, w, b, _ = affine_problem(rng)
    out, _ = unpack(student.layers.affine_forward(x, w, b), "out", "cache")
    assert_close(out, reference.layers.affine_forward(x, w, b)[0], what="out")


@pytest.mark.points(1, task="affine_forward")
def test_affine_forward_of_any_shape(student, reference, affine_problem, rng):
    """The outputs are right for samples that are grids, or images in colour."""
    points = [affine_problem(rng, shape)[:3] for shape in ((2, 3), (3, 2, 4), (2, 1, 2, 3))]
    outs = student.layers.affine_forward.map(points, pick=0)
    assert_each_close(outs, reference.layers.affine_forward.map(points, pick=0), what="out")


@pytest.mark.points(1, task="affine_forward")
def test_affine_forward_leaves_arguments_alone(student, reference, affine_problem, rng):
    """The outputs are right, and x, w and b are the same after the call as before."""
    before = affine_problem(rng, (2, 3))[:3]
    result, after = student.layers.affine_forward.with_args(*before)
    for name, was, became in zip("xwb", before, after, strict=True):
        assert_unchanged(was, became, what="affine_forward", argument=name)
    assert_close(unpack(result, "out", "cache")[0], reference.layers.affine_forward(*before)[0], what="out")


@pytest.mark.points(1, task="affine_backward")
def test_affine_dx(student, reference, affine_problem, rng):
    """The gradient dx is right for samples that are vectors."""
    dx, expected = gradients(student, reference, affine_problem(rng), 0)
    assert_close(dx, expected, what="dx")


@pytest.mark.points(1, task="affine_backward")
def test_affine_dx_of_images(student, reference, affine_problem, rng):
    """For samples that are images, dx is made of images too, and right."""
    dx, expected = gradients(student, reference, affine_problem(rng, (3, 2, 4)), 0)
    assert_shape(dx, expected.shape, what="dx")
    assert_close(dx, expected, what="dx")


@pytest.mark.points(1, task="affine_backward")
def test_affine_dw(student, reference, affine_problem, rng):
    """The gradient dw is right for samples that are vectors."""
    dw, expected = gradients(student, reference, affine_problem(rng), 1)
    assert_close(dw, expected, what="dw")


@pytest.mark.points(1, task="affine_backward")
def test_affine_dw_of_images(student, reference, affine_problem, rng):
    """The gradient dw is right for samples that are images."""
    dw, expected = gradients(student, reference, affine_problem(rng, (3, 2, 4)), 1)
    assert_close(dw, expected, what="dw")


@pytest.mark.points(1, task="affine_backward")
def test_affine_db(student, reference, affine_problem, rng):
    """The gradient db is right, and has the shape of b."""
    db, expected = gradients(student, reference, affine_problem(rng), 2)
    assert_close(db, expected, what="db")


@pytest.mark.points(1, task="affine_backward")
def test_affine_backward_of_own_forward(student, rng):
    """The gradients are the slopes of your own forward pass, also with as many samples as outputs."""
    inputs = [rng.standard_normal(shape) for shape in ((3, 2, 2), (4, 3), (3,))]
    layers = student.layers
    assert_adjoint(layers.affine_forward, layers.affine_backward, inputs, rng, whats=("dx", "dw", "db"))


def gradients(student, reference, problem, which):
    """One of dx, dw and db: theirs and ours, each with its own cache."""
    *inputs, dout = problem
    _, cache = unpack(student.layers.affine_forward(*inputs), "out", "cache")
    theirs = unpack(student.layers.affine_backward(dout, cache), "dx", "dw", "db")
    ours = reference.layers.affine_backward(dout, reference.layers.affine_forward(*inputs)[1])
    return theirs[which], ours[which]
