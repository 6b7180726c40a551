import numpy as np


def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    N, C, H, W = images.shape
    patches = np.zeros((count, C * size ** 2))
    for i in range(count):
        n, y, x = rng.integers(N), rng.integers(H), rng.integers(W)
        patches[i] = images[n, :, y:y + size, x:x + size].reshape(-1)
    return patches


def distance(a, b):
    return np.sqrt(np.sum((a - b) ** 2))


def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    words = patches[rng.choice(len(patches), k, replace=False)].astype(float)
    for _ in range(50):
        groups = [[] for _ in range(k)]
        for p in patches:
            groups[np.argmin([distance(p, w) for w in words])].append(p)
        for j, group in enumerate(groups):
            if len(group) > 0:
                words[j] = np.mean(group, axis=0)
    return words


def encode(image_patches, codebook):
    labels = [np.argmin([distance(p, w) for w in codebook]) for p in image_patches]
    _, counts = np.unique(labels, return_counts=True)
    return counts / len(labels)
