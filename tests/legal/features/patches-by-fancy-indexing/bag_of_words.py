# Patches by fancy indexing, and k-means until the words stop moving.

import numpy as np

def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    N, C, H, W = images.shape
    n = rng.integers(N, size=count)[:, None, None, None]
    c = np.arange(C)[None, :, None, None]
    tops = rng.integers(0, H - size, size=count, endpoint=True)[:, None, None, None]
    lefts = rng.integers(0, W - size, size=count, endpoint=True)[:, None, None, None]
    rows, columns = tops + np.arange(size)[:, None], lefts + np.arange(size)
    return images[n, c, rows, columns].reshape(count, -1)

def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    words = np.array(rng.permutation(patches)[:k], dtype=np.float64)
    while True:
        near = np.linalg.norm(patches[:, None] - words, axis=-1).argmin(-1)
        moved = np.array([patches[near == j].mean(0) if (near == j).any() else words[j] for j in range(k)])
        if np.allclose(moved, words, rtol=0, atol=1e-12):
            return moved
        words = moved

def encode(image_patches, codebook):
    near = np.linalg.norm(image_patches[:, None] - codebook, axis=-1).argmin(-1)
    return np.histogram(near, bins=np.arange(len(codebook) + 1))[0] / len(near)
