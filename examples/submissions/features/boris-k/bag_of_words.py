import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    windows = sliding_window_view(images, (size, size), axis=(2, 3))     # (N, C, places, places, size, size)
    windows = np.moveaxis(windows, 1, 3)
    all_of_them = windows.reshape(-1, images.shape[1] * size * size)
    return all_of_them[rng.integers(len(all_of_them), size=count)]


def squared_distances(A, B):
    """(a - b)^2 = a^2 - 2ab + b^2, for all pairs."""
    return (A * A).sum(1)[:, None] - 2 * A @ B.T + (B * B).sum(1)


def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    words = 1.0 * rng.choice(patches, k, replace=False)
    labels = np.full(len(patches), -1)
    for _ in range(100):
        new = squared_distances(patches, words).argmin(1)
        if (new == labels).all():
            break
        labels = new
        member = (labels[:, None] == np.arange(k)).astype(float)
        count = member.sum(0)
        words[count > 0] = (member.T @ patches)[count > 0] / count[count > 0][:, None]
    return words


def encode(image_patches, codebook):
    labels = squared_distances(image_patches, codebook).argmin(1)
    return (labels[:, None] == np.arange(len(codebook))).mean(0)
