"""Two losses, a layer, and the size of a convolution.

Shapes: X is (N, D), W is (D, C), y is (N,) with the index of each image's true class.
"""

import numpy as np


def softmax_loss(W, X, y, reg):
    """Returns (loss, dW): the mean cross-entropy loss plus reg * sum(W**2), and its gradient."""
    # BEGIN SOLUTION
    N = len(y)
    scores = X @ W
    scores = scores - scores.max(axis=1, keepdims=True)
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean() + reg * np.sum(W**2)
    dscores = np.exp(log_p)
    dscores[np.arange(N), y] -= 1
    dW = X.T @ dscores / N + 2 * reg * W
    return loss, dW
    # END SOLUTION


def svm_loss(W, X, y, reg):
    """Returns (loss, dW): the mean hinge loss with a margin of 1 plus reg * sum(W**2), and its gradient."""
    # BEGIN SOLUTION
    N = len(y)
    scores = X @ W
    margins = np.maximum(0, scores - scores[np.arange(N), y][:, None] + 1)
    margins[np.arange(N), y] = 0
    loss = margins.sum() / N + reg * np.sum(W**2)
    dscores = (margins > 0).astype(float)
    dscores[np.arange(N), y] = -dscores.sum(axis=1)
    dW = X.T @ dscores / N + 2 * reg * W
    return loss, dW
    # END SOLUTION


def affine_forward(x, w, b):
    """The layer's output: x is (N, d_1, ..., d_k) and is read as (N, D), w is (D, M), b is (M,)."""
    # BEGIN SOLUTION
    return x.reshape(len(x), -1) @ w + b
    # END SOLUTION


def affine_backward(dout, x, w, b):
    """Returns (dx, dw, db), each of the shape of its argument."""
    # BEGIN SOLUTION
    dx = (dout @ w.T).reshape(x.shape)
    dw = x.reshape(len(x), -1).T @ dout
    db = dout.sum(axis=0).reshape(b.shape)
    return dx, dw, db
    # END SOLUTION


def conv_output_shape(shape, filters, size, stride, pad):
    """The (C, H, W) that `filters` square filters make of an image of shape (C, H, W)."""
    # BEGIN SOLUTION
    _, height, width = shape
    places = [(length + 2 * pad - size) // stride + 1 for length in (height, width)]
    return filters, *places
    # END SOLUTION


def conv_param_count(channels, filters, size):
    """How many numbers the layer learns, biases included."""
    # BEGIN SOLUTION
    return filters * (channels * size * size + 1)
    # END SOLUTION
