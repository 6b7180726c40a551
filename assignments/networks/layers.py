"""The layers of lecture 4, each as a forward pass and a backward pass.

A forward pass returns (out, cache); `cache` is whatever your backward pass needs to know, in a form of
your own choice. A backward pass takes `dout`, the gradient of the loss with respect to `out`, and the
cache, and returns the gradients with respect to the inputs, each of its input's shape.
"""

import numpy as np


def affine_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, object]:
    """Returns (out, cache): each sample as one row of D numbers, times w, plus b; out is (N, M).

    x is (N, d_1, ..., d_k) with d_1 * ... * d_k = D, w is (D, M), b is (M,).
    """
    raise NotImplementedError("affine_forward")


def affine_backward(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns (dx, dw, db) for dout (N, M)."""
    raise NotImplementedError("affine_backward")


def relu_forward(x: np.ndarray) -> tuple[np.ndarray, object]:
    """Returns (out, cache): max(0, x), for x of any shape."""
    raise NotImplementedError("relu_forward")


def relu_backward(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx; where x is exactly 0, any slope from 0 to 1 will do."""
    raise NotImplementedError("relu_backward")


def sigmoid_forward(x: np.ndarray) -> tuple[np.ndarray, object]:
    """Returns (out, cache): 1 / (1 + exp(-x)), for x of any shape."""
    raise NotImplementedError("sigmoid_forward")


def sigmoid_backward(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx."""
    raise NotImplementedError("sigmoid_backward")


def svm_loss(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Returns (loss, dx): the mean hinge loss of the scores x (N, C), with a margin of 1.

    L_i = sum over j != y_i of max(0, x_ij - x_iyi + 1), with y (N,) the index of each true class.
    """
    raise NotImplementedError("svm_loss")


def softmax_loss(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Returns (loss, dx): the mean cross-entropy loss of the scores x (N, C), however large they are.

    L_i = -log(p_iyi), with p_i the softmax of row i and y (N,) the index of each true class.
    """
    raise NotImplementedError("softmax_loss")


def dropout_forward(x: np.ndarray, dropout_param: dict) -> tuple[np.ndarray, object]:
    """Returns (out, cache): inverted dropout, for x of any shape.

    dropout_param holds
    - p: the probability that an entry is KEPT;
    - mode: "train" drops entries at random, and scales those that stay, so that the mean is on average
      that of x; "test" passes x on as it is;
    - seed: may be missing; with the same seed the same entries are dropped. Draw them from
      np.random.default_rng(seed).random(x.shape), for example.
    """
    raise NotImplementedError("dropout_forward")


def dropout_backward(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx, for the entries that the forward pass has dropped, in either mode."""
    raise NotImplementedError("dropout_backward")


def batchnorm_forward(
    x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, bn_param: dict
) -> tuple[np.ndarray, object]:
    """Returns (out, cache): x (N, D), normalised feature by feature, times gamma (D,), plus beta (D,).

    A feature is normalised as (x - mean) / sqrt(var + eps), with the biased variance. bn_param holds
    - mode: "train" takes mean and variance of the batch, and keeps count of them for later:
          running = momentum * running + (1 - momentum) * of_this_batch
      "test" takes the running ones, and leaves them as they are;
    - eps (1e-5 where it is missing) and momentum (0.9 where it is missing);
    - running_mean and running_var, each (D,): zeros where they are missing. Training writes the new
      values here: bn_param is the one argument that a function of this file may change.
    """
    raise NotImplementedError("batchnorm_forward")


def batchnorm_backward(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns (dx, dgamma, dbeta) for dout (N, D) and the cache of a forward pass in training.

    Mean and variance depend on x as well: the gradient flows through them too.
    """
    raise NotImplementedError("batchnorm_backward")
