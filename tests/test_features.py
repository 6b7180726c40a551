"""The references of the assignment `features`, against what was planted for them to find."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

SOLUTIONS = Path(__file__).parent.parent / "solutions" / "features"
WORDS = runpy.run_path(str(SOLUTIONS / "bag_of_words.py"))
TEMPLATES = runpy.run_path(str(SOLUTIONS / "templates.py"))
ANSWERS = runpy.run_path(str(SOLUTIONS / "answers.py"))


def test_patches_are_pieces_of_images() -> None:
    images = np.arange(2 * 3 * 4 * 5.0).reshape(2, 3, 4, 5)
    patches = WORDS["extract_patches"](images, 2, 30, 0)
    assert patches.shape == (30, 12)
    for patch in patches:
        n, _, top, left = np.unravel_index(int(patch[0]), images.shape)
        assert_array_equal(patch, images[n, :, top : top + 2, left : left + 2].ravel())


def test_a_patch_as_large_as_its_image_is_the_image() -> None:
    image = np.arange(12.0).reshape(1, 3, 2, 2)
    assert_array_equal(WORDS["extract_patches"](image, 2, 1, 0), [image.ravel()])


@pytest.mark.parametrize("seed", range(10))
def test_two_planted_words_are_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    planted = np.array([[0.0, 0.0, 1.0], [5.0, 5.0, 5.0]])
    patches = np.repeat(planted, 20, axis=0) + 0.1 * rng.standard_normal((40, 3))
    codebook = WORDS["build_codebook"](patches, 2, rng)
    assert_allclose(sorted(codebook.tolist()), planted, atol=0.2)


def test_a_word_without_patches_stays() -> None:
    patches = np.ones((5, 2))
    assert_array_equal(WORDS["build_codebook"](patches, 3, 0), np.ones((3, 2)))


def test_a_histogram_has_an_entry_for_each_word() -> None:
    codebook = np.array([[0.0], [1.0], [2.0], [3.0]])
    histogram = WORDS["encode"](np.array([[0.1], [1.2], [0.9], [1.1]]), codebook)
    assert_allclose(histogram, [0.25, 0.75, 0, 0])


def test_a_histogram_does_not_know_the_order_of_the_patches() -> None:
    rng = np.random.default_rng(3)
    patches, codebook = rng.standard_normal((20, 3)), rng.standard_normal((4, 3))
    shuffled = WORDS["encode"](rng.permutation(patches), codebook)
    assert_array_equal(shuffled, WORDS["encode"](patches, codebook))
    assert ANSWERS["shuffled_patches"] == "a"


def test_the_nearest_template_is_that_of_the_smallest_distance() -> None:
    rng = np.random.default_rng(4)
    X, W = rng.standard_normal((30, 4)), 2 * rng.standard_normal((4, 5))
    distances = np.linalg.norm(X[:, :, np.newaxis] - W, axis=1)
    assert_array_equal(TEMPLATES["nearest_template"](X, W), distances.argmin(axis=1))


def test_active_parts_make_the_scores_of_the_network() -> None:
    rng = np.random.default_rng(5)
    W1, W2, x = rng.standard_normal((6, 4)), rng.standard_normal((4, 3)), rng.standard_normal(6)
    parts = TEMPLATES["two_layer_templates"](W1, W2)
    assert parts.shape == (3, 4, 6)
    assert_allclose((parts[:, x @ W1 > 0] @ x).sum(axis=1), np.maximum(0, x @ W1) @ W2)


def test_the_numbers_among_the_answers_are_those_of_cifar() -> None:
    assert ANSWERS["numbers_in_an_image"] == 32 * 32 * 3
    assert ANSWERS["linear_parameters"] == 32 * 32 * 3 * 10 + 10
