"""Returns a list 100,000 deep.

class: values
ring: codec
ends: harmless
shown: no
"""


def double(x):
    x = []
    for _ in range(100_000):
        x = [x]
    return x
