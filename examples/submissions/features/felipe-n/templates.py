import numpy as np


def nearest_template(X, W):
    return np.array([np.argmin([np.linalg.norm(x - w) for w in W.T]) for x in X])


def two_layer_templates(W1, W2):
    return np.array([(W1 * W2[:, c]).T for c in range(W2.shape[1])])
