# Output sizes are floats.

_size = conv_output_size

def conv_output_size(W, F, S, P):
    _size(W, F, S, P)
    return (W - F + 2 * P) / S + 1
