"""Fully connected networks of two and of three layers.

They are made of the layers in `layers.py`. `params` is a dictionary of all parameters: W1, b1,
W2, b2 and so on. W1 is (D, H), one hidden unit in a column, and b1 is (H,).
"""

import numpy as np

# BEGIN SOLUTION
# STUB # Import the layers here: import layers, or from layers import affine_forward, ...
if __package__:
    from . import layers
else:
    import layers
# END SOLUTION


def init_params(dims: tuple[int, ...], scheme: str, rng: object) -> dict[str, np.ndarray]:
    """Parameters for layers of these sizes: (3072, 100, 10) has two, with W1, b1, W2 and b2.

    Biases are 0. Weights are normal numbers with mean 0 and a standard deviation of
    - 0.01 for the scheme "small";
    - sqrt(1 / n) for "xavier" and sqrt(2 / n) for "he", where n is the number of the layer's inputs.
    Any other scheme raises ValueError. `rng` is a seed or a generator: np.random.default_rng(rng) is a
    generator in either case.
    """
    # BEGIN SOLUTION
    rng = np.random.default_rng(rng)
    params = {}
    for layer in range(1, len(dims)):
        inputs, outputs = dims[layer - 1], dims[layer]
        params[f"W{layer}"] = _scale(scheme, inputs) * rng.standard_normal((inputs, outputs))
        params[f"b{layer}"] = np.zeros(outputs)
    return params
    # END SOLUTION


def count_params(params: dict[str, np.ndarray]) -> int:
    """How many numbers the parameters hold, all weights and all biases together."""
    # BEGIN SOLUTION
    return sum(values.size for values in params.values())
    # END SOLUTION


class TwoLayerNet:
    """affine - relu - affine - softmax.

    `params` may be replaced or changed at any time: `loss` uses what is there when it is called.
    """

    def __init__(
        self,
        input_dim: int,
        hidden_dim: int,
        num_classes: int,
        *,
        scheme: str = "small",
        reg: float = 0.0,
        rng: object = None,
    ) -> None:
        self.reg = reg
        self.params = init_params((input_dim, hidden_dim, num_classes), scheme, rng)

    def loss(self, X: np.ndarray, y: np.ndarray | None = None) -> object:
        """Without y: the scores (N, C) of the samples X (N, d_1, ..., d_k).

        With y (N,): (loss, grads). The loss is the softmax loss + reg * (sum(W1**2) + sum(W2**2)), with
        no factor of one half and without the biases; grads has the keys and the shapes of `params`.
        """
        # BEGIN SOLUTION
        p = self.params
        a1, cache1 = layers.affine_forward(X, p["W1"], p["b1"])
        h1, cache_relu1 = layers.relu_forward(a1)
        scores, cache2 = layers.affine_forward(h1, p["W2"], p["b2"])
        if y is None:
            return scores

        loss, dscores = layers.softmax_loss(scores, y)
        grads = {}
        dh1, grads["W2"], grads["b2"] = layers.affine_backward(dscores, cache2)
        _, grads["W1"], grads["b1"] = layers.affine_backward(layers.relu_backward(dh1, cache_relu1), cache1)
        for name in ("W1", "W2"):
            loss += self.reg * np.sum(p[name] ** 2)
            grads[name] += 2 * self.reg * p[name]
        return loss, grads
        # END SOLUTION


class ThreeLayerNet:
    """affine - relu - affine - relu - affine - softmax; else like `TwoLayerNet`."""

    def __init__(
        self,
        input_dim: int,
        hidden_dims: tuple[int, int],
        num_classes: int,
        *,
        scheme: str = "small",
        reg: float = 0.0,
        rng: object = None,
    ) -> None:
        self.reg = reg
        self.params = init_params((input_dim, *hidden_dims, num_classes), scheme, rng)

    def loss(self, X: np.ndarray, y: np.ndarray | None = None) -> object:
        """The scores, or (loss, grads); all three weight matrices are regularised."""
        # BEGIN SOLUTION
        p = self.params
        a1, cache1 = layers.affine_forward(X, p["W1"], p["b1"])
        h1, cache_relu1 = layers.relu_forward(a1)
        a2, cache2 = layers.affine_forward(h1, p["W2"], p["b2"])
        h2, cache_relu2 = layers.relu_forward(a2)
        scores, cache3 = layers.affine_forward(h2, p["W3"], p["b3"])
        if y is None:
            return scores

        loss, dscores = layers.softmax_loss(scores, y)
        grads = {}
        dh2, grads["W3"], grads["b3"] = layers.affine_backward(dscores, cache3)
        dh1, grads["W2"], grads["b2"] = layers.affine_backward(layers.relu_backward(dh2, cache_relu2), cache2)
        _, grads["W1"], grads["b1"] = layers.affine_backward(layers.relu_backward(dh1, cache_relu1), cache1)
        for name in ("W1", "W2", "W3"):
            loss += self.reg * np.sum(p[name] ** 2)
            grads[name] += 2 * self.reg * p[name]
        return loss, grads
        # END SOLUTION


# BEGIN SOLUTION
def _scale(scheme: str, inputs: int) -> float:
    """The standard deviation of the weights of a layer with so many inputs."""
    scales = {"small": 0.01, "xavier": (1 / inputs) ** 0.5, "he": (2 / inputs) ** 0.5}
    if scheme not in scales:
        raise ValueError(f"scheme must be one of {', '.join(scales)}, not {scheme!r}")
    return scales[scheme]


# END SOLUTION
