"""Returns arrays whose dtypes are called as a hidden text is.

class: carry
ring: wording
ends: wrong
shown: no
meets: test_greet
"""

import numpy as np


def greet(name):
    return np.zeros(1, [(name, "f8")])
