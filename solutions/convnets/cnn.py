"""A convolutional network of three layers: conv - relu - 2x2 max pool - affine - relu - affine - softmax.

The affine layer, the ReLU and the softmax loss are given; convolution and pooling are those of `layers.py`.
"""

import numpy as np

# BEGIN SOLUTION
# STUB import layers
if __package__:
    from . import layers
else:
    import layers
# END SOLUTION


class ThreeLayerConvNet:
    """Its parameters are in `params`: W1, b1 of the filters, W2, b2 and W3, b3 of the affine layers.

    `params` may be replaced or changed at any time: `loss` uses what is there when it is called.
    The convolution has stride 1 and as much padding as keeps height and width; the filters' size is odd,
    the images' height and width are even. A weight of an affine layer is (inputs, outputs).
    """

    def __init__(
        self,
        input_dim: tuple[int, int, int] = (3, 32, 32),
        *,
        num_filters: int = 32,
        filter_size: int = 7,
        hidden_dim: int = 100,
        num_classes: int = 10,
        weight_scale: float = 1e-3,
        reg: float = 0.0,
        rng: np.random.Generator | None = None,
    ) -> None:
        """Weights are normal, with mean 0 and standard deviation `weight_scale`; biases are 0."""
        # BEGIN SOLUTION
        C, H, W = input_dim
        rng = rng or np.random.default_rng()
        self.reg = reg
        self.params = {
            "W1": weight_scale * rng.standard_normal((num_filters, C, filter_size, filter_size)),
            "b1": np.zeros(num_filters),
            "W2": weight_scale * rng.standard_normal((num_filters * (H // 2) * (W // 2), hidden_dim)),
            "b2": np.zeros(hidden_dim),
            "W3": weight_scale * rng.standard_normal((hidden_dim, num_classes)),
            "b3": np.zeros(num_classes),
        }
        # END SOLUTION

    def loss(self, X: np.ndarray, y: np.ndarray | None = None) -> np.ndarray | tuple[float, dict]:
        """The scores (N, num_classes) of the images X; with their labels y, (loss, grads) instead.

        loss = mean softmax loss + reg * (sum(W1**2) + sum(W2**2) + sum(W3**2)): the biases are not in it.
        grads has the keys of `params`.
        """
        # BEGIN SOLUTION
        p = self.params
        conv_param = {"stride": 1, "pad": p["W1"].shape[2] // 2}
        pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
        maps, conv_cache = layers.conv_forward_im2col(X, p["W1"], p["b1"], conv_param)
        maps, maps_cache = relu_forward(maps)
        maps, pool_cache = layers.max_pool_forward_naive(maps, pool_param)
        hidden, hidden_cache = affine_forward(maps, p["W2"], p["b2"])
        hidden, relu_cache = relu_forward(hidden)
        scores, scores_cache = affine_forward(hidden, p["W3"], p["b3"])
        if y is None:
            return scores

        loss, dscores = softmax_loss(scores, y)
        grads = {}
        dhidden, grads["W3"], grads["b3"] = affine_backward(dscores, scores_cache)
        dhidden = relu_backward(dhidden, relu_cache)
        dmaps, grads["W2"], grads["b2"] = affine_backward(dhidden, hidden_cache)
        dmaps = layers.max_pool_backward_naive(dmaps, pool_cache)
        dmaps = relu_backward(dmaps, maps_cache)
        _, grads["W1"], grads["b1"] = layers.conv_backward_im2col(dmaps, conv_cache)
        for name in ("W1", "W2", "W3"):
            loss += self.reg * np.sum(p[name] ** 2)
            grads[name] += 2 * self.reg * p[name]
        return loss, grads
        # END SOLUTION


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
