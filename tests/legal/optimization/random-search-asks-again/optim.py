# Random search computes the loss of the best W again and again.

import numpy as np

def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    best, history = rng.standard_normal(shape), []
    history.append(loss_fn(best))
    for _ in range(tries - 1):
        W = rng.standard_normal(shape)
        if loss_fn(W) < loss_fn(best):
            best = W
        history.append(loss_fn(best))
    return best, history
