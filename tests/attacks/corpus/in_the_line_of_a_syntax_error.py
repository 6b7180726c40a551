"""Raises a syntax error in a line that is a hidden text.

class: carry
ring: wording
ends: raised
shown: no
meets: test_greet
"""


def greet(name):
    raise SyntaxError(name, (f"{name}.py", 3, 3, name))
