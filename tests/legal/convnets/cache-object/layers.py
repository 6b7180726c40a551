# The cache is an object of a class of its own.

class Memory:
    def __init__(self, *things):
        self.things = things

_forward, _backward = conv_forward_naive, conv_backward_naive

def conv_forward_naive(x, w, b, conv_param):
    out, cache = _forward(x, w, b, conv_param)
    return out, Memory(cache)

def conv_backward_naive(dout, cache):
    return _backward(dout, cache.things[0])
