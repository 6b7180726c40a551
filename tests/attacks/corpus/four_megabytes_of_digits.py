"""Returns a thousand numbers that are each as long as numbers may be.

class: memory
ring: bounds
ends: size
"""


def double(x):
    return [1 << 4 * 3400] * 1_000
