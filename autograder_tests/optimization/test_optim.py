from itertools import pairwise

import numpy as np
import pytest

from grader.testing import (
    SubmissionRaised,
    assert_close,
    assert_each_close,
    assert_finite,
    assert_shape,
    assert_that,
    assert_unchanged,
    unpack,
)


class Recorder:
    """A loss function that remembers the weights it was asked about."""

    def __init__(self, loss):
        self._loss = loss
        self.seen = []

    def __call__(self, W):
        if not any(np.array_equal(W, seen) for seen in self.seen):  # the same weights again are no new try
            self.seen.append(np.array(W))
        return self._loss(W)

    def losses(self):
        return [self._loss(W) for W in self.seen]


def above_zero(W):
    return float(10 + np.sum(np.tanh(W)))


def below_zero(W):
    return float(np.sum(np.tanh(W)) - 15)


# ---------------------------------------------------------------------- random search


@pytest.mark.points(2, task="random_search")
def test_random_search_remembers_the_best_loss(student):
    """The history holds the smallest loss so far, one entry for each try."""
    for loss in (above_zero, below_zero):
        recorder = Recorder(loss)
        (history,) = student.optim.random_search.map([(recorder, (3, 4), 25, 1)], pick=1)
        found = as_array(history)
        assert_shape(found, (25,), what="history")
        assert_that(len(recorder.seen) == 25, "each try asks for the loss of new weights", what="history")
        assert_close(found, np.minimum.accumulate(recorder.losses()), what="history")


@pytest.mark.points(1, task="random_search")
def test_random_search_returns_the_best_weights(student):
    """The weights that come back are those with the smallest loss of all tries."""
    for loss in (above_zero, below_zero):
        recorder = Recorder(loss)
        (best_W,) = student.optim.random_search.map([(recorder, (3, 4), 25, 2)], pick=0)
        assert_that(bool(recorder.seen), "the loss of the weights is asked for", what="best_W")
        assert_close(best_W, recorder.seen[int(np.argmin(recorder.losses()))], what="best_W")


@pytest.mark.points(1, task="random_search")
def test_random_search_draws_from_the_standard_normal(student):
    """The weights that are tried have mean 0 and standard deviation 1, and no two are the same."""
    recorder = Recorder(above_zero)
    student.optim.random_search(recorder, (5, 6), 100, 3)
    for W in recorder.seen:
        assert_shape(W, (5, 6), what="W")
        assert_finite(W, what="W")
    drawn = np.array(recorder.seen)
    assert_that(len(np.unique(drawn)) >= 2900, "every try draws new weights", what="W")
    mean, deviation = float(drawn.mean()), float(drawn.std())
    assert_that(abs(mean) < 0.12, "the weights have mean 0", what="W", yours=mean)
    assert_that(abs(deviation - 1) < 0.1, "the weights have standard deviation 1", what="W", yours=deviation)


@pytest.mark.points(1, task="random_search")
def test_random_search_draws_from_rng(student):
    """The same seed gives the same weights, another seed gives others."""
    points = [(above_zero, (2, 3), 5, seed) for seed in (4, 4, 5)]
    first, again, other = student.optim.random_search.map(points, pick=0)
    assert_shape(first, (2, 3), what="best_W")
    assert_close(again, first, what="best_W")
    assert_that(not np.array_equal(first, other), "another seed gives other weights", what="best_W")


# ---------------------------------------------------------------------- gradient descent


@pytest.mark.points(1, task="gradient_descent")
def test_weights_after_gradient_descent(student, reference, rng):
    """The weights are right after one step, after several, and after none."""
    bowl, w = convex(rng)
    points = [(bowl, w, 0.3, steps) for steps in (1, 6, 0)]
    found = student.optim.gradient_descent.map(points, pick=0)
    assert_each_close(found, reference.optim.gradient_descent.map(points, pick=0), what="w")


@pytest.mark.points(1, task="gradient_descent")
def test_history_of_gradient_descent(student, reference, rng):
    """The history holds the loss before each step."""
    point = (*convex(rng), 0.3, 6)
    (history,) = student.optim.gradient_descent.map([point], pick=1)
    assert_close(as_array(history), reference.optim.gradient_descent(*point)[1], what="history")


@pytest.mark.points(1, task="gradient_descent")
def test_gradient_descent_leaves_w_alone(student, reference, rng):
    """The weights that come back are right, and those handed in are as they were."""
    point = (*convex(rng), 0.3, 6)
    result, after = student.optim.gradient_descent.with_args(*point)
    assert_unchanged(point[1], after[1], what="gradient_descent", argument="w")
    w, _ = unpack(result, "w", "history")
    assert_close(w, reference.optim.gradient_descent(*point)[0], what="w")


@pytest.mark.points(2, task="gradient_descent")
def test_gradient_descent_beats_random_search(student, reference, rng):
    """On a bowl, twenty steps down the gradient get lower than two hundred random tries."""
    bowl, w = convex(rng)
    _, tried = reference.optim.random_search(lambda W: bowl(W)[0], w.shape, 200, rng)
    (best,) = student.optim.gradient_descent.map([(bowl, w, 0.3, 20)], pick=0)
    assert_shape(best, w.shape, what="w")
    assert_finite(best, what="w")
    loss = bowl(best)[0]
    assert_that(loss < tried[-1], "the loss ends below that of random search", what="w", yours=loss)


# ---------------------------------------------------------------------- minibatches


@pytest.mark.points(3, task="minibatches")
def test_every_sample_once_an_epoch(student):
    """The batches of an epoch hold every sample once, whether or not the batch size divides their number."""
    points = [(10, 4, 1), (12, 4, 2), (7, 1, 3), (5, 8, 4), (9, 9, 5)]
    for point, batches in zip(points, student.optim.minibatches.map(points), strict=True):
        found = [index for batch in drawn(batches) for index in batch]
        statement = "every index stands in one batch, once"
        assert_that(sorted(found) == list(range(point[0])), statement, what="minibatches", yours=len(found))


@pytest.mark.points(1, task="minibatches")
def test_sizes_of_batches(student):
    """All batches have the size that was asked for, but for the last, which has what is left."""
    expected = [[4, 4, 2], [4, 4, 4], [1] * 7, [5]]
    points = [(10, 4, 1), (12, 4, 2), (7, 1, 3), (5, 8, 4)]
    for sizes, batches in zip(expected, student.optim.minibatches.map(points), strict=True):
        found = [len(batch) for batch in drawn(batches)]
        assert_that(found == sizes, "the batches have the right sizes", what="minibatches", yours=str(found))


@pytest.mark.points(1, task="minibatches")
def test_batches_are_mixed(student):
    """Neighbours in the data do not stay together, and another epoch has another order."""
    one, other = (
        [list(batch) for batch in drawn(batches)]
        for batches in student.optim.minibatches.map([(60, 20, 1), (60, 20, 2)])
    )
    assert_that(bool(one), "there is a batch", what="minibatches")
    for batch in one:
        runs = sum(b - a == 1 for a, b in pairwise(batch))
        assert_that(runs < 10, "samples are mixed, not only the batches", what="minibatches", yours=runs)
    assert_that(one != other, "another epoch has another order", what="minibatches")


@pytest.mark.points(1, task="minibatches")
def test_batches_are_drawn_from_rng(student):
    """The same seed gives the same batches, another seed gives others."""
    points = [(20, 7, seed) for seed in (6, 6, 7)]
    first, again, other = (
        [list(batch) for batch in drawn(batches)] for batches in student.optim.minibatches.map(points)
    )
    assert_that(first == again, "the same seed gives the same batches", what="minibatches")
    assert_that(first != other, "another seed gives other batches", what="minibatches")


# ---------------------------------------------------------------------- rules for a step


@pytest.mark.points(2, task="sgd")
def test_sgd(student, reference, walk, rng):
    """Several steps lead where they should."""
    assert_same_walk(student.optim.sgd, reference.optim.sgd, walk, rng, {"learning_rate": 0.3})


@pytest.mark.points(3, task="sgd_momentum")
def test_momentum(student, reference, walk, rng):
    """Several steps with momentum lead where they should."""
    config = {"learning_rate": 0.3, "momentum": 0.7}
    assert_same_walk(student.optim.sgd_momentum, reference.optim.sgd_momentum, walk, rng, config)


@pytest.mark.points(1, task="sgd_momentum")
def test_momentum_carries_on(student, walk, rng):
    """Where the gradient becomes zero the weights move on, each step a fixed share of the one before."""
    push = rng.standard_normal((2, 3))
    rest = np.zeros_like(push)
    places = walk(
        student.optim.sgd_momentum, rest, [push, rest, rest], {"learning_rate": 0.2, "momentum": 0.5}
    )
    assert_each_close(places, [-0.2 * push, -0.3 * push, -0.35 * push], what="next_w")


@pytest.mark.points(1, task="sgd_momentum")
def test_momentum_of_two_weights(student, reference, rng):
    """Two arrays of weights, updated in turn, have a velocity each."""
    assert_separate(student.optim.sgd_momentum, reference.optim.sgd_momentum, rng)


@pytest.mark.points(3, task="rmsprop")
def test_rmsprop(student, reference, walk, rng):
    """Several steps of RMSProp lead where they should."""
    config = {"learning_rate": 0.3, "decay_rate": 0.8}
    assert_same_walk(student.optim.rmsprop, reference.optim.rmsprop, walk, rng, config)


@pytest.mark.points(1, task="rmsprop")
def test_rmsprop_with_a_zero_gradient(student, reference, walk, rng):
    """A weight without gradient stays where it is, and epsilon counts beside small gradients."""
    assert_epsilon(student.optim.rmsprop, reference.optim.rmsprop, walk, rng)


@pytest.mark.points(1, task="rmsprop")
def test_rmsprop_of_two_weights(student, reference, rng):
    """Two arrays of weights, updated in turn, have a cache each."""
    assert_separate(student.optim.rmsprop, reference.optim.rmsprop, rng)


@pytest.mark.points(1, task="adam")
def test_first_step_of_adam(student, walk, rng):
    """The first step is as long as the learning rate, whatever the size of the gradient."""
    dw = rng.choice([-1, 1], (2, 3)) * rng.uniform(0.5, 2.0, (2, 3)) * [1e-2, 1.0, 1e3]
    (place,) = walk(student.optim.adam, np.zeros((2, 3)), [dw], {"learning_rate": 0.05})
    assert_close(place, -0.05 * np.sign(dw), what="next_w", rtol=1e-4)


@pytest.mark.points(3, task="adam")
def test_adam(student, reference, walk, rng):
    """Several steps of Adam lead where they should."""
    config = {"learning_rate": 0.3, "beta1": 0.8, "beta2": 0.95}
    assert_same_walk(student.optim.adam, reference.optim.adam, walk, rng, config)


@pytest.mark.points(1, task="adam")
def test_adam_with_a_zero_gradient(student, reference, walk, rng):
    """A weight without gradient stays where it is, and epsilon counts beside small gradients."""
    assert_epsilon(student.optim.adam, reference.optim.adam, walk, rng)


@pytest.mark.points(1, task="adam")
def test_adam_of_two_weights(student, reference, rng):
    """Two arrays of weights, updated in turn, have averages and a count of steps each."""
    assert_separate(student.optim.adam, reference.optim.adam, rng)


# ---------------------------------------------------------------------- helpers


def convex(rng):
    """(loss_and_grad, w): a bowl whose lowest point is away from the origin, and where to start."""
    steepness, lowest = rng.uniform(0.5, 2.0, (2, 3, 4))

    def bowl(w):
        return float(np.sum(steepness * (w - lowest) ** 2)), 2 * steepness * (w - lowest)

    return bowl, rng.standard_normal((3, 4))


def drawn(batches):
    """A list of batches; a generator of them will do as well."""
    is_list = isinstance(batches, (list, tuple, np.ndarray))
    found = list(batches) if is_list else list(taken(batches))
    for batch in found:
        fits = isinstance(batch, (list, np.ndarray)) and np.ndim(batch) == 1
        assert_that(fits, "each batch is an array of indices", what="minibatches")
    return found


def taken(generator):
    """The items of a generator that stays with the submission; no epoch of these tests has so many."""
    for _ in range(100):
        try:
            yield generator.send(None)
        except StopIteration:
            return
        except SubmissionRaised as raised:
            if raised.exception == "StopIteration":
                return
            raise


def as_array(history):
    """A list of losses, or an array of them."""
    is_list = isinstance(history, (list, tuple, np.ndarray))
    assert_that(is_list, "the history is a list of numbers", what="history")
    for loss in history:
        assert_shape(loss, (), what="history")
    return np.array([float(loss) for loss in history])


def assert_same_walk(theirs, ours, walk, rng, config):
    """Six steps with random gradients; only the places count, not how the state is kept."""
    w, gradients = rng.standard_normal((2, 3)), rng.standard_normal((6, 2, 3))
    assert_each_close(walk(theirs, w, gradients, config), walk(ours, w, gradients, config), what="next_w")


def assert_epsilon(theirs, ours, walk, rng):
    gradients = rng.standard_normal((3, 2, 3)) * [0.0, 1e-2, 1.0]
    w, config = rng.standard_normal((2, 3)), {"learning_rate": 0.3, "epsilon": 0.1}
    assert_each_close(walk(theirs, w, gradients, config), walk(ours, w, gradients, config), what="next_w")


def assert_separate(theirs, ours, rng):
    """Weights of the same shape: what is kept outside of the config is taken for the other's."""
    first, second = rng.standard_normal((2, 4))
    gradients = rng.standard_normal((3, 2, 4))
    assert_each_close(
        in_turn(theirs, first, second, gradients), in_turn(ours, first, second, gradients), what="next_w"
    )


def in_turn(rule, first, second, gradients):
    places = []
    config, other_config = {"learning_rate": 0.3}, {"learning_rate": 0.1}
    for dw, other_dw in gradients:
        first, config = rule(first, dw, config)
        second, other_config = rule(second, other_dw, other_config)
        places += [first, second]
    return places
