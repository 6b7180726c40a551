import numpy as np
import pytest

from grader.testing import assert_close, assert_each_close, assert_that, unpack


@pytest.mark.points(1, task="train")
def test_train_descends(student, problem, net, rng):
    """With all samples in one batch, the steps are those of gradient descent along your own gradients."""
    X, y, params = problem(rng, 5, 7, 3)
    walked, losses = net(student, params, reg=0.1), []
    for _ in range(3):
        loss, grads = unpack(walked.loss(X, y), "loss", "grads")
        losses.append(loss)
        walked.params = {name: values - 0.2 * grads[name] for name, values in walked.params.items()}
    trained = net(student, params, reg=0.1)
    history = train(student, trained, X, y, rng, learning_rate=0.2, num_epochs=3, batch_size=6)
    assert_each_close(history, losses, what="loss")
    for name, values in walked.params.items():
        assert_close(trained.params[name], values, what=name)


@pytest.mark.points(1, task="train")
def test_train_takes_every_sample_once_an_epoch(student, problem, net, rng):
    """In each epoch every sample is in one minibatch; the last one holds what is left."""
    X, y, params = problem(rng, 5, 7, 3)
    untrained = net(student, params)
    total = 6 * unpack(untrained.loss(X, y), "loss", "grads")[0]
    history = train(student, untrained, X, y, rng, learning_rate=0.0, num_epochs=2, batch_size=4)
    assert_that(len(history) == 4, "6 samples in batches of 4 make 2 steps", what="loss", yours=len(history))
    sums = [4 * full + 2 * left for full, left in (history[:2], history[2:])]
    assert_each_close(sums, [total, total], what="the samples' losses in one epoch")


@pytest.mark.points(1, task="train")
def test_train_shuffles(student, problem, net, rng):
    """Every epoch goes through the same samples, in another order."""
    X, y, params = problem(rng, 5, 7, 3)
    X, y = np.vstack([X, 2 * X, -X]), np.hstack([y, y, y])
    untrained = net(student, params)
    alone = [unpack(untrained.loss(X[i : i + 1], y[i : i + 1]), "loss", "grads")[0] for i in range(18)]
    history = train(student, untrained, X, y, rng, learning_rate=0.0, num_epochs=2, batch_size=1)
    first, second = history[:18], history[18:]
    assert_close(np.sort(first), np.sort(alone), what="the losses of the first epoch")
    assert_close(np.sort(second), np.sort(alone), what="the losses of the second epoch")
    assert_that(not np.allclose(first, second), "each epoch has an order of its own", what="loss")


@pytest.mark.points(1, task="train")
def test_train_overfits(student, problem, net, rng):
    """Six samples with labels drawn by lot are learnt by heart, from two of three starting points."""
    ends = []
    for _ in range(3):
        X, y, params = problem(rng, 10, 20, 4)
        start = {name: 0.3 * values for name, values in params.items()}
        options = {"learning_rate": 0.5, "num_epochs": 20, "batch_size": 3}
        ends.append(float(np.mean(train(student, net(student, start), X, y, rng, **options)[-2:])))
    learnt = sum(end < OVERFITTED for end in ends)
    assert_that(learnt >= 2, "the loss of the last epoch is next to nothing", what="loss", yours=max(ends))


# A tenth of what guessing costs; the reference ends at a hundredth.
OVERFITTED = 0.14


def train(student, model, X, y, rng, **options):
    """The losses, one for each step."""
    history = student.solver.train(model, X, y, rng=int(rng.integers(1000)), **options)
    return list(history)
