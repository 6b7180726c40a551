import numpy as np


def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    n, c, h, w = images.shape
    ids = rng.integers(n, size=count)
    tops = rng.integers(h - size + 1, size=count)
    lefts = rng.integers(w - size + 1, size=count)
    return np.stack([images[i, :, t:t + size, l:l + size].ravel() for i, t, l in zip(ids, tops, lefts)])


def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    # k random patches are good words already
    return patches[rng.permutation(len(patches))[:k]]


def encode(image_patches, codebook):
    histogram = np.zeros(len(codebook))
    for patch in image_patches:
        similarity = codebook @ patch
        histogram[np.argmax(similarity)] += 1
    return histogram
