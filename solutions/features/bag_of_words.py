"""A bag of visual words, the image feature of lecture 3: which small patterns occur, and how often.

Images are (N, C, H, W). A patch is a square piece of an image with all its channels, flattened to a row.
`rng` is a numpy Generator, or a seed that the first line turns into one.
"""

import numpy as np


def extract_patches(images: np.ndarray, size: int, count: int, rng: np.random.Generator | int) -> np.ndarray:
    """`count` patches of size x size pixels, an array of shape (count, C * size * size).

    For each patch an image and a place in it are drawn, every place that fits with the same chance.
    The row is the patch images[n, :, top : top + size, left : left + size], flattened.
    """
    rng = np.random.default_rng(rng)
    # BEGIN SOLUTION
    N, _, H, W = images.shape
    patches = []
    for _ in range(count):
        n = rng.integers(N)
        top = rng.integers(H - size + 1)
        left = rng.integers(W - size + 1)
        patches.append(images[n, :, top : top + size, left : left + size].ravel())
    return np.array(patches)
    # END SOLUTION


def build_codebook(patches: np.ndarray, k: int, rng: np.random.Generator | int) -> np.ndarray:
    """The k visual words of patches (M, P), found by k-means: an array of shape (k, P).

    Starts at k different rows of patches, drawn at random. Then in turn: each patch is assigned to the
    nearest word (Euclidean distance), and each word becomes the mean of its patches; until the
    assignment no longer changes, 100 times at most. A word without patches stays where it is.
    """
    rng = np.random.default_rng(rng)
    # BEGIN SOLUTION
    words = patches[rng.choice(len(patches), k, replace=False)].astype(float)
    before = None
    for _ in range(100):
        nearest = _nearest_word(patches, words)
        if np.array_equal(nearest, before):
            break
        for word in np.unique(nearest):
            words[word] = patches[nearest == word].mean(axis=0)
        before = nearest
    return words
    # END SOLUTION


def encode(image_patches: np.ndarray, codebook: np.ndarray) -> np.ndarray:
    """The histogram of an image: which share of its patches (M, P) is nearest to each of the k words.

    An array of shape (k,) that sums to 1.
    """
    # BEGIN SOLUTION
    nearest = _nearest_word(image_patches, codebook)
    return np.bincount(nearest, minlength=len(codebook)) / len(image_patches)
    # END SOLUTION


# BEGIN SOLUTION
def _nearest_word(patches: np.ndarray, words: np.ndarray) -> np.ndarray:
    """The index of the word at the smallest distance from each patch."""
    differences = patches[:, np.newaxis, :] - words
    return np.argmin((differences**2).sum(axis=2), axis=1)


# END SOLUTION
