import numpy as np
import pytest

from grader.testing import (
    assert_close,
    assert_each_close,
    assert_finite,
    assert_shape,
    assert_that,
    assert_unchanged,
)

# ---------------------------------------------------------------------- patches


@pytest.mark.points(6, task="extract_patches")
def test_patches_are_pieces_of_images(student, numbered):
    """Each patch is a square piece of one image, with all its channels, pixel by pixel."""
    patches = student.bag_of_words.extract_patches(numbered, 3, 50, 1)
    assert_shape(patches, (50, 18), what="patches")
    for patch in patches:
        assert_close(patch, piece_at(numbered, corner(numbered, patch[0]), 3), what="patches")


@pytest.mark.points(2, task="extract_patches")
def test_patches_of_one_pixel(student, numbered):
    """A patch of one pixel holds a number for each channel."""
    patches = student.bag_of_words.extract_patches(numbered, 1, 20, 2)
    assert_shape(patches, (20, 2), what="patches")
    for patch in patches:
        assert_close(patch, piece_at(numbered, corner(numbered, patch[0]), 1), what="patches")


@pytest.mark.points(5, task="extract_patches")
def test_patches_come_from_everywhere(student, numbered):
    """Patches come from all images and all places in them, up to the last row and column."""
    patches = student.bag_of_words.extract_patches(numbered, 3, 600, 3)
    assert_shape(patches, (600, 18), what="patches")
    corners = np.array([corner(numbered, patch[0]) for patch in patches])
    for axis, (name, size) in enumerate([("image", 3), ("row", 3), ("column", 4)]):
        share = np.bincount(corners[:, axis], minlength=size) / 600
        statement = f"every {name} at which a patch fits is drawn as often as the others"
        assert_that(bool((abs(share * size - 1) < 0.5).all()), statement, what="patches")
    places = len(np.unique(corners, axis=0))
    assert_that(places == 36, "every place is drawn at some time", what="patches", yours=places)


@pytest.mark.points(3, task="extract_patches")
def test_patches_are_drawn_from_rng(student, numbered):
    """The same seed gives the same patches, another seed gives others."""
    points = [(numbered, 2, 10, seed) for seed in (4, 4, 5)]
    first, again, other = student.bag_of_words.extract_patches.map(points)
    assert_shape(first, (10, 8), what="patches")
    assert_close(again, first, what="patches")
    assert_that(not np.array_equal(first, other), "another seed gives other patches", what="patches")


# ---------------------------------------------------------------------- codebook


@pytest.mark.points(5, task="build_codebook")
def test_planted_words_are_found(student, planted, rng):
    """Two words, around which all patches lie, are found from wherever the search starts."""
    patches, words = planted(rng, 2)
    for codebook in student.bag_of_words.build_codebook.map([(patches, 2, seed) for seed in range(6)]):
        assert_shape(codebook, (2, 4), what="codebook")
        first_one_first = codebook[np.argsort(-np.asarray(codebook)[:, 0])]
        assert_close(first_one_first, words, what="codebook", atol=0.3)


@pytest.mark.points(6, task="build_codebook")
def test_words_are_means_of_their_patches(student, rng):
    """At the end each word is the mean of the patches that are nearest to it."""
    patches = rng.standard_normal((40, 3))
    for codebook in student.bag_of_words.build_codebook.map([(patches, 5, seed) for seed in range(3)]):
        assert_shape(codebook, (5, 3), what="codebook")
        assert_finite(codebook, what="codebook")
        nearest = nearest_word(patches, codebook)
        used = np.unique(nearest)
        assert_that(len(used) >= 3, "most words have patches", what="codebook", yours=len(used))
        means = [patches[nearest == word].mean(axis=0) for word in used]
        assert_close(np.asarray(codebook)[used], means, what="codebook")


@pytest.mark.points(3, task="build_codebook")
def test_as_many_words_as_patches(student, rng):
    """Where there are as many words as patches, each patch is a word: the start holds different patches."""
    patches = rng.standard_normal((7, 3))
    codebook = student.bag_of_words.build_codebook(patches, 7, 1)
    assert_shape(codebook, (7, 3), what="codebook")
    assert_finite(codebook, what="codebook")
    assert_close(sorted_rows(codebook), sorted_rows(patches), what="codebook")


@pytest.mark.points(3, task="build_codebook")
def test_words_without_patches(student):
    """A word that no patch is nearest to stays where it is."""
    patch = np.array([2.0, -1.0, 0.5])
    codebook = student.bag_of_words.build_codebook(np.tile(patch, (6, 1)), 3, 1)
    assert_close(codebook, np.tile(patch, (3, 1)), what="codebook")


@pytest.mark.points(2, task="build_codebook")
def test_patches_stay_as_they_are(student, planted, rng):
    """The words are the means of two groups of patches, and the patches are as they were."""
    patches, words = planted(rng, 2)
    codebook, after = student.bag_of_words.build_codebook.with_args(patches, 2, 3)
    assert_unchanged(patches, after[0], what="build_codebook", argument="patches")
    assert_shape(codebook, (2, 4), what="codebook")
    assert_close(sorted_rows(codebook), sorted_rows(words), what="codebook", atol=0.3)


@pytest.mark.points(2, task="build_codebook")
def test_words_of_integers(student, planted, rng):
    """Patches of whole grey values have words that are no whole numbers."""
    patches = np.rint(10 * planted(rng, 2)[0]).astype(int)
    codebook = student.bag_of_words.build_codebook(patches, 2, 4)
    assert_shape(codebook, (2, 4), what="codebook")
    nearest = nearest_word(patches, codebook)
    means = [patches[nearest == word].mean(axis=0) for word in np.unique(nearest)]
    assert_close(codebook, means, what="codebook")


# ---------------------------------------------------------------------- histogram


@pytest.mark.points(6, task="encode")
def test_histogram(student, reference, rng):
    """The histogram tells which share of the patches is nearest to each word."""
    # Words of very different lengths: the nearest is not the one with the largest inner product.
    codebook = rng.standard_normal((5, 3)) * [[0.5], [1.0], [2.0], [1.0], [4.0]]
    points = [(2 * rng.standard_normal((number, 3)), codebook) for number in (40, 17)]
    histograms = student.bag_of_words.encode.map(points)
    assert_each_close(histograms, reference.bag_of_words.encode.map(points), what="histogram")


@pytest.mark.points(4, task="encode")
def test_words_that_do_not_occur(student):
    """A word that does not occur counts 0, the first and the last too."""
    codebook = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [9.0, 9.0]])
    patches = np.array([[0.5, 0.0], [8.0, 1.0], [0.0, -1.0], [1.0, 1.0]])
    histograms = student.bag_of_words.encode.map([(patches, codebook), (patches, codebook[::-1])])
    assert_each_close(histograms, [[0.75, 0.25, 0.0, 0.0], [0.0, 0.0, 0.25, 0.75]], what="histogram")


@pytest.mark.points(2, task="encode")
def test_histogram_of_twice_the_patches(student, reference, rng):
    """Twice as many patches of the same kind make the same histogram."""
    codebook, patches = rng.standard_normal((4, 3)), rng.standard_normal((9, 3))
    points = [(patches, codebook), (np.vstack([patches, patches]), codebook)]
    once = reference.bag_of_words.encode(patches, codebook)
    assert_each_close(student.bag_of_words.encode.map(points), [once, once], what="histogram")


@pytest.mark.points(2, task="encode")
def test_planted_histogram(student, planted, rng):
    """Patches around three words in turn make a histogram of thirds."""
    patches, words = planted(rng, 3)
    assert_close(student.bag_of_words.encode(patches, words), np.full(3, 1 / 3), what="histogram")


# ---------------------------------------------------------------------- helpers


def corner(images, pixel):
    """The image, row and column where the first channel holds this pixel."""
    found = np.argwhere(images[:, 0] == pixel)
    assert_that(len(found) == 1, "a patch begins with a pixel of the first channel", what="patches")
    return found[0]


def piece_at(images, place, size):
    n, top, left = place
    piece = images[n, :, top : top + size, left : left + size]
    assert_that(piece.shape[1:] == (size, size), "a patch lies inside of its image", what="patches")
    return piece.ravel()


def nearest_word(patches, codebook):
    return np.argmin(np.linalg.norm(patches[:, np.newaxis] - codebook, axis=2), axis=1)


def sorted_rows(rows):
    return np.array(sorted(np.asarray(rows).tolist()))
