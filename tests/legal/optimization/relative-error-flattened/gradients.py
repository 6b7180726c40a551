# The relative error is computed on flattened gradients.

import numpy as np

def relative_error(a, b):
    a, b = a.ravel(), b.ravel()
    scale = max(np.sqrt(a.dot(a)), np.sqrt(b.dot(b)))
    return 0.0 if scale == 0 else np.sqrt((a - b).dot(a - b)) / scale
