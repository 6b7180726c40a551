# Images and filters are multiplied one by one.

def conv_forward_im2col(x, w, b, conv_param):
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    out = np.zeros((N, K, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)))
    for n in range(N):
        cols = im2col(x[n : n + 1], (FH, FW), stride, pad)
        for k in range(K):
            row = w[k].reshape(1, -1)
            values = row @ cols + b[k]
            out[n, k] = values.reshape(out.shape[2:])
    return out, (x, w, conv_param)

def conv_backward_im2col(dout, cache):
    x, w, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros(len(w))
    for n in range(len(x)):
        one = x[n : n + 1]
        cols = im2col(one, w.shape[2:], stride, pad)
        dcols = np.zeros_like(cols)
        for k in range(len(w)):
            upstream = dout[n, k].reshape(1, -1)
            dw[k] += (upstream @ cols.T).reshape(w[k].shape)
            db[k] += upstream.sum()
            dcols += w[k].reshape(-1, 1) @ upstream
        dx[n] = col2im(dcols, one.shape, w.shape[2:], stride, pad)[0]
    return dx, dw, db
