"""Imports a module that is called as a hidden text is.

class: carry
ring: wording
ends: raised
shown: no
meets: test_greet
"""


def greet(name):
    __import__(name)
