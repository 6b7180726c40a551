import numpy as np
import pytest

from grader.testing import assert_close, assert_shape, assert_that

pytestmark = pytest.mark.visibility("visible")


@pytest.mark.points(4, task="extract_patches")
def test_a_patch_as_large_as_the_image(student):
    """The only patch as large as the image is the image itself, flattened."""
    image = np.arange(18.0).reshape(1, 2, 3, 3)
    assert_close(student.bag_of_words.extract_patches(image, 3, 4, 0), [image.ravel()] * 4, what="patches")


@pytest.mark.points(5, task="build_codebook")
def test_two_clouds_have_two_words(student, rng):
    """Patches in two clouds, around (0, 0) and (5, 5), have a word in the middle of each."""
    clouds = np.repeat([[0.0, 0.0], [5.0, 5.0]], 30, axis=0)
    codebook = student.bag_of_words.build_codebook(clouds + 0.1 * rng.standard_normal((60, 2)), 2, 0)
    assert_shape(codebook, (2, 2), what="codebook")
    low, high = sorted(np.asarray(codebook).tolist())
    for word, middle in ((low, 0.0), (high, 5.0)):
        near = np.abs(np.subtract(word, middle)).max()
        assert_that(near < 0.2, "each cloud has a word in its middle", what="codebook", yours=float(near))


@pytest.mark.points(4, task="encode")
def test_histogram_of_five_patches(student):
    """Of five patches three are dark, one is bright and one in between."""
    codebook = np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]])
    patches = np.array([[0.1, 0.0], [0.9, 1.0], [0.2, 0.1], [0.5, 0.6], [0.0, 0.0]])
    assert_close(student.bag_of_words.encode(patches, codebook), [0.6, 0.2, 0.2], what="histogram")
