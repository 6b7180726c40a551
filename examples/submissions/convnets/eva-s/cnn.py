import numpy as np

import layers
from layers import conv_backward_im2col, conv_forward_im2col, max_pool_backward_naive, max_pool_forward_naive


class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), *, num_filters=32, filter_size=7, hidden_dim=100,
                 num_classes=10, weight_scale=1e-3, reg=0.0, rng=None):
        self.reg = reg
        C, H, W = input_dim
        n = num_filters * H * W // 4
        self.params = {
            "W1": weight_scale * np.random.randn(num_filters, C, filter_size, filter_size),
            "b1": np.zeros(num_filters),
            "W2": weight_scale * np.random.randn(n, hidden_dim),
            "b2": np.zeros(hidden_dim),
            "W3": weight_scale * np.random.randn(hidden_dim, num_classes),
            "b3": np.zeros(num_classes),
        }

    def loss(self, X, y=None):
        W1, W2, W3 = self.params["W1"], self.params["W2"], self.params["W3"]
        conv_param = {"stride": 1, "pad": 1}
        pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
        conv, conv_cache = conv_forward_im2col(X, W1, self.params["b1"], conv_param)
        act = np.maximum(conv, 0)
        pool, pool_cache = max_pool_forward_naive(act, pool_param)
        hid, hid_cache = affine_forward(pool, W2, self.params["b2"])
        hid_act = np.maximum(hid, 0)
        scores, scores_cache = affine_forward(hid_act, W3, self.params["b3"])
        if y is None:
            return scores

        data_loss, dscores = softmax_loss(scores, y)
        loss = data_loss + self.reg * (np.sum(W1 ** 2) + np.sum(W2 ** 2) + np.sum(W3 ** 2))

        grads = {}
        dhid, grads["W3"], grads["b3"] = affine_backward(dscores, scores_cache)
        dpool, grads["W2"], grads["b2"] = affine_backward(relu_backward(dhid, hid), hid_cache)
        dact = max_pool_backward_naive(dpool, pool_cache)
        _, grads["W1"], grads["b1"] = conv_backward_im2col(relu_backward(dact, conv), conv_cache)
        grads["W1"] += self.reg * W1
        grads["W2"] += self.reg * W2
        grads["W3"] += self.reg * W3
        return loss, grads


def affine_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, tuple]:
    """Given: x of any shape (N, ...), each image stretched into a row."""
    return x.reshape(len(x), -1) @ w + b, (x, w)


def affine_backward(dout: np.ndarray, cache: tuple) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Given: returns (dx, dw, db), dx of the shape of x."""
    x, w = cache
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(axis=0)


def relu_forward(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Given."""
    return np.maximum(0, x), x


def relu_backward(dout: np.ndarray, cache: np.ndarray) -> np.ndarray:
    """Given."""
    return dout * (cache > 0)


def softmax_loss(scores: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Given: the mean loss, and its gradient with respect to the scores."""
    rows = np.arange(len(y))
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dscores = np.exp(log_p)
    dscores[rows, y] -= 1
    return -log_p[rows, y].mean(), dscores / len(y)
