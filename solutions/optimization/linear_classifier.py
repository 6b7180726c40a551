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
        # BEGIN SOLUTION
        if self.W is None:
            self.W = 0.001 * rng.standard_normal((X.shape[1], y.max() + 1))
        history = []
        for _ in range(num_iters):
            batch = rng.choice(len(X), min(batch_size, len(X)), replace=False)
            loss, dW = self.loss(X[batch], y[batch], reg)
            history.append(loss)
            self.W = self.W - learning_rate * dW
        return history
        # END SOLUTION

    def predict(self, X: np.ndarray) -> np.ndarray:
        """The class with the highest score for each image: integers of shape (N,)."""
        # BEGIN SOLUTION
        return np.argmax(X @ self.W, axis=1)
        # END SOLUTION

    def accuracy(self, X: np.ndarray, y: np.ndarray) -> float:
        """The share of the images whose predicted class is the true one, from 0 to 1."""
        # BEGIN SOLUTION
        return float(np.mean(self.predict(X) == y))
        # END SOLUTION


class LinearSVM(LinearClassifier):
    """Trained with the hinge loss."""

    def loss(self, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
        """Returns (loss, dW): hinge loss with margin 1, mean over the batch, + reg * sum(W**2).

        Your code from the first assignment fits here.
        """
        # BEGIN SOLUTION
        rows = np.arange(len(y))
        scores = X @ self.W
        margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
        margins[rows, y] = 0
        loss = margins.sum() / len(y) + reg * np.sum(self.W**2)

        dscores = (margins > 0).astype(float)
        dscores[rows, y] -= dscores.sum(axis=1)
        return loss, X.T @ dscores / len(y) + 2 * reg * self.W
        # END SOLUTION


class Softmax(LinearClassifier):
    """Trained with the softmax (cross-entropy) loss."""

    def loss(self, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
        """Returns (loss, dW): softmax loss, mean over the batch, + reg * sum(W**2); huge scores are fine.

        Your code from the first assignment fits here.
        """
        # BEGIN SOLUTION
        rows = np.arange(len(y))
        scores = X @ self.W
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        loss = -log_p[rows, y].sum() / len(y) + reg * np.sum(self.W**2)

        dscores = np.exp(log_p)
        dscores[rows, y] -= 1
        return loss, X.T @ dscores / len(y) + 2 * reg * self.W
        # END SOLUTION


def class_templates(W: np.ndarray, image_shape: tuple[int, ...]) -> np.ndarray:
    """Each class's weights as a picture: an array of floats of shape (C, *image_shape), from 0 to 255.

    A class's weights are a column of W, and image_shape is the shape that an image had before it became
    a row of X. Each template uses the whole range: its smallest weight becomes 0, its largest 255.
    A template whose weights are all the same is black, 0 everywhere.
    """
    # BEGIN SOLUTION
    weights = W.T
    lowest = weights.min(axis=1, keepdims=True)
    span = weights.max(axis=1, keepdims=True) - lowest
    pictures = 255 * (weights - lowest) / np.where(span > 0, span, 1)
    return pictures.reshape(-1, *image_shape)
    # END SOLUTION
