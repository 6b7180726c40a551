import numpy as np


def out_size(n, f, s, p):
    if (n + 2*p - f) % s:
        raise ValueError('does not fit')
    return (n + 2*p - f)//s + 1


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), 'constant')
    out = np.zeros((N, F, out_size(H, HH, s, p), out_size(W, WW, s, p)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            win = xp[:, :, i*s:i*s+HH, j*s:j*s+WW]
            for f in range(F):
                out[:, f, i, j] = np.sum(win * w[f], axis=(1, 2, 3)) + b[f]
    cache = (x, w, b, conv_param)
    return out, cache


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), 'constant')
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.sum(dout, axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    dw[f] += xp[n, :, i*s:i*s+HH, j*s:j*s+WW] * dout[n, f, i, j]
                    dxp[n, :, i*s:i*s+HH, j*s:j*s+WW] += w[f] * dout[n, f, i, j]
    dx = dxp[:, :, p:-p, p:-p]
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    hp, wp, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    out = np.zeros((N, C, out_size(H, hp, s, 0), out_size(W, wp, s, 0)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = np.amax(x[:, :, i*s:i*s+hp, j*s:j*s+wp], axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    hp, wp, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros(x.shape)
    N, C, Ho, Wo = dout.shape
    for n in range(N):
        for c in range(C):
            for i in range(Ho):
                for j in range(Wo):
                    win = x[n, c, i*s:i*s+hp, j*s:j*s+wp]
                    dx[n, c, i*s:i*s+hp, j*s:j*s+wp] = (win == np.max(win)) * dout[n, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    hp, wp, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    out = np.zeros((N, C, out_size(H, hp, s, 0), out_size(W, wp, s, 0)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = np.mean(x[:, :, i*s:i*s+hp, j*s:j*s+wp], axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    hp, wp, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i*s:i*s+hp, j*s:j*s+wp] += dout[:, :, i:i+1, j:j+1]
    return dx


def im2col(x, field, stride, pad):
    N, C, H, W = x.shape
    hh, ww = field
    Ho, Wo = out_size(H, hh, stride, pad), out_size(W, ww, stride, pad)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), 'constant')
    # as in the course's im2col_indices
    i0 = np.tile(np.repeat(np.arange(hh), ww), C)
    i1 = stride * np.repeat(np.arange(Ho), Wo)
    j0 = np.tile(np.arange(ww), hh * C)
    j1 = stride * np.tile(np.arange(Wo), Ho)
    i = i0.reshape(-1, 1) + i1.reshape(1, -1)
    j = j0.reshape(-1, 1) + j1.reshape(1, -1)
    k = np.repeat(np.arange(C), hh * ww).reshape(-1, 1)
    cols = xp[:, k, i, j]
    return cols.transpose(1, 2, 0).reshape(hh * ww * C, -1)


def col2im(cols, x_shape, field, stride, pad):
    N, C, H, W = x_shape
    hh, ww = field
    Ho, Wo = out_size(H, hh, stride, pad), out_size(W, ww, stride, pad)
    xp = np.zeros((N, C, H + 2*pad, W + 2*pad))
    r = cols.reshape(C, hh, ww, Ho, Wo, N)
    for a in range(hh):
        for c in range(ww):
            xp[:, :, a:a+stride*Ho:stride, c:c+stride*Wo:stride] += r[:, a, c].transpose(3, 0, 1, 2)
    return xp[:, :, pad:pad+H, pad:pad+W]


def conv_forward_im2col(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    cols = im2col(x, (HH, WW), s, p)
    res = w.reshape(F, -1).dot(cols) + b.reshape(-1, 1)
    out = res.reshape(F, out_size(H, HH, s, p), out_size(W, WW, s, p), N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param, cols)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param, cols = cache
    F, C, HH, WW = w.shape
    d = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dw = d.dot(cols.T).reshape(w.shape)
    dx = col2im(w.reshape(F, -1).T.dot(d), x.shape, (HH, WW), conv_param['stride'], conv_param['pad'])
    return dx, dw, d.sum(axis=1)
