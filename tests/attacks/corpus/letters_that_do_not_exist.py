"""Returns text with lone surrogates, zeros and terminal commands.

class: values
ring: codec
ends: wrong
meets: test_greet
shown: no
"""

import numpy as np


def greet(name):
    return "\ud800\0\x1b[2J</script><script>alert(1)</script>" + str(np.array(["\U0010ffff"]))
