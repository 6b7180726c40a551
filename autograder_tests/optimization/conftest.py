import numpy as np
import pytest


@pytest.fixture(scope="session")
def bumpy():
    """Makes (f, gradient, x): a smooth function with all its derivatives, and a point of the given shape."""

    def make(rng, shape=(3, 4)):
        a, b = rng.uniform(0.5, 2.0, (2, *shape))

        def f(x):
            return float(np.sum(a * np.exp(b * x)))

        def gradient(x):
            return a * b * np.exp(b * x)

        return f, gradient, rng.uniform(-1.0, 1.0, shape)

    return make


@pytest.fixture(scope="session")
def problem():
    """Makes (W, X, y) with 6 images, 5 pixels and 4 classes: no two sizes are the same."""

    def make(rng):
        y = rng.permutation([0, 1, 2, 3, 0, 2])
        return rng.standard_normal((5, 4)), rng.standard_normal((6, 5)), y

    return make


@pytest.fixture(scope="session")
def walk():
    """Takes one step for each gradient, handing on what came back; returns the places on the way."""

    def go(rule, w, gradients, config):
        places = []
        for dw in gradients:
            w, config = rule(w, dw, config)
            places.append(w)
        return places

    return go
