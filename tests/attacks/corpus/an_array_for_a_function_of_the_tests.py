"""Passes the test's function an array that an answer may have, and has it multiply that without end.

class: memory
ring: bounds
ends: size
meets: test_twice
shown: no
"""


def twice(f, x):
    import numpy as np

    while True:
        f(np.zeros(1 << 20))
