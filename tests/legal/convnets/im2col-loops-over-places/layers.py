# A loop over the places, vectorized over images and filters.

def conv_forward_im2col(x, w, b, conv_param):
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = _pad(x, pad)
    out = np.zeros((N, K, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)))
    for i, j in np.ndindex(out.shape[2:]):
        window = padded[:, :, i * stride : i * stride + FH, j * stride : j * stride + FW]
        out[:, :, i, j] = window.reshape(N, -1) @ w.reshape(K, -1).T + b
    return out, (x.shape, im2col(x, (FH, FW), stride, pad), w, conv_param)
