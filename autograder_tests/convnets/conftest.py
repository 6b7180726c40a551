import pytest


@pytest.fixture(scope="session")
def images():
    """Makes 2 images of 3 channels; no two sizes in a test are the same where that can be helped."""

    def make(rng, height, width):
        return rng.standard_normal((2, 3, height, width))

    return make


@pytest.fixture(scope="session")
def convolution(images):
    """Makes (x, w, b, conv_param) with 4 filters that fit."""

    def make(rng, size, field, stride, pad):
        w, b = rng.standard_normal((4, 3, *field)), rng.standard_normal(4)
        return images(rng, *size), w, b, {"stride": stride, "pad": pad}

    return make


@pytest.fixture(scope="session")
def filters(images):
    """Makes (x, w, b, conv_param) with so many filters, each of which has 24 places in an image."""

    def make(rng, count):
        w, b = rng.standard_normal((count, 3, 2, 3)), rng.standard_normal(count)
        return images(rng, 5, 8), w, b, {"stride": 1, "pad": 0}

    return make


@pytest.fixture(scope="session")
def distinct():
    """Makes images in which all values are at least 0.1 apart, so that no window has two maxima."""

    def make(rng, height, width):
        values = 0.1 * (rng.permutation(6 * height * width) + rng.uniform(-0.2, 0.2))
        return (values - values.mean()).reshape(2, 3, height, width)

    return make
