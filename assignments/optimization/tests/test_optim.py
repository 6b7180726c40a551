import numpy as np
import pytest

from grader.testing import SubmissionRaised, assert_close, assert_that, unpack

pytestmark = pytest.mark.visibility("visible")


def square(w):
    """A loss and its gradient: the parabola of one weight."""
    return float(np.sum(w**2)), 2 * w


@pytest.mark.points(1, task="random_search")
def test_random_search_never_forgets_its_best(student):
    """The history of thirty tries has thirty entries, and never rises."""
    point = (lambda W: square(W)[0], (2, 3), 30, 0)
    (history,) = student.optim.random_search.map([point], pick=1)
    assert_that(len(history) == 30, "the history has an entry for each try", what="history")
    assert_that(all(np.diff(history) <= 0), "the history never rises", what="history")


@pytest.mark.points(2, task="gradient_descent")
def test_ten_steps_down_a_parabola(student):
    """Ten steps with learning rate 0.1 bring w from 1 to 0.107 on w**2."""
    w, history = unpack(student.optim.gradient_descent(square, np.array([1.0]), 0.1, 10), "w", "history")
    assert_close(w, [0.8**10], what="w")
    assert_close(history[0], 1.0, what="history")


@pytest.mark.points(2, task="minibatches")
def test_ten_samples_in_batches_of_four(student):
    """Ten samples make batches of 4, 4 and 2, and none is left out."""
    batches = drawn(student.optim.minibatches(10, 4, 0))
    assert_that([len(batch) for batch in batches] == [4, 4, 2], "the batches hold 4, 4 and 2", what="batches")
    indices = sorted(index for batch in batches for index in batch)
    assert_that(indices == list(range(10)), "every sample is there once", what="batches")


@pytest.mark.points(1, task="sgd")
def test_one_step_of_sgd(student):
    """A step goes against the gradient."""
    w, _ = unpack(
        student.optim.sgd(np.array([1.0, -2.0]), np.array([3.0, 1.0]), {"learning_rate": 0.1}),
        "next_w",
        "config",
    )
    assert_close(w, [0.7, -2.1], what="next_w")


@pytest.mark.points(1, task="sgd_momentum")
def test_three_steps_with_momentum(student):
    """Three steps with momentum 0.9 bring w from 1 to 0.062 on w**2."""
    w, config = np.array([1.0]), {"learning_rate": 0.1, "momentum": 0.9}
    for _ in range(3):
        w, config = unpack(student.optim.sgd_momentum(w, 2 * w, config), "next_w", "config")
    assert_close(w, [0.062], what="next_w")


@pytest.mark.points(1, task="rmsprop")
def test_first_step_of_rmsprop(student):
    """With decay rate 0.99 the first step is ten times the learning rate, whatever the gradient."""
    w, _ = unpack(
        student.optim.rmsprop(np.zeros(2), np.array([3.0, -0.5]), {"learning_rate": 0.01}), "next_w", "config"
    )
    assert_close(w, [-0.1, 0.1], what="next_w", rtol=1e-5)


@pytest.mark.points(2, task="adam")
def test_two_steps_of_adam(student):
    """While the gradient stays the same, each step of Adam is as long as the learning rate."""
    w, config = np.zeros(2), {"learning_rate": 0.01}
    dw = np.array([3.0, -0.5])
    for steps in (1, 2):
        w, config = unpack(student.optim.adam(w, dw, config), "next_w", "config")
        assert_close(w, [-0.01 * steps, 0.01 * steps], what="next_w", rtol=1e-5)


def drawn(batches):
    """A list of batches; a generator of them will do as well."""
    if isinstance(batches, (list, tuple, np.ndarray)):
        return list(batches)
    found = []
    while len(found) < 100:
        try:
            found.append(batches.send(None))
        except (StopIteration, SubmissionRaised):
            break
    return found
