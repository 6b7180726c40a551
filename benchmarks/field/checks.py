"""The 12 checks, on anything that has the exercise's functions: every tool's tests are made of this text.

It must run wherever it is put: in a suite of grader's, a test case, a notebook's cell.
"""

import numpy as np
from numpy.testing import assert_allclose

D, C, N = 30, 10, 50
REG = 0.1
COORDINATES, STEP = 20, 1e-5


def check_softmax_starts_at_log_c(student):
    """With tiny weights the softmax loss is about log C."""
    loss, _ = student.softmax_loss(*problem(1e-4), 0.0)
    assert_allclose(loss, np.log(C), rtol=1e-2)


def check_softmax_value(student):
    """The softmax loss is right."""
    W, X, y = problem()
    scores = X @ W
    expected = np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(N), y])
    assert_allclose(student.softmax_loss(W, X, y, REG)[0], expected + REG * np.sum(W**2))


def check_softmax_gradient(student):
    """The gradient is the derivative of the softmax loss."""
    assert_gradient(student.softmax_loss)


def check_softmax_is_stable(student):
    """Large scores are no trouble to the softmax loss."""
    W, X, y = problem(1000.0)
    scores = X @ W
    expected = np.mean(scores.max(axis=1) - scores[np.arange(N), y])
    assert_allclose(student.softmax_loss(W, X, y, 0.0)[0], expected, rtol=1e-3)


def check_svm_starts_at_c_minus_1(student):
    """With tiny weights the SVM loss is about C - 1."""
    loss, _ = student.svm_loss(*problem(1e-4), 0.0)
    assert_allclose(loss, C - 1, rtol=1e-2)


def check_svm_value(student):
    """The SVM loss is right."""
    W, X, y = problem()
    scores = X @ W
    margins = np.maximum(0, scores - scores[np.arange(N), y][:, None] + 1)
    expected = margins.sum() / N - 1 + REG * np.sum(W**2)
    assert_allclose(student.svm_loss(W, X, y, REG)[0], expected)


def check_svm_gradient(student):
    """The gradient is the derivative of the SVM loss."""
    assert_gradient(student.svm_loss)


def check_affine_forward(student):
    """The layer flattens its input and adds the bias."""
    x, w, b, _ = layer()
    expected = np.einsum("nij,ijm->nm", x, w.reshape(*x.shape[1:], -1)) + b
    assert_allclose(student.affine_forward(x, w, b), expected)


def check_affine_backward_to_the_input(student):
    """The input's gradient has the input's shape and values."""
    x, w, b, dout = layer()
    dx, _, _ = student.affine_backward(dout, x, w, b)
    assert_allclose(dx, np.einsum("nm,ijm->nij", dout, w.reshape(*x.shape[1:], -1)))


def check_affine_backward_to_the_weights(student):
    """The gradients of weights and bias are right."""
    x, w, b, dout = layer()
    _, dw, db = student.affine_backward(dout, x, w, b)
    assert_allclose(dw, np.einsum("nij,nm->ijm", x, dout).reshape(w.shape))
    assert_allclose(db, np.einsum("nm->m", dout))


def check_conv_output_shape(student):
    """Ten 5 x 5 filters with padding 2 keep an image's height and width."""
    assert tuple(student.conv_output_shape((3, 32, 32), 10, 5, 1, 2)) == (10, 32, 32)


def check_conv_param_count(student):
    """Ten 5 x 5 filters on three channels have 760 parameters."""
    assert student.conv_param_count(3, 10, 5) == 760


def assert_gradient(function):
    """At sampled coordinates, against central differences of the same loss."""
    W, X, y = problem()
    where = np.random.default_rng(1).choice(W.size, COORDINATES, replace=False)
    points = [(moved(W, at, by), X, y, REG) for by in (STEP, -STEP) for at in where]
    above, below = np.reshape(losses(function, points), (2, COORDINATES))
    _, dW = function(W, X, y, REG)
    assert np.shape(dW) == W.shape
    assert_allclose(np.ravel(dW)[where], (above - below) / (2 * STEP), rtol=1e-5, atol=1e-7)


def losses(function, points):
    """At all points: in one message where the function is in another process, one by one where it is here."""
    if hasattr(function, "map"):
        return function.map(points, pick=0)
    return [function(*point)[0] for point in points]


def moved(W, at, by):
    W = W.copy()
    W.flat[at] += by
    return W


def problem(scale=0.1):
    rng = np.random.default_rng(0)
    return scale * rng.standard_normal((D, C)), rng.standard_normal((N, D)), rng.integers(C, size=N)


def layer():
    rng = np.random.default_rng(2)
    shapes = (N, 2, D // 2), (D, C), (C,), (N, C)
    return [rng.standard_normal(shape) for shape in shapes]
