import numpy as np


def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    bestloss = float('inf')
    history = []
    for num in range(tries):
        W = rng.standard_normal(shape)
        loss = loss_fn(W)
        if loss < bestloss:
            bestloss = loss
            bestW = W
        history.append(loss)
    return bestW, history


def gradient_descent(loss_and_grad, w, learning_rate, steps):
    losses = []
    for step in range(steps):
        l, dw = loss_and_grad(w)
        losses.append(l)
        w, _ = sgd(w, dw, {"learning_rate": learning_rate})
    return w, losses


def minibatches(num_samples, batch_size, rng):
    rng = np.random.default_rng(rng)
    idx = rng.permutation(num_samples)
    return [idx[k * batch_size:(k + 1) * batch_size] for k in range(int(np.ceil(num_samples / batch_size)))]


def sgd(w, dw, config=None):
    lr = (config or {}).get("learning_rate", 1e-2)
    return w - lr * dw, config


def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    mu = config["momentum"]
    v = mu * v + (1 - mu) * dw
    config["velocity"] = v
    return w - config["learning_rate"] * v, config


def rmsprop(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    decay = config.setdefault("decay_rate", 0.99)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.setdefault("cache", np.zeros_like(w))
    config["cache"] = decay * cache + lr * dw ** 2
    return w - lr * dw / (np.sqrt(config["cache"]) + eps), config


def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config.setdefault("t", 0)
    config["m"] = config["beta1"] * config["m"] + (1 - config["beta1"]) * dw
    config["v"] = config["beta2"] * config["v"] + (1 - config["beta2"]) * (dw ** 2)
    return w - config["learning_rate"] * config["m"] / (np.sqrt(config["v"]) + config["epsilon"]), config
