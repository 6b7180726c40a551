from past.builtins import xrange
import numpy as np


def check(size):
    if size % 1 != 0:
        raise ValueError('bad size')
    return int(size)


def conv_forward_naive(x, w, b, conv_param):
    stride = conv_param['stride']
    pad = conv_param['pad']
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    Hp = check(1 + (H + 2. * pad - HH) / stride)
    Wp = check(1 + (W + 2. * pad - WW) / stride)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad:pad + H, pad:pad + W] = x
    out = np.zeros((N, F, Hp, Wp))
    for n in xrange(N):
        for f in xrange(F):
            for i in xrange(Hp):
                for j in xrange(Wp):
                    patch = x_pad[n, :, i * stride:i * stride + HH, j * stride:j * stride + WW]
                    out[n, f, i, j] = (patch * w[f]).sum() + b[f]
    cache = (x, w, b, conv_param)
    return out, cache


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride = conv_param['stride']
    pad = conv_param['pad']
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    _, _, Hp, Wp = dout.shape
    x_pad = np.pad(x, ((0,), (0,), (pad,), (pad,)), mode='constant')
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    for n in xrange(N):
        for f in xrange(F):
            db[f] += dout[n, f].sum()
            for i in xrange(Hp):
                for j in xrange(Wp):
                    hs = i * stride
                    ws = j * stride
                    dw[f] += x_pad[n, :, hs:hs + HH, ws:ws + WW] * dout[n, f, i, j]
                    dx_pad[n, :, hs:hs + HH, ws:ws + WW] += w[f] * dout[n, f, i, j]
    dx = dx_pad[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    Hp = check((H - ph) / s + 1)
    Wp = check((W - pw) / s + 1)
    out = np.zeros((N, C, Hp, Wp))
    for n in xrange(N):
        for c in xrange(C):
            for i in xrange(Hp):
                for j in xrange(Wp):
                    out[n, c, i, j] = np.max(x[n, c, i * s:i * s + ph, j * s:j * s + pw])
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros_like(x)
    N, C, Hp, Wp = dout.shape
    for n in xrange(N):
        for c in xrange(C):
            for i in xrange(Hp):
                for j in xrange(Wp):
                    best = None
                    for a in xrange(ph):
                        for b in xrange(pw):
                            # the last of several equal ones wins
                            if best is None or x[n, c, i * s + a, j * s + b] >= x[n, c, best[0], best[1]]:
                                best = (i * s + a, j * s + b)
                    dx[n, c, best[0], best[1]] += dout[n, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    Hp = check((H - ph) / s + 1)
    Wp = check((W - pw) / s + 1)
    out = np.zeros((N, C, Hp, Wp))
    for i in xrange(Hp):
        for j in xrange(Wp):
            out[:, :, i, j] = x[:, :, i * s:i * s + ph, j * s:j * s + pw].sum(axis=(2, 3)) / (ph * pw)
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros_like(x)
    dout /= ph * pw
    for i in xrange(dout.shape[2]):
        for j in xrange(dout.shape[3]):
            dx[:, :, i * s:i * s + ph, j * s:j * s + pw] += dout[:, :, i, j][:, :, None, None]
    return dx


def im2col(x, field, stride, pad):
    N, C, H, W = x.shape
    fh, fw = field
    Hp = check((H + 2 * pad - fh) / stride + 1)
    Wp = check((W + 2 * pad - fw) / stride + 1)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = []
    for n in xrange(N):
        for i in xrange(Hp):
            for j in xrange(Wp):
                cols.append(xp[n, :, i * stride:i * stride + fh, j * stride:j * stride + fw].ravel())
    return np.array(cols).T


def col2im(cols, x_shape, field, stride, pad):
    N, C, H, W = x_shape
    fh, fw = field
    Hp = (H + 2 * pad - fh) // stride + 1
    Wp = (W + 2 * pad - fw) // stride + 1
    out = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    q = 0
    for n in xrange(N):
        for i in xrange(Hp):
            for j in xrange(Wp):
                out[n, :, i * stride:i * stride + fh, j * stride:j * stride + fw] += cols[:, q].reshape(C, fh, fw)
                q += 1
    if pad == 0:
        return out
    return out[:, :, pad:-pad, pad:-pad]


def conv_forward_im2col(x, w, b, conv_param):
    F, C, HH, WW = w.shape
    stride, pad = conv_param['stride'], conv_param['pad']
    cols = im2col(x, (HH, WW), stride, pad)
    out = w.reshape(F, C * HH * WW).dot(cols) + b.reshape(F, 1)
    Hp = (x.shape[2] + 2 * pad - HH) // stride + 1
    out = out.reshape(F, x.shape[0], Hp, -1)
    return np.swapaxes(out, 0, 1), (x.shape, w, b, cols, conv_param)


def conv_backward_im2col(dout, cache):
    x_shape, w, b, cols, conv_param = cache
    F, C, HH, WW = w.shape
    d = np.swapaxes(dout, 0, 1).reshape(F, -1)
    dw = d.dot(cols.T).reshape(F, C, HH, WW)
    dx = col2im(w.reshape(F, -1).T.dot(d), x_shape, (HH, WW), conv_param['stride'], conv_param['pad'])
    return dx, dw, np.sum(d, 1)
