"""Returns a handle of an object that never was.

class: protocol
ring: protocol
ends: raised
meets: test_counter
shown: no
"""

import json

from tools import answer


class Counter:
    def __init__(self, start):
        answer(json.dumps(["ok", {"r": [1 << 60, "Counter"]}]).encode())
