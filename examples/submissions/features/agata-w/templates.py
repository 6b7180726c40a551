import numpy as np


def nearest_template(X, W):
    labels = []
    for x in X:
        distances = [np.linalg.norm(x - W[:, c]) for c in range(W.shape[1])]
        labels.append(distances.index(min(distances)))
    return np.array(labels)


def two_layer_templates(W1, W2):
    D, H = W1.shape
    C = W2.shape[1]
    parts = np.zeros((C, H, D))
    for c in range(C):
        for h in range(H):
            parts[c, h] = W2[h, c] * W1[:, h]
    return parts
