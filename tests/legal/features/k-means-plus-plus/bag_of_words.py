# K-means++ chooses the first words, and numpy's old generator draws.

import numpy as np

def extract_patches(images, size, count, rng):
    rng = np.random.RandomState(rng)
    N, C, H, W = images.shape
    out = []
    while len(out) < count:
        n, i, j = rng.randint(N), rng.randint(0, H - size + 1), rng.randint(0, W - size + 1)
        out.append(np.concatenate([images[n, c, i:i + size, j:j + size].flatten() for c in range(C)]))
    return out if count == 0 else np.stack(out)

def build_codebook(patches, k, rng):
    rng = np.random.RandomState(rng)
    patches = patches.astype(float)
    words = [patches[rng.randint(len(patches))]]
    while len(words) < k:  # each new word is likely to be far from those that are there
        d = np.min([np.sum((patches - w) ** 2, axis=1) for w in words], axis=0)
        words.append(patches[rng.choice(len(patches), p=d / d.sum())] if d.sum() else patches[0])
    words = np.array(words)
    for _ in range(100):
        near = np.argmin([np.sum((patches - w) ** 2, axis=1) for w in words], axis=0)
        for j in set(near.tolist()):
            words[j] = np.average(patches[near == j], axis=0)
    return words

def encode(image_patches, codebook):
    counts = [0] * len(codebook)
    for p in image_patches:
        counts[min(range(len(codebook)), key=lambda j: np.sum((p - codebook[j]) ** 2))] += 1
    return np.array(counts) / sum(counts)
