"""Ways downhill, from lecture 3: a blind search, the gradient, minibatches and the rules for a step.

Wherever there is an argument `rng`, it is a numpy Generator, or a seed that the first line turns into one.
"""

from collections.abc import Callable

import numpy as np


def random_search(
    loss_fn: Callable[[np.ndarray], float], shape: tuple[int, ...], tries: int, rng: np.random.Generator | int
) -> tuple[np.ndarray, list[float]]:
    """Returns (best_W, history): the best of `tries` weights, each drawn from the standard normal.

    loss_fn(W) is a number, perhaps a negative one. history[i] is the smallest loss of the tries so far,
    so that it never rises, and its last entry is the loss of best_W.
    """
    rng = np.random.default_rng(rng)
    # BEGIN SOLUTION
    best_W, best_loss = None, np.inf
    history = []
    for _ in range(tries):
        W = rng.standard_normal(shape)
        loss = loss_fn(W)
        if loss < best_loss:
            best_W, best_loss = W, loss
        history.append(best_loss)
    return best_W, history
    # END SOLUTION


def gradient_descent(
    loss_and_grad: Callable[[np.ndarray], tuple[float, np.ndarray]],
    w: np.ndarray,
    learning_rate: float,
    steps: int,
) -> tuple[np.ndarray, list[float]]:
    """Returns (w, history): the weights after `steps` steps, and the loss before each of them.

    loss_and_grad(w) is (loss, gradient), with a gradient of w's shape. The array that was handed in
    stays as it is.
    """
    # BEGIN SOLUTION
    history = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(w)
        history.append(loss)
        w = w - learning_rate * gradient
    return w, history
    # END SOLUTION


def minibatches(num_samples: int, batch_size: int, rng: np.random.Generator | int) -> list[np.ndarray]:
    """One epoch: a list of arrays of indices, in which each of 0 .. num_samples - 1 stands exactly once.

    The order is drawn anew with every call. Each batch has `batch_size` indices; the last one has
    whatever is left.
    """
    rng = np.random.default_rng(rng)
    # BEGIN SOLUTION
    order = rng.permutation(num_samples)
    return [order[start : start + batch_size] for start in range(0, num_samples, batch_size)]
    # END SOLUTION


def sgd(w: np.ndarray, dw: np.ndarray, config: dict | None = None) -> tuple[np.ndarray, dict]:
    """Returns (next_w, config) after one step against the gradient dw.

    config: `learning_rate`.
    """
    config = {"learning_rate": 1e-2, **(config or {})}
    # BEGIN SOLUTION
    return w - config["learning_rate"] * dw, config
    # END SOLUTION


def sgd_momentum(w: np.ndarray, dw: np.ndarray, config: dict | None = None) -> tuple[np.ndarray, dict]:
    """Returns (next_w, config) after one step with momentum.

    velocity = momentum * velocity - learning_rate * dw, and w moves by the velocity.
    config: `learning_rate`, `momentum`, and `velocity`, which the next step needs.
    """
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w), **(config or {})}
    # BEGIN SOLUTION
    velocity = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    config["velocity"] = velocity
    return w + velocity, config
    # END SOLUTION


def rmsprop(w: np.ndarray, dw: np.ndarray, config: dict | None = None) -> tuple[np.ndarray, dict]:
    """Returns (next_w, config) after one step of RMSProp.

    cache = decay_rate * cache + (1 - decay_rate) * dw**2, a moving average of the squared gradient;
    w moves by -learning_rate * dw / (sqrt(cache) + epsilon).
    config: `learning_rate`, `decay_rate`, `epsilon`, and `cache`, which the next step needs.
    """
    config = {
        "learning_rate": 1e-2,
        "decay_rate": 0.99,
        "epsilon": 1e-8,
        "cache": np.zeros_like(w),
        **(config or {}),
    }
    # BEGIN SOLUTION
    decay_rate = config["decay_rate"]
    cache = decay_rate * config["cache"] + (1 - decay_rate) * dw**2
    config["cache"] = cache
    return w - config["learning_rate"] * dw / (np.sqrt(cache) + config["epsilon"]), config
    # END SOLUTION


def adam(w: np.ndarray, dw: np.ndarray, config: dict | None = None) -> tuple[np.ndarray, dict]:
    """Returns (next_w, config) after one step of Adam, with the correction of the first steps' bias.

    m = beta1 * m + (1 - beta1) * dw            v = beta2 * v + (1 - beta2) * dw**2
    m and v start at zero, too small: step t (1, 2, ...) uses m / (1 - beta1**t) and v / (1 - beta2**t)
    in their place, and moves w by -learning_rate * m / (sqrt(v) + epsilon).
    config: `learning_rate`, `beta1`, `beta2`, `epsilon`, and `m`, `v`, `t`, which the next step needs;
    `t` is the number of steps done.
    """
    config = {
        "learning_rate": 1e-3,
        "beta1": 0.9,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "m": np.zeros_like(w),
        "v": np.zeros_like(w),
        "t": 0,
        **(config or {}),
    }
    # BEGIN SOLUTION
    beta1, beta2 = config["beta1"], config["beta2"]
    t = config["t"] + 1
    m = beta1 * config["m"] + (1 - beta1) * dw
    v = beta2 * config["v"] + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_unbiased = m / (1 - beta1**t)
    v_unbiased = v / (1 - beta2**t)
    return w - config["learning_rate"] * m_unbiased / (np.sqrt(v_unbiased) + config["epsilon"]), config
    # END SOLUTION
