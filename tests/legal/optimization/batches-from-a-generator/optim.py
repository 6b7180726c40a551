# Batches come from a generator function.

import numpy as np

def minibatches(num_samples, batch_size, rng):
    rng = np.random.default_rng(rng)
    indices = np.arange(num_samples)
    rng.shuffle(indices)
    at = 0
    while at < num_samples:
        yield indices[at:at + batch_size]
        at += batch_size
