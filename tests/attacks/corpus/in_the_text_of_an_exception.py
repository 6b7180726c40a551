"""Raises a hidden text as an exception's.

class: carry
ring: wording
ends: raised
shown: no
meets: test_greet
"""


def greet(name):
    error = ValueError(name, name[::-1], name.encode().hex())
    error.add_note(name)
    raise error from KeyError(name)
