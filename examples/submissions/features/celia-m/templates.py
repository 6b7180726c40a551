"""A classifier's weights as templates: what each class looks like to it (lectures 2 and 4).

X is (N, D), one image in a row. Templates are columns, as in the weights W (D, C) of a linear classifier.
"""

import numpy as np


def nearest_template(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    """The index of the column of W that is nearest to each image by Euclidean distance: shape (N,).

    Not the same as the highest score X @ W, which prefers long templates.
    """
    raise NotImplementedError("nearest_template")


def two_layer_templates(W1: np.ndarray, W2: np.ndarray) -> np.ndarray:
    """What each hidden unit adds to each class's template, an array of shape (C, H, D).

    The network has scores = relu(x @ W1) @ W2, with W1 (D, H) and W2 (H, C). Unit h looks for the template
    W1[:, h], and while it is active it adds W2[h, c] times that to what class c looks for.
    """
    raise NotImplementedError("two_layer_templates")
