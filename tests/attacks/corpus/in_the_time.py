"""Takes as long as a hidden letter says.

class: carry
ring: wording
ends: wrong
shown: no
meets: test_greet
"""

import time


def greet(name):
    time.sleep((ord(name[-1]) - 96) / 500)
