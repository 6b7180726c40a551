import numpy as np


def _size(n, f, stride, pad):
    s = (n - f + 2 * pad) / stride + 1
    if s != int(s):
        raise ValueError("does not fit")
    return int(s)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    n, c, h, wd = x.shape
    k, _, fh, fw = w.shape
    ho, wo = _size(h, fh, stride, pad), _size(wd, fw, stride, pad)
    xp = np.pad(x, pad)
    out = np.zeros((n, k, ho, wo))
    for a in range(n):
        for f in range(k):
            for i in range(ho):
                for j in range(wo):
                    out[a, f, i, j] = np.sum(xp[a, :, i*stride:i*stride+fh, j*stride:j*stride+fw] * w[f]) + b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    n, c, h, wd = x.shape
    k, _, fh, fw = w.shape
    xp = np.pad(x, pad)
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = dout.sum(axis=(0, 2))
    for a in range(n):
        for f in range(k):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    dw[f] = dw[f] + dout[a, f, i, j] * xp[a, :, i*stride:i*stride+fh, j*stride:j*stride+fw]
                    dxp[a, :, i*stride:i*stride+fh, j*stride:j*stride+fw] = dout[a, f, i, j] * w[f]
    return dxp[:, :, pad:pad+h, pad:pad+wd], dw, db


def max_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    n, c, h, w = x.shape
    ho, wo = _size(h, ph, stride, 0), _size(w, pw, stride, 0)
    out = np.zeros((n, c, ho, wo))
    for i in range(ho):
        for j in range(wo):
            out[:, :, i, j] = x[:, :, i*stride:i*stride+ph, j*stride:j*stride+pw].max(3).max(2)
    return out, (x, out, ph, pw, stride)


def max_pool_backward_naive(dout, cache):
    x, out, ph, pw, stride = cache
    dx = np.zeros(x.shape)
    for a in range(dout.shape[0]):
        for c in range(dout.shape[1]):
            for i in range(x.shape[2] // ph):
                for j in range(x.shape[3] // pw):
                    win = x[a, c, i*stride:i*stride+ph, j*stride:j*stride+pw]
                    r, q = np.unravel_index(np.argmax(win), win.shape)
                    dx[a, c, i*stride+r, j*stride+q] += dout[a, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    n, c, h, w = x.shape
    ho, wo = _size(h, ph, stride, 0), _size(w, pw, stride, 0)
    out = np.zeros((n, c, ho, wo))
    for i in range(ho):
        for j in range(wo):
            out[:, :, i, j] = x[:, :, i*stride:i*stride+ph, j*stride:j*stride+pw].sum(3).sum(2)
    return out, (x.shape, ph, pw, stride)


def avg_pool_backward_naive(dout, cache):
    shape, ph, pw, stride = cache
    dx = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i*stride:i*stride+ph, j*stride:j*stride+pw] += dout[:, :, i:i+1, j:j+1]
    return dx


def im2col(x, field, stride, pad):
    n, c, h, w = x.shape
    ho, wo = _size(h, field[0], stride, pad), _size(w, field[1], stride, pad)
    xp = np.pad(x, pad)
    cols = np.zeros(c * field[0] * field[1], n * ho * wo)
    return cols


def col2im(cols, x_shape, field, stride, pad):
    raise NotImplementedError("col2im")


def conv_forward_im2col(x, w, b, conv_param):
    cols = im2col(x, w.shape[2:], conv_param["stride"], conv_param["pad"])
    return w.reshape(len(w), -1) @ cols + b[:, None], cols


def conv_backward_im2col(dout, cache):
    raise NotImplementedError("conv_backward_im2col")
