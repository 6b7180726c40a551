# Histories are arrays, and random search draws all its tries together.

import numpy as np

def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    Ws = rng.normal(size=(tries, *shape))
    losses = np.array([loss_fn(W) for W in Ws])
    return Ws[losses.argmin()], np.minimum.accumulate(losses)

def gradient_descent(loss_and_grad, w, learning_rate, steps):
    w = w.copy()
    history = np.zeros(steps)
    for i in range(steps):
        history[i], g = loss_and_grad(w)
        w -= learning_rate * g
    return w, history
