import numpy as np

import layers


class ThreeLayerConvNet:
    def __init__(
        self,
        input_dim=(3, 32, 32),
        *,
        num_filters=32,
        filter_size=7,
        hidden_dim=100,
        num_classes=10,
        weight_scale=1e-3,
        reg=0.0,
        rng=None,
    ):
        C, H, W = input_dim
        self.reg = reg
        self.rng = np.random.default_rng(rng)
        shapes = [
            (num_filters, C, filter_size, filter_size),
            (num_filters * (H // 2) * (W // 2), hidden_dim),
            (hidden_dim, num_classes),
        ]
        biases = [num_filters, hidden_dim, num_classes]
        self.params = {}
        for layer in range(3):
            self.params[f"W{layer + 1}"] = self.drawn(shapes[layer], weight_scale)
            self.params[f"b{layer + 1}"] = np.zeros(biases[layer])

    def drawn(self, shape, weight_scale):
        W = np.zeros(shape)
        for index in np.ndindex(shape):
            W[index] = weight_scale * self.rng.standard_normal()
        return W

    def loss(self, X, y=None):
        params = self.params
        conv_param = {"stride": 1, "pad": (params["W1"].shape[2] - 1) // 2}
        pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
        out, conv = layers.conv_forward_naive(X, params["W1"], params["b1"], conv_param)
        out, first_relu = relu_forward(out)
        out, pool = layers.max_pool_forward_naive(out, pool_param)
        out, first_affine = affine_forward(out, params["W2"], params["b2"])
        out, second_relu = relu_forward(out)
        scores, second_affine = affine_forward(out, params["W3"], params["b3"])
        if y is None:
            return scores
        loss, dout = softmax_loss(scores, y)
        grads = {}
        dout, grads["W3"], grads["b3"] = affine_backward(dout, second_affine)
        dout = relu_backward(dout, second_relu)
        dout, grads["W2"], grads["b2"] = affine_backward(dout, first_affine)
        dout = layers.max_pool_backward_naive(dout, pool)
        dout = relu_backward(dout, first_relu)
        _, grads["W1"], grads["b1"] = layers.conv_backward_naive(dout, conv)
        for name in ("W1", "W2", "W3"):
            for index in np.ndindex(params[name].shape):
                loss += self.reg * params[name][index] ** 2
                grads[name][index] += 2 * self.reg * params[name][index]
        return float(loss), grads


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
