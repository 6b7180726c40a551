"""Raises an exception that is called as a hidden text is.

class: carry
ring: protocol, wording
ends: raised
shown: no
meets: test_greet
"""


def greet(name):
    raise type(name, (ValueError,), {"__module__": name, "__qualname__": name})
