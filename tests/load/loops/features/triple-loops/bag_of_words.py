import numpy as np


def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    N, C, H, W = images.shape
    patches = np.zeros((count, C * size * size))
    for i in range(count):
        n = int(rng.integers(N))
        top = int(rng.integers(H - size + 1))
        left = int(rng.integers(W - size + 1))
        entry = 0
        for c in range(C):
            for row in range(size):
                for column in range(size):
                    patches[i, entry] = images[n, c, top + row, left + column]
                    entry += 1
    return patches


def squared_distance(patch, word):
    total = 0.0
    for p in range(len(patch)):
        total += (patch[p] - word[p]) ** 2
    return total


def nearest(patch, codebook):
    best = 0
    for word in range(codebook.shape[0]):
        if squared_distance(patch, codebook[word]) < squared_distance(patch, codebook[best]):
            best = word
    return best


def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    M, P = patches.shape
    left = list(range(M))
    codebook = np.zeros((k, P))
    for word in range(k):
        chosen = left.pop(int(rng.integers(len(left))))
        for p in range(P):
            codebook[word, p] = patches[chosen, p]
    before = None
    for _ in range(100):
        words = []
        for i in range(M):
            words.append(nearest(patches[i], codebook))
        if words == before:
            break
        before = words
        for word in range(k):
            move_to_mean(codebook, word, patches, words)
    return codebook


def move_to_mean(codebook, word, patches, words):
    count = 0
    for i in range(patches.shape[0]):
        if words[i] == word:
            count += 1
    if count == 0:
        return
    for p in range(patches.shape[1]):
        total = 0.0
        for i in range(patches.shape[0]):
            if words[i] == word:
                total += patches[i, p]
        codebook[word, p] = total / count


def encode(image_patches, codebook):
    histogram = np.zeros(codebook.shape[0])
    for i in range(image_patches.shape[0]):
        histogram[nearest(image_patches[i], codebook)] += 1
    for word in range(codebook.shape[0]):
        histogram[word] /= image_patches.shape[0]
    return histogram
