"""Raises in code of a file that is called as a hidden text is.

class: carry
ring: protocol, wording
ends: raised
shown: no
meets: test_greet
"""


def greet(name):
    exec(compile("1 / 0", f"{name}.py", "exec"))
