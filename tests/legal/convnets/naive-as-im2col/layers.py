# Right, but the functions that should be vectorized call those with loops.

def conv_forward_im2col(x, w, b, conv_param):
    return conv_forward_naive(x, w, b, conv_param)

def conv_backward_im2col(dout, cache):
    return conv_backward_naive(dout, cache)
