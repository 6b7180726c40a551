# The cache is nested.

_forward, _backward = conv_forward_naive, conv_backward_naive

def conv_forward_naive(x, w, b, conv_param):
    out, cache = _forward(x, w, b, conv_param)
    return out, [None, (cache, 'x')]

def conv_backward_naive(dout, cache):
    return _backward(dout, cache[1][0])
