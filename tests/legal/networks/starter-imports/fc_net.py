# Layers are imported as in the field's starter code.

from cs231n.layers import *

def init_params(dims, scheme, rng):
    scales = {"small": lambda n: 1e-2, "xavier": lambda n: n ** -0.5, "he": lambda n: (n / 2) ** -0.5}
    if scheme not in scales:
        raise ValueError(scheme)
    np.random.seed(rng)
    weights = {f"W{i + 1}": np.random.randn(n, m) * scales[scheme](n)
               for i, (n, m) in enumerate(zip(dims, dims[1:]))}
    return {**weights, **{f"b{i + 1}": np.zeros(m) for i, m in enumerate(dims[1:])}}
