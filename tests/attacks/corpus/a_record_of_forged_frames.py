"""Sends a record of an exception with frames and bases of its own.

class: protocol
ring: protocol
ends: raised or protocol
shown: no
meets: test_greet
"""

from tools import request


def greet(name):
    frames = [("work.py", line, name) for line in range(1, 60)] + [(name, 1, name), ("../../x.py", -5, "")]
    record = {"bases": [name, "object", "Warning"] * 50, "message": name * 100, "frames": frames}
    request()[1]._record = lambda error: record
    raise ValueError
