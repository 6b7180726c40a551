# The naive version has no loops, and prints.

def conv_forward_naive(x, w, b, conv_param):
    print("no loops here")
    return conv_forward_im2col(x, w, b, conv_param)

conv_backward_naive = conv_backward_im2col
