import pytest


@pytest.fixture(scope="session")
def problem():
    """Makes (W, X, y) with 6 images, 5 pixels and 4 classes: no two sizes are the same.

    Scores are of order `scale`: some margins are satisfied and some are not.
    """

    def make(rng, scale=1.0, last_class=3):
        W = scale * rng.standard_normal((5, 4))
        X = rng.standard_normal((6, 5))
        y = rng.permutation([0, 1, 2, last_class, 0, 2])
        return W, X, y

    return make


@pytest.fixture(scope="session")
def batch():
    """Makes (W, X, y) of the size of a minibatch: 128 images, 20 pixels, 10 classes."""

    def make(rng):
        return rng.standard_normal((20, 10)), rng.standard_normal((128, 20)), rng.integers(10, size=128)

    return make
