# Templates are computed in loops.

import numpy as np

def nearest_template(X, W):
    return np.array([min(range(W.shape[1]), key=lambda c: np.linalg.norm(x - W[:, c])) for x in X])

def two_layer_templates(W1, W2):
    return np.array([[W2[h, c] * W1[:, h] for h in range(W1.shape[1])] for c in range(W2.shape[1])])
