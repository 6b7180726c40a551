import numpy as np


def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    N, C, H, W = images.shape
    out = np.zeros((count, C * size * size))
    for i in range(count):
        img = images[rng.integers(0, N)]
        r = rng.integers(0, H - size, endpoint=True)
        c = rng.integers(0, W - size, endpoint=True)
        k = 0
        for channel in range(C):
            for dr in range(size):
                for dc in range(size):
                    out[i, k] = img[channel, r + dr, c + dc]
                    k += 1
    return out


def closest(patch, words):
    best, best_distance = 0, None
    for k, word in enumerate(words):
        distance = np.sqrt(((patch - word) ** 2).sum())
        if best_distance is None or distance < best_distance:
            best, best_distance = k, distance
    return best


def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    start = rng.permutation(len(patches))[:k]
    words = [np.array(patches[s], dtype=float) for s in start]
    old = None
    while True:
        labels = [closest(p, words) for p in patches]
        if labels == old:
            break
        old = labels
        for j in range(k):
            mine = [p for p, label in zip(patches, labels) if label == j]
            if mine:
                words[j] = sum(mine) / len(mine)
    return np.array(words)


def encode(image_patches, codebook):
    histogram = np.zeros(len(codebook))
    for p in image_patches:
        histogram[closest(p, codebook)] += 1
    return histogram / histogram.sum()
