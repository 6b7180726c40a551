from itertools import pairwise

import numpy as np
import pytest

from grader.testing import SlopeVerdict, assert_close, assert_shape, assert_that, certified_probe, unpack

pytestmark = pytest.mark.visibility("visible")


@pytest.mark.points(1, task="count_params")
def test_count_params_of_the_lecture(student):
    """3072-100-10 has 308,310 parameters, and 3-4-4-1 has 41."""
    points = [(zeros(3072, 100, 10),), (zeros(3, 4, 4, 1),)]
    large, small = student.fc_net.count_params.map(points)
    assert_close(large, 308_310, what="number of parameters")
    assert_close(small, 41, what="number of parameters")


@pytest.mark.points(1, task="TwoLayerNet")
def test_initial_loss(student, rng):
    """Before any training the loss is about log C, because small weights know nothing."""
    X, y = rng.standard_normal((50, 20)), rng.integers(10, size=50)
    net = student.fc_net.TwoLayerNet(20, 30, 10, rng=1)
    loss, _ = unpack(net.loss(X, y), "loss", "grads")
    assert_close(loss, np.log(10), what="loss", rtol=1e-2)


@pytest.mark.points(1, task="TwoLayerNet")
def test_two_layer_gradients(student, rng):
    """The gradients are the derivative of your own loss, with regularisation."""
    net = student.fc_net.TwoLayerNet(5, 7, 3, reg=0.2)
    assert_gradients_of_own_loss(net, random(rng, 5, 7, 3), rng)


@pytest.mark.points(1, task="ThreeLayerNet")
def test_three_layer_gradients(student, rng):
    """The gradients are the derivative of your own loss, with regularisation."""
    net = student.fc_net.ThreeLayerNet(5, (7, 6), 3, reg=0.2)
    assert_gradients_of_own_loss(net, random(rng, 5, 7, 6, 3), rng)


def zeros(*dims):
    layers = enumerate(pairwise(dims), start=1)
    pairs = [((f"W{i}", np.zeros(shape)), (f"b{i}", np.zeros(shape[1]))) for i, shape in layers]
    return dict(item for pair in pairs for item in pair)


def random(rng, *dims):
    return {name: rng.standard_normal(values.shape) for name, values in zeros(*dims).items()}


def assert_gradients_of_own_loss(net, params, rng):
    """One parameter moves at a time, along lines on which no ReLU switches on or off."""
    X = rng.standard_normal((6, len(params["W1"])))
    y = rng.integers(3, size=6)

    def loss_at(moved):
        net.params = {name: values.copy() for name, values in {**params, **moved}.items()}
        return unpack(net.loss(X, y), "loss", "grads")

    here, grads = loss_at({})
    for name, values in params.items():
        assert_that(isinstance(grads, dict) and name in grads, f"`grads` holds `{name}`", what="grads")
        assert_shape(grads[name], values.shape, what=f"the gradient of {name}")
        pattern = switches(X, params, name)
        probe = certified_probe(values, pattern, rng)
        losses = [loss_at({name: moved})[0] for moved in probe.moved]
        right = probe.judge(grads[name], losses, here).verdict is SlopeVerdict.RIGHT
        statement = "the gradient gives the slope of your own loss in every direction"
        assert_that(right, statement, what=f"the gradient of {name}")


def switches(X, params, name):
    """Which ReLUs are on, as a function of one parameter."""

    def pattern(moved):
        now, h, on = {**params, name: moved}, X, []
        for layer in range(1, len(params) // 2):
            h = np.maximum(0, h @ now[f"W{layer}"] + now[f"b{layer}"])
            on.append(h > 0)
        return np.hstack(on)

    return pattern
