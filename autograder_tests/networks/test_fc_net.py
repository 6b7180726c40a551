import numpy as np
import pytest

from grader.testing import assert_close, assert_raises, assert_shape, assert_that, unpack


@pytest.mark.points(1, task="init_params")
def test_init_params_shapes(student):
    """There is a weight matrix and a bias for each layer, of the right shapes, and the biases are 0."""
    params = student.fc_net.init_params((5, 7, 6, 3), "he", 1)
    for layer, (inputs, outputs) in enumerate([(5, 7), (7, 6), (6, 3)], start=1):
        assert_shape(entry(params, f"W{layer}"), (inputs, outputs), what=f"W{layer}")
        assert_close(entry(params, f"b{layer}"), np.zeros(outputs), what=f"b{layer}")
    assert_that(len(params) == 6, "three layers have six parameters", what="params", yours=len(params))


@pytest.mark.points(2, task="init_params")
def test_init_params_scales(student, rng):
    """Weights have a mean of 0 and the standard deviation of their scheme, in every layer."""
    schemes = {"small": (0.01, 0.01), "xavier": (200**-0.5, 100**-0.5), "he": (0.1, 0.02**0.5)}
    points = [((200, 100, 50), scheme, int(rng.integers(1000))) for scheme in schemes]
    for params, scales in zip(student.fc_net.init_params.map(points), schemes.values(), strict=True):
        for name, scale in zip(("W1", "W2"), scales, strict=True):
            W = entry(params, name)
            # Of 5,000 numbers the standard deviation varies by 1 %, and the mean by 1.4 % of it.
            assert_close(np.std(W), scale, what=f"the standard deviation of {name}", rtol=0.1)
            assert_close(np.mean(W), 0.0, what=f"the mean of {name}", atol=0.1 * scale)


@pytest.mark.points(1, task="init_params")
def test_init_params_follows_its_seed(student, rng):
    """The same seed gives the same weights, and another seed gives others."""
    seed = int(rng.integers(1000))
    points = [((5, 4, 3), "xavier", number) for number in (seed, seed, seed + 1)]
    first, again, other = (entry(found, "W2") for found in student.fc_net.init_params.map(points))
    assert_shape(first, (4, 3), what="W2")
    assert_that(np.array_equal(first, again), "one seed always gives the same weights", what="W2")
    assert_that(not np.array_equal(first, other), "another seed gives other weights", what="W2")


@pytest.mark.points(1, task="init_params")
def test_init_params_refuses_an_unknown_scheme(student):
    """A scheme that does not exist raises ValueError."""
    assert_raises(ValueError, student.fc_net.init_params, (5, 4, 3), "zeros", 1)


@pytest.mark.points(1, task="count_params")
def test_count_params(student, problem, rng):
    """Weights and biases are counted, for any number of layers."""
    points = [(problem(rng, *dims)[2],) for dims in ((5, 3), (5, 7, 3), (4, 6, 5, 3))]
    counts = [18, 66, 30 + 35 + 18]
    for count, expected in zip(student.fc_net.count_params.map(points), counts, strict=True):
        assert_close(count, expected, what="number of parameters")


@pytest.mark.points(1, task="TwoLayerNet")
def test_two_layer_scores(student, reference, problem, net, rng):
    """Without y, two layers give the scores: of vectors, and of images with as many pixels."""
    X, _, params = problem(rng, 12, 7, 3)
    theirs, ours = net(student, params), net(reference, params)
    for samples in (X, X.reshape(6, 2, 3, 2)):
        assert_close(theirs.loss(samples), ours.loss(samples), what="scores")


@pytest.mark.points(1, task="TwoLayerNet")
def test_two_layer_data_loss(student, reference, problem, net, rng):
    """The loss of two layers is right without regularisation."""
    X, y, params = problem(rng, 5, 7, 3)
    assert_losses(net(student, params), net(reference, params), X, y)


@pytest.mark.points(1, task="TwoLayerNet")
def test_two_layer_regularized_loss(student, reference, problem, net, rng):
    """The loss of two layers is right with regularisation of the weights, and of nothing else."""
    X, y, params = problem(rng, 5, 7, 3)
    assert_losses(net(student, params, reg=0.3), net(reference, params, reg=0.3), X, y)


@pytest.mark.points(1, task="TwoLayerNet")
def test_two_layer_data_gradients(student, reference, problem, net, rng):
    """The gradients of all four parameters are right without regularisation."""
    X, y, params = problem(rng, 5, 7, 3)
    assert_gradients(net(student, params), net(reference, params), X, y)


@pytest.mark.points(1, task="TwoLayerNet")
def test_two_layer_regularized_gradients(student, reference, problem, net, rng):
    """The gradients of all four parameters are right with regularisation."""
    X, y, params = problem(rng, 5, 7, 3)
    theirs, ours = net(student, params, reg=0.3), net(reference, params, reg=0.3)
    assert_gradients(theirs, ours, X, y)


@pytest.mark.points(1, task="ThreeLayerNet")
def test_three_layer_scores(student, reference, problem, net, rng):
    """Without y, three layers give the scores: of vectors, and of images with as many pixels."""
    X, _, params = problem(rng, 12, 7, 5, 3)
    theirs, ours = net(student, params), net(reference, params)
    for samples in (X, X.reshape(6, 2, 3, 2)):
        assert_close(theirs.loss(samples), ours.loss(samples), what="scores")


@pytest.mark.points(1, task="ThreeLayerNet")
def test_three_layer_losses(student, reference, problem, net, rng):
    """The loss of three layers is right, with regularisation and without."""
    X, y, params = problem(rng, 5, 7, 6, 3)
    for reg in (0.0, 0.3):
        assert_losses(net(student, params, reg), net(reference, params, reg), X, y)


@pytest.mark.points(1, task="ThreeLayerNet")
def test_three_layer_data_gradients(student, reference, problem, net, rng):
    """The gradients of all six parameters are right without regularisation."""
    X, y, params = problem(rng, 5, 7, 6, 3)
    assert_gradients(net(student, params), net(reference, params), X, y)


@pytest.mark.points(1, task="ThreeLayerNet")
def test_three_layer_regularized_gradients(student, reference, problem, net, rng):
    """The gradients of all six parameters are right with regularisation."""
    X, y, params = problem(rng, 5, 7, 6, 3)
    theirs, ours = net(student, params, reg=0.3), net(reference, params, reg=0.3)
    assert_gradients(theirs, ours, X, y)


def assert_losses(theirs, ours, X, y):
    loss, _ = unpack(theirs.loss(X, y), "loss", "grads")
    assert_close(loss, ours.loss(X, y)[0], what="loss", rtol=1e-9)


def assert_gradients(theirs, ours, X, y):
    _, grads = unpack(theirs.loss(X, y), "loss", "grads")
    _, expected = ours.loss(X, y)
    for name, gradient in expected.items():
        assert_close(entry(grads, name), gradient, what=f"the gradient of {name}")


def entry(table, name):
    """What a dictionary that came back holds under this name."""
    assert_that(isinstance(table, dict) and name in table, f"there is an entry `{name}`", what=name)
    return table[name]
