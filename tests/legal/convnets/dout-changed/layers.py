# The backward pass changes dout in place.

_backward = avg_pool_backward_naive

def avg_pool_backward_naive(dout, cache):
    dx = _backward(dout, cache)
    dout /= 2
    return dx
