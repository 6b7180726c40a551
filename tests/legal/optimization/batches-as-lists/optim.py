# Batches are lists, drawn with Python's own random numbers.

import random

def minibatches(num_samples, batch_size, rng):
    indices = list(range(num_samples))
    random.Random(rng).shuffle(indices)
    return tuple(indices[i:i + batch_size] for i in range(0, num_samples, batch_size))
