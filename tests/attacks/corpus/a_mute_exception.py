"""Raises an exception that raises when it is looked at.

class: lies
ring: process
ends: raised
shown: no
"""


def double(x):
    class MuteError(Exception):
        def __str__(self):
            raise BaseException

        __repr__ = __str__

    raise MuteError
