"""Answers, and then breaks its own worker before the next question.

class: ends
ring: process
ends: died
shown: no
"""

from tools import request


def double(x):
    request()[1]._channel.receive = lambda: 1 / 0
    return 0.0
