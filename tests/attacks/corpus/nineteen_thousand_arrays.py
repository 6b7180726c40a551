"""Returns 19,000 arrays of one number.

class: memory
ring: bounds
ends: size
"""


def double(x):
    import numpy as np

    return [np.zeros(1) for _ in range(19_000)]
