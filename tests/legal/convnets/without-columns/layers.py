# The forward pass uses windows and einsum instead of columns.

def conv_forward_im2col(x, w, b, conv_param):
    _, _, H, W = x.shape
    _, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, pad), (FH, FW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,kcpq->nkij", windows, w) + b[:, None, None]
    return out, (x.shape, im2col(x, (FH, FW), stride, pad), w, conv_param)
