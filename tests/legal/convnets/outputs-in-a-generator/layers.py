# Right, but a generator expression computes the outputs one by one.

def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    K, N = len(w), len(x)
    H, W = (_output_size(x.shape[2 + i], w.shape[2 + i], stride, pad) for i in range(2))
    cols, rows = im2col(x, w.shape[2:], stride, pad), w.reshape(K, -1)
    out = list(rows[k] @ cols[:, j] + b[k] for k, j in np.ndindex(K, cols.shape[1]))
    return np.reshape(out, (K, N, H, W)).transpose(1, 0, 2, 3), (x.shape, cols, w, conv_param)
