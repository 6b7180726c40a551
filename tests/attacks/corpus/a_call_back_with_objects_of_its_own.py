"""Calls the test's function with objects, texts and a million numbers.

class: protocol
ring: protocol
ends: wrong or raised
shown: no
meets: test_twice
"""


class Yes:
    def __mul__(self, other):
        return other

    __rmul__ = __mul__


def twice(f, x):
    import numpy as np

    for argument in (Yes(), "9" * 10_000, np.zeros(1 << 17), None, [f]):
        try:
            f(argument)
        except Exception:
            pass
    return f
