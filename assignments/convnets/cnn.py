"""A convolutional network of three layers: conv - relu - 2x2 max pool - affine - relu - affine - softmax.

The affine layer, the ReLU and the softmax loss are given; convolution and pooling are those of `layers.py`.
"""

import numpy as np

import layers


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
        raise NotImplementedError("ThreeLayerConvNet.__init__")

    def loss(self, X: np.ndarray, y: np.ndarray | None = None) -> np.ndarray | tuple[float, dict]:
        """The scores (N, num_classes) of the images X; with their labels y, (loss, grads) instead.

        loss = mean softmax loss + reg * (sum(W1**2) + sum(W2**2) + sum(W3**2)): the biases are not in it.
        grads has the keys of `params`.
        """
        raise NotImplementedError("ThreeLayerConvNet.loss")


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
