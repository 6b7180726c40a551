"""Sends two answers to one question.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os

from tools import request


def double(x):
    from grader.sandbox.codec import pack

    answer = b"".join(pack(request()[0], ["ok", 1.0]))
    os.write(3, answer + answer)
