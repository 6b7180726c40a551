"""Raises in a function of its own file that is called as a hidden text is.

class: carry
ring: wording
ends: raised
shown: no
meets: test_greet
"""


def greet(name):
    space = {}
    exec(compile(f"def {name}(): 1 / 0", "work.py", "exec"), space)
    space[name]()
