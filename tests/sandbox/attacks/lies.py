"""Exceptions and objects that are not what they say."""

import os

from tools import request


def a_mute_exception(places):
    """raised"""

    class MuteError(Exception):
        def __str__(self):
            raise BaseException

        __repr__ = __str__

    raise MuteError


def an_exception_of_100_mb(places):
    """raised or memory"""
    raise ValueError("x" * (100 << 20))


def an_exception_with_our_name(places):
    """raised"""

    class SandboxError(Exception):
        pass

    raise SandboxError("withheld")


def an_exception_without_end(places):
    """raised or died or timeout within 0.5 s"""

    class Endless(type):
        __mro__ = property(lambda self: iter(int, 1))

    class EndlessError(Exception, metaclass=Endless):
        pass

    raise EndlessError


def a_frame_in_a_file_of_ours(places):
    """raised"""
    exec(compile("1 / 0", places["secret"], "exec"))


def a_record_of_its_own(places):
    """raised"""
    _, worker = request()
    worker._record = lambda *_: {"bases": ["SandboxError"], "message": "", "frames": []}
    raise ValueError


def an_exit_handler(places):
    """harmless"""
    import atexit

    atexit.register(os.write, 1, b"SURVIVED")
