import numpy as np


def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    guesses = rng.standard_normal((tries, *shape))
    losses = np.array([loss_fn(W) for W in guesses])
    return guesses[np.argmin(losses)], np.minimum.accumulate(losses)


def gradient_descent(loss_and_grad, w, learning_rate, steps):
    history = []
    for _ in range(steps):
        loss, g = loss_and_grad(w)
        history += [loss]
        w = w - learning_rate * g
    return w, history


def minibatches(num_samples, batch_size, rng):
    rng = np.random.default_rng(rng)
    order = rng.permutation(num_samples)
    for i in range(0, num_samples, batch_size):
        yield order[i:i + batch_size]


def sgd(w, dw, config=None):
    config = {"learning_rate": 1e-2} | (config or {})
    return w - config["learning_rate"] * dw, config


def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": 0.0} | (config or {})
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, config | {"velocity": v}


def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": 0.0} | (config or {})
    r = config["decay_rate"]
    cache = r * config["cache"] + (1 - r) * dw**2
    step = config["learning_rate"] * dw / (np.sqrt(cache) + config["epsilon"])
    return w - step, config | {"cache": cache}


def adam(w, dw, config=None):
    config = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
              "m": 0.0, "v": 0.0, "t": 0} | (config or {})
    b = np.array([config["beta1"], config["beta2"]])
    t = config["t"] + 1
    m = b[0] * config["m"] + (1 - b[0]) * dw
    v = b[1] * config["v"] + (1 - b[1]) * dw**2
    corrected_m, corrected_v = m / (1 - b[0]**t), v / (1 - b[1]**t)
    step = config["learning_rate"] * corrected_m / (np.sqrt(corrected_v) + config["epsilon"])
    return w - step, config | {"m": m, "v": v, "t": t}
