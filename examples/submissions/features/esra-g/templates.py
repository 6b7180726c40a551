import numpy as np


def nearest_template(X, W):
    distances = np.sum(np.abs(X[:, :, None] - W), axis=1)
    return np.argmin(distances, axis=1)


def two_layer_templates(W1, W2):
    return W2[:, :, None] * W1.T[:, None, :]
