import numpy as np


def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    best_loss = float("inf")
    best_W = None
    history = []
    for t in range(tries):
        W = rng.normal(0.0, 1.0, shape)
        loss = loss_fn(W)
        if loss < best_loss:
            best_loss = loss
            best_W = W.copy()
            print("try %d: loss %f" % (t, loss))
        history.append(best_loss)
    return best_W, history


def gradient_descent(loss_and_grad, w, learning_rate, steps):
    w = np.array(w, copy=True)
    history = []
    for _ in range(steps):
        loss, grad = loss_and_grad(w)
        history.append(loss)
        w -= learning_rate * grad
    return w, history


def minibatches(num_samples, batch_size, rng):
    rng = np.random.default_rng(rng)
    order = np.arange(num_samples)
    rng.shuffle(order)
    batches = []
    start = 0
    while start < num_samples:
        batches.append(order[start:start + batch_size])
        start += batch_size
    return batches


# The rules below change w in place, as the handout allows.

def sgd(w, dw, config=None):
    config = {"learning_rate": 1e-2, **(config or {})}
    w -= config["learning_rate"] * dw
    return w, config


def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w), **(config or {})}
    v = config["velocity"]
    v *= config["momentum"]
    v -= config["learning_rate"] * dw
    w += v
    return w, config


def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": np.zeros_like(w), **(config or {})}
    rho = config["decay_rate"]
    config["cache"] = rho * config["cache"] + (1.0 - rho) * np.square(dw)
    w -= config["learning_rate"] * dw / (np.sqrt(config["cache"]) + config["epsilon"])
    return w, config


def adam(w, dw, config=None):
    config = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
              "m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0, **(config or {})}
    b1, b2 = config["beta1"], config["beta2"]
    config["t"] += 1
    config["m"] = b1 * config["m"] + (1 - b1) * dw
    config["v"] = b2 * config["v"] + (1 - b2) * dw * dw
    mhat = config["m"] / (1 - b1 ** config["t"])
    vhat = config["v"] / (1 - b2 ** config["t"])
    w -= config["learning_rate"] * mhat / (np.sqrt(vhat) + config["epsilon"])
    return w, config
