import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    stride = conv_param["stride"]
    pad = conv_param["pad"]
    H_out = int((H + 2 * pad - HH) / stride + 1)
    W_out = int((W + 2 * pad - WW) / stride + 1)
    x_padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_padded[:, :, pad:H + pad, pad:W + pad] = x
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for h in range(H_out):
                for v in range(W_out):
                    total = 0
                    for c in range(C):
                        total += np.sum(x_padded[n, c, h*stride:h*stride+HH, v*stride:v*stride+WW] * w[f, c])
                        total += b[f]
                    out[n, f, h, v] = total
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    stride = conv_param["stride"]
    pad = conv_param["pad"]
    x_padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_padded = np.zeros_like(x_padded)
    dw = np.zeros_like(w)
    db = np.sum(dout, axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for h in range(dout.shape[2]):
                for v in range(dout.shape[3]):
                    hs, vs = h*stride, v*stride
                    dw[f] += dout[n, f, h, v] * x_padded[n, :, hs:hs+HH, vs:vs+WW]
                    dx_padded[n, :, hs:hs+HH, vs:vs+WW] += dout[n, f, h, v] * w[f]
    dx = dx_padded[:, :, 1:-1, 1:-1]
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    if (H - ph) % stride or (W - pw) % stride:
        raise ValueError
    out = np.zeros((N, C, (H - ph) // stride + 1, (W - pw) // stride + 1))
    for h in range(out.shape[2]):
        for w in range(out.shape[3]):
            out[:, :, h, w] = np.max(x[:, :, h*stride:h*stride+ph, w*stride:w*stride+pw], axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    N, C, H, W = x.shape
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros_like(x)
    for n in range(N):
        for c in range(C):
            for h in range(dout.shape[2]):
                for w in range(dout.shape[3]):
                    win = x[n, c, h*stride:h*stride+ph, w*stride:w*stride+pw]
                    mask = win == np.max(win)
                    dx[n, c, h*stride:h*stride+ph, w*stride:w*stride+pw] += mask * dout[n, c, h, w]
    return dx


def avg_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    if (H - ph) % stride or (W - pw) % stride:
        raise ValueError
    out = np.zeros((N, C, (H - ph) // stride + 1, (W - pw) // stride + 1))
    for h in range(out.shape[2]):
        for w in range(out.shape[3]):
            out[:, :, h, w] = np.mean(x[:, :, h*stride:h*stride+ph, w*stride:w*stride+pw], axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros_like(x)
    for h in range(dout.shape[2]):
        for w in range(dout.shape[3]):
            dx[:, :, h*stride:h*stride+ph, w*stride:w*stride+pw] += dout[:, :, h, w][:, :, None, None] / stride**2
    return dx


def im2col(x, field, stride, pad):
    N, C, H, W = x.shape
    fh, fw = field
    if (H + 2 * pad - fh) % stride or (W + 2 * pad - fw) % stride:
        raise ValueError
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = []
    for n in range(N):
        for h in range((H + 2 * pad - fh) // stride + 1):
            for w in range((W + 2 * pad - fw) // stride + 1):
                rows.append(xp[n, :, h*stride:h*stride+fh, w*stride:w*stride+fw].flatten())
    return np.array(rows)


def col2im(cols, x_shape, field, stride, pad):
    N, C, H, W = x_shape
    fh, fw = field
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    H_out = (H + 2 * pad - fh) // stride + 1
    W_out = (W + 2 * pad - fw) // stride + 1
    cols = cols.reshape(N, H_out, W_out, C, fh, fw)
    for h in range(H_out):
        for w in range(W_out):
            xp[:, :, h*stride:h*stride+fh, w*stride:w*stride+fw] += cols[:, h, w]
    return xp[:, :, pad:pad+H, pad:pad+W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    cols = im2col(x, (HH, WW), stride, pad)
    out = cols @ w.reshape(F, -1).T + b
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    out = out.reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)
    return out, (x, w, b, conv_param, cols)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param, cols = cache
    F, C, HH, WW = w.shape
    d = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = (d.T @ cols).reshape(w.shape)
    db = d.sum(axis=0)
    dx = col2im(d @ w.reshape(F, -1), x.shape, (HH, WW), conv_param["stride"], conv_param["pad"])
    return dx, dw, db
