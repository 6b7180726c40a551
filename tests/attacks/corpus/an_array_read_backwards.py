"""Returns arrays with negative strides, without alignment, and of the other byte order.

class: values
ring: codec
ends: wrong
shown: no
"""

import numpy as np


def double(x):
    odd = np.zeros(17, "u1")[1:].view(">f8")
    return [np.arange(9.0)[::-2], odd, np.zeros((3, 3)).T[::-1], np.ma.masked_array([1.0], [True])]
