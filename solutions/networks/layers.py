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
    # BEGIN SOLUTION
    out = x.reshape(x.shape[0], -1) @ w + b
    return out, (x, w)
    # END SOLUTION


def affine_backward(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns (dx, dw, db) for dout (N, M)."""
    # BEGIN SOLUTION
    x, w = cache
    dx = (dout @ w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db
    # END SOLUTION


def relu_forward(x: np.ndarray) -> tuple[np.ndarray, object]:
    """Returns (out, cache): max(0, x), for x of any shape."""
    # BEGIN SOLUTION
    return np.maximum(0, x), (x,)
    # END SOLUTION


def relu_backward(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx; where x is exactly 0, any slope from 0 to 1 will do."""
    # BEGIN SOLUTION
    (x,) = cache
    return dout * (x > 0)
    # END SOLUTION


def sigmoid_forward(x: np.ndarray) -> tuple[np.ndarray, object]:
    """Returns (out, cache): 1 / (1 + exp(-x)), for x of any shape."""
    # BEGIN SOLUTION
    out = np.exp(-np.logaddexp(0, -x))  # 1 / (1 + exp(-x)), without an overflow
    return out, (out,)
    # END SOLUTION


def sigmoid_backward(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx."""
    # BEGIN SOLUTION
    (out,) = cache
    return dout * out * (1 - out)
    # END SOLUTION


def svm_loss(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Returns (loss, dx): the mean hinge loss of the scores x (N, C), with a margin of 1.

    L_i = sum over j != y_i of max(0, x_ij - x_iyi + 1), with y (N,) the index of each true class.
    """
    # BEGIN SOLUTION
    N = x.shape[0]
    rows = np.arange(N)
    margins = np.maximum(0, x - x[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / N

    dx = (margins > 0).astype(float)
    dx[rows, y] -= dx.sum(axis=1)
    return loss, dx / N
    # END SOLUTION


def softmax_loss(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Returns (loss, dx): the mean cross-entropy loss of the scores x (N, C), however large they are.

    L_i = -log(p_iyi), with p_i the softmax of row i and y (N,) the index of each true class.
    """
    # BEGIN SOLUTION
    N = x.shape[0]
    rows = np.arange(N)
    shifted = x - x.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[rows, y].sum() / N

    dx = np.exp(log_p)
    dx[rows, y] -= 1
    return loss, dx / N
    # END SOLUTION


def dropout_forward(x: np.ndarray, dropout_param: dict) -> tuple[np.ndarray, object]:
    """Returns (out, cache): inverted dropout, for x of any shape.

    dropout_param holds
    - p: the probability that an entry is KEPT;
    - mode: "train" drops entries at random, and scales those that stay, so that the mean is on average
      that of x; "test" passes x on as it is;
    - seed: may be missing; with the same seed the same entries are dropped. Draw them from
      np.random.default_rng(seed).random(x.shape), for example.
    """
    # BEGIN SOLUTION
    if dropout_param["mode"] == "test":
        return x, (np.ones_like(x),)
    p = dropout_param["p"]
    rng = np.random.default_rng(dropout_param.get("seed"))
    mask = (rng.random(x.shape) < p) / p
    return x * mask, (mask,)
    # END SOLUTION


def dropout_backward(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx, for the entries that the forward pass has dropped, in either mode."""
    # BEGIN SOLUTION
    (mask,) = cache
    return dout * mask
    # END SOLUTION


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
    # BEGIN SOLUTION
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1]))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1]))
    if bn_param["mode"] == "test":
        std = np.sqrt(running_var + eps)
        x_hat = (x - running_mean) / std
        return gamma * x_hat + beta, (x_hat, std, gamma)

    mean, var = x.mean(axis=0), x.var(axis=0)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    return gamma * x_hat + beta, (x_hat, std, gamma)
    # END SOLUTION


def batchnorm_backward(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns (dx, dgamma, dbeta) for dout (N, D) and the cache of a forward pass in training.

    Mean and variance depend on x as well: the gradient flows through them too.
    """
    # BEGIN SOLUTION
    x_hat, std, gamma = cache
    dgamma = (dout * x_hat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    dx_hat = dout * gamma
    dx = (dx_hat - dx_hat.mean(axis=0) - x_hat * (dx_hat * x_hat).mean(axis=0)) / std
    return dx, dgamma, dbeta
    # END SOLUTION
