"""Calls the test's function, and raises what it learned.

class: carry
ring: wording
ends: raised
shown: no
meets: test_twice
"""


def twice(f, x):
    raise ValueError(repr(f(0.0)))
