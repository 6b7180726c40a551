"""Raises an exception whose class has bases without end.

class: time
ring: deadline
ends: raised or died or timeout
shown: no
"""


def double(x):
    class Endless(type):
        __mro__ = property(lambda self: iter(int, 1))

    class EndlessError(Exception, metaclass=Endless):
        pass

    raise EndlessError
