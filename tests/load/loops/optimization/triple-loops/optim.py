import math

import numpy as np


def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    best_W, best_loss = None, math.inf
    history = []
    for _ in range(tries):
        W = np.zeros(shape)
        for index in np.ndindex(W.shape):
            W[index] = rng.standard_normal()
        loss = loss_fn(W)
        if loss < best_loss:
            best_W, best_loss = W, loss
        history.append(best_loss)
    return best_W, history


def gradient_descent(loss_and_grad, w, learning_rate, steps):
    here = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        here[index] = w[index]
    history = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(here)
        history.append(loss)
        there = np.zeros(w.shape)
        for index in np.ndindex(w.shape):
            there[index] = here[index] - learning_rate * gradient[index]
        here = there
    return here, history


def minibatches(num_samples, batch_size, rng):
    rng = np.random.default_rng(rng)
    order = list(range(num_samples))
    for last in range(num_samples - 1, 0, -1):
        other = int(rng.integers(last + 1))
        order[last], order[other] = order[other], order[last]
    batches = []
    batch = []
    for sample in order:
        batch.append(sample)
        if len(batch) == batch_size:
            batches.append(np.array(batch))
            batch = []
    if batch:
        batches.append(np.array(batch))
    return batches


def sgd(w, dw, config=None):
    config = {"learning_rate": 1e-2, **(config or {})}
    next_w = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        next_w[index] = w[index] - config["learning_rate"] * dw[index]
    return next_w, config


def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w), **(config or {})}
    velocity, next_w = np.zeros(w.shape), np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        kept = config["momentum"] * config["velocity"][index]
        velocity[index] = kept - config["learning_rate"] * dw[index]
        next_w[index] = w[index] + velocity[index]
    return next_w, {**config, "velocity": velocity}


def rmsprop(w, dw, config=None):
    config = {
        "learning_rate": 1e-2,
        "decay_rate": 0.99,
        "epsilon": 1e-8,
        "cache": np.zeros_like(w),
        **(config or {}),
    }
    rate, decay = config["learning_rate"], config["decay_rate"]
    cache, next_w = np.zeros(w.shape), np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        cache[index] = decay * config["cache"][index] + (1 - decay) * dw[index] ** 2
        next_w[index] = w[index] - rate * dw[index] / (math.sqrt(cache[index]) + config["epsilon"])
    return next_w, {**config, "cache": cache}


def adam(w, dw, config=None):
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
    rate, beta1, beta2 = config["learning_rate"], config["beta1"], config["beta2"]
    t = config["t"] + 1
    m, v, next_w = np.zeros(w.shape), np.zeros(w.shape), np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        m[index] = beta1 * config["m"][index] + (1 - beta1) * dw[index]
        v[index] = beta2 * config["v"][index] + (1 - beta2) * dw[index] ** 2
        mean, spread = m[index] / (1 - beta1**t), v[index] / (1 - beta2**t)
        next_w[index] = w[index] - rate * mean / (math.sqrt(spread) + config["epsilon"])
    return next_w, {**config, "m": m, "v": v, "t": t}
