# `im2col` returns a matrix.

_im2col, _col2im = im2col, col2im

def im2col(x, field, stride, pad):
    return np.asmatrix(_im2col(x, field, stride, pad))

def conv_forward_im2col(x, w, b, conv_param):
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    cols = im2col(x, (FH, FW), stride, pad)
    out = np.asarray(w.reshape(K, -1) * cols) + b.reshape(-1, 1)
    out = out.reshape(K, N, (H + 2 * pad - FH) // stride + 1, -1)
    return np.swapaxes(out, 0, 1), (x.shape, np.asarray(cols), w, conv_param)
