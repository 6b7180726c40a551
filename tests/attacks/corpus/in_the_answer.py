"""Returns a hidden text in disguise.

class: carry
ring: wording
ends: wrong
shown: no
meets: test_greet
"""

import base64


def greet(name):
    return base64.b64encode(name.encode()).decode() + name[::-1] + " ".join(name)
