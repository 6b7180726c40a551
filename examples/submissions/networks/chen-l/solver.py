"""Training: stochastic gradient descent on minibatches."""

import numpy as np


def train(
    model: object,
    X: np.ndarray,
    y: np.ndarray,
    *,
    learning_rate: float,
    num_epochs: int,
    batch_size: int,
    rng: object = None,
) -> list[float]:
    """Changes model.params, step by step, and returns the losses: one for each step, in order.

    A step takes one minibatch, asks for `model.loss(X_batch, y_batch)`, which is (loss, grads), and moves
    every parameter by learning_rate against its gradient. An epoch goes through all N samples once, in a
    new random order: N / batch_size steps, and one more with what is left where that is not a whole
    number. `rng` is a seed or a generator: np.random.default_rng(rng) is a generator in either case.
    """
    raise NotImplementedError("train")
