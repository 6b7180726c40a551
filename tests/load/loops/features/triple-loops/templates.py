import numpy as np


def nearest_template(X, W):
    labels = np.zeros(X.shape[0], dtype=int)
    for i in range(X.shape[0]):
        smallest = None
        for c in range(W.shape[1]):
            distance = 0.0
            for d in range(W.shape[0]):
                distance += (X[i, d] - W[d, c]) ** 2
            if smallest is None or distance < smallest:
                smallest = distance
                labels[i] = c
    return labels


def two_layer_templates(W1, W2):
    parts = np.zeros((W2.shape[1], W1.shape[1], W1.shape[0]))
    for c in range(W2.shape[1]):
        for h in range(W1.shape[1]):
            for d in range(W1.shape[0]):
                parts[c, h, d] = W2[h, c] * W1[d, h]
    return parts
