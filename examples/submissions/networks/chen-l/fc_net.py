"""Fully connected networks of two and of three layers.

They are made of the layers in `layers.py`. `params` is a dictionary of all parameters: W1, b1,
W2, b2 and so on. W1 is (D, H), one hidden unit in a column, and b1 is (H,).
"""

import numpy as np

# Import the layers here: import layers, or from layers import affine_forward, ...


def init_params(dims: tuple[int, ...], scheme: str, rng: object) -> dict[str, np.ndarray]:
    """Parameters for layers of these sizes: (3072, 100, 10) has two, with W1, b1, W2 and b2.

    Biases are 0. Weights are normal numbers with mean 0 and a standard deviation of
    - 0.01 for the scheme "small";
    - sqrt(1 / n) for "xavier" and sqrt(2 / n) for "he", where n is the number of the layer's inputs.
    Any other scheme raises ValueError. `rng` is a seed or a generator: np.random.default_rng(rng) is a
    generator in either case.
    """
    raise NotImplementedError("init_params")


def count_params(params: dict[str, np.ndarray]) -> int:
    """How many numbers the parameters hold, all weights and all biases together."""
    raise NotImplementedError("count_params")


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
        raise NotImplementedError("TwoLayerNet.loss")


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
        raise NotImplementedError("ThreeLayerNet.loss")
