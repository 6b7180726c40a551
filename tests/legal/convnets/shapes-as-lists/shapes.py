# Shapes are lists, and the table is a tuple with one more key.

import numpy as np

_shape, _table = conv_output_shape, layer_table

def conv_output_shape(*args, **kwargs):
    return [np.int64(size) for size in _shape(*args, **kwargs)]

def layer_table(spec):
    return tuple(row | {"shape": list(row["shape"]), "kind": "?"} for row in _table(spec))
