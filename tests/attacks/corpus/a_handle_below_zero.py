"""Returns a handle with a number that is no number.

class: protocol
ring: protocol
ends: protocol or died
meets: test_counter
shown: no
"""

import json

from tools import answer


class Counter:
    def __init__(self, start):
        answer(json.dumps(["ok", {"r": [-1.5, "Counter"]}]).encode())
