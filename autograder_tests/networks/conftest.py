from itertools import pairwise

import numpy as np
import pytest


@pytest.fixture(scope="session")
def affine_problem():
    """Makes (x, w, b, dout) for 4 samples of the shape given, and 5 outputs."""

    def make(rng, shape=(6,)):
        D = int(np.prod(shape))
        return (
            rng.standard_normal((4, *shape)),
            rng.standard_normal((D, 5)),
            rng.standard_normal(5),
            rng.standard_normal((4, 5)),
        )

    return make


@pytest.fixture(scope="session")
def scores():
    """Makes (x, y): the scores of 6 samples and 4 classes, some margins satisfied and some not."""

    def make(rng, scale=1.0):
        return scale * rng.standard_normal((6, 4)), rng.permutation([0, 1, 2, 3, 0, 2])

    return make


@pytest.fixture(scope="session")
def batch():
    """Makes (x, gamma, beta, dout): 7 samples and 4 features of different means and spreads."""

    def make(rng, spread=1.0):
        x = 3 * rng.standard_normal(4) + spread * rng.uniform(0.5, 2, 4) * rng.standard_normal((7, 4))
        return x, rng.uniform(0.5, 2, 4), rng.standard_normal(4), rng.standard_normal((7, 4))

    return make


@pytest.fixture(scope="session")
def problem():
    """Makes (X, y, params) for 6 samples and layers of these sizes; no bias is 0."""

    def make(rng, *dims):
        params = {}
        for layer, (inputs, outputs) in enumerate(pairwise(dims), start=1):
            params[f"W{layer}"] = rng.standard_normal((inputs, outputs))
            params[f"b{layer}"] = rng.standard_normal(outputs)
        return rng.standard_normal((6, dims[0])), rng.integers(dims[-1], size=6), params

    return make


@pytest.fixture(scope="session")
def net():
    """Makes the net of two or three layers that these parameters are for; it may change its own copy."""

    def make(modules, params, reg=0.0):
        D, *hidden, C = len(params["W1"]), *(len(b) for name, b in params.items() if name[0] == "b")
        made = (
            modules.fc_net.TwoLayerNet(D, hidden[0], C, reg=reg)
            if len(hidden) == 1
            else modules.fc_net.ThreeLayerNet(D, tuple(hidden), C, reg=reg)
        )
        made.params = {name: values.copy() for name, values in params.items()}
        return made

    return make
