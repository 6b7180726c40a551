import numpy as np


def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    patches = []
    for i in range(count):
        image = images[rng.integers(images.shape[0])]
        y = rng.integers(0, image.shape[1] - size)
        x = rng.integers(0, image.shape[2] - size)
        patches.append(image[:, y:y+size, x:x+size].flatten())
    return np.array(patches)


def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    centers = patches[rng.choice(len(patches), k, replace=False)].astype(float)
    for it in range(20):
        dist = np.linalg.norm(patches[:, None, :] - centers[None, :, :], axis=2)
        assign = dist.argmin(axis=1)
        for j in range(k):
            n = np.float64(np.sum(assign == j))
            centers[j] = np.sum(patches[assign == j], axis=0) / n
    return centers


def encode(image_patches, codebook):
    dist = np.linalg.norm(image_patches[:, None, :] - codebook[None, :, :], axis=2)
    return np.bincount(dist.argmin(axis=1)) / len(image_patches)
