"""Returns arrays of fields, dates and nothing.

class: values
ring: codec
ends: wrong
shown: no
"""

import numpy as np


def double(x):
    fields = np.zeros(2, [("found", "f8"), ("expected", "f8")])
    return [fields, np.array(["2026-01-01"], "M8[D]"), np.zeros(3, "V0"), np.rec.array([(1, 2)])]
