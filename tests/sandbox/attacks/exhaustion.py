"""Time and memory."""

import sys
import time


def loop_for_ever(places):
    """timeout within 0.3 s"""
    while True:
        pass


def ignore_every_signal_and_exception(places):
    """timeout within 0.3 s"""
    import signal

    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def sleep(places):
    """timeout within 0.3 s"""
    time.sleep(99)


def one_large_piece_of_memory(places):
    """memory"""
    return bytearray(1 << 34)


def shared_memory(places):
    """raised or memory"""
    import mmap

    return bytes(mmap.mmap(-1, 1 << 30))


def a_huge_answer(places):
    """harmless"""
    import numpy as np

    return np.zeros(1 << 24)


def a_list_that_holds_itself(places):
    """timeout or memory within 0.5 s"""
    x = []
    x += [x, x]
    return x


def a_very_deep_list(places):
    """harmless"""
    x = []
    for _ in range(100_000):
        x = [x]
    return x


def recursion(places):
    """raised"""
    return recursion(places)


def recursion_without_a_limit(places):
    """died or memory"""
    sys.setrecursionlimit(1 << 30)

    class X:
        def __repr__(self):
            return repr(self)

    return repr(X())


def a_pattern_that_never_ends(places):
    """timeout within 0.3 s"""
    import re

    re.match("(a+)+$", "a" * 40 + "b")
