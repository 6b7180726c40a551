import numpy as np

import layers


class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), *, num_filters=32, filter_size=7, hidden_dim=100,
                 num_classes=10, weight_scale=1e-3, reg=0.0, rng=None):
        C, H, W = input_dim
        self.reg = reg
        self.params = {}
        self.params["W1"] = np.random.normal(0, weight_scale, (num_filters, C, filter_size, filter_size))
        self.params["W2"] = np.random.normal(0, weight_scale, (num_filters * (H // 2) * (W // 2), hidden_dim))
        self.params["W3"] = np.random.normal(0, weight_scale, (hidden_dim, num_classes))
        self.params["b1"] = np.zeros(num_filters)
        self.params["b2"] = np.zeros(hidden_dim)
        self.params["b3"] = np.zeros(num_classes)

    def loss(self, X, y=None):
        p = self.params
        pad = (p["W1"].shape[2] - 1) // 2
        a, ca = layers.conv_forward_im2col(X, p["W1"], p["b1"], {"stride": 1, "pad": pad})
        r, cr = relu_forward(a)
        m, cm = layers.max_pool_forward_naive(r, {"pool_height": 2, "pool_width": 2, "stride": 2})
        h, ch = affine_forward(m, p["W2"], p["b2"])
        g, cg = relu_forward(h)
        scores, cs = affine_forward(g, p["W3"], p["b3"])
        if y is None:
            return scores
        loss, d = softmax_loss(scores, y)
        for name in p:
            loss += self.reg * np.sum(p[name] ** 2)
        grads = {}
        d, grads["W3"], grads["b3"] = affine_backward(d, cs)
        d = relu_backward(d, cg)
        d, grads["W2"], grads["b2"] = affine_backward(d, ch)
        d = layers.max_pool_backward_naive(d, cm)
        d = relu_backward(d, cr)
        d, grads["W1"], grads["b1"] = layers.conv_backward_im2col(d, ca)
        for name in p:
            grads[name] += 2 * self.reg * p[name]
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
