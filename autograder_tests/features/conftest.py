import numpy as np
import pytest


@pytest.fixture(scope="session")
def numbered():
    """Three images of 2 channels, 5 rows and 6 columns, in which no two pixels are the same."""
    return np.random.default_rng(7).permutation(180).reshape(3, 2, 5, 6).astype(float)


@pytest.fixture(scope="session")
def planted():
    """Makes (patches, words): 60 patches of 4 pixels, scattered closely around words that lie far apart."""

    def make(rng, k):
        words = 10 * np.eye(4)[:k] + rng.uniform(-1, 1, (k, 4))
        return rng.permutation(np.repeat(words, 60 // k, axis=0)) + 0.1 * rng.standard_normal((60, 4)), words

    return make
