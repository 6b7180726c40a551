"""The linear classifier of lectures 2 and 3, trained with minibatches: `scores = X @ W`.

Shapes: X is (N, D), W is (D, C), y is (N,) with the index of each image's true class.
"""

import numpy as np


class LinearClassifier:
    """What all linear classifiers share; a subclass says what its loss is.

    `W` is None until training begins, or until somebody sets it.
    """

    def __init__(self) -> None:
        self.W: np.ndarray | None = None

    def loss(self, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
        """Returns (loss, dW) on a batch, at the present `self.W`. Nothing to write here: see below."""
        raise NotImplementedError("LinearClassifier.loss")

    def train(
        self,
        X: np.ndarray,
        y: np.ndarray,
        *,
        learning_rate: float = 1e-3,
        reg: float = 1e-5,
        num_iters: int = 100,
        batch_size: int = 200,
        rng: np.random.Generator | int = 0,
    ) -> list[float]:
        """Takes `num_iters` steps of minibatch gradient descent; returns the loss before each of them.

        Training goes on from `self.W`; where that is None it starts at small random weights, for
        the classes 0 .. y.max(): normal, with standard deviation 0.001 (at most 0.01). Each step
        draws a batch of `batch_size` samples (of all where there are not so many), asks `self.loss`
        for its loss and gradient, and moves `self.W`.
        """
        rng = np.random.default_rng(rng)
        raise NotImplementedError("LinearClassifier.train")

    def predict(self, X: np.ndarray) -> np.ndarray:
        """The class with the highest score for each image: integers of shape (N,)."""
        raise NotImplementedError("LinearClassifier.predict")

    def accuracy(self, X: np.ndarray, y: np.ndarray) -> float:
        """The share of the images whose predicted class is the true one, from 0 to 1."""
        raise NotImplementedError("LinearClassifier.accuracy")


class LinearSVM(LinearClassifier):
    """Trained with the hinge loss."""

    def loss(self, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
        """Returns (loss, dW): hinge loss with margin 1, mean over the batch, + reg * sum(W**2).

        Your code from the first assignment fits here.
        """
        raise NotImplementedError("LinearSVM.loss")


class Softmax(LinearClassifier):
    """Trained with the softmax (cross-entropy) loss."""

    def loss(self, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
        """Returns (loss, dW): softmax loss, mean over the batch, + reg * sum(W**2); huge scores are fine.

        Your code from the first assignment fits here.
        """
        raise NotImplementedError("Softmax.loss")


def class_templates(W: np.ndarray, image_shape: tuple[int, ...]) -> np.ndarray:
    """Each class's weights as a picture: an array of floats of shape (C, *image_shape), from 0 to 255.

    A class's weights are a column of W, and image_shape is the shape that an image had before it became
    a row of X. Each template uses the whole range: its smallest weight becomes 0, its largest 255.
    A template whose weights are all the same is black, 0 everywhere.
    """
    raise NotImplementedError("class_templates")
