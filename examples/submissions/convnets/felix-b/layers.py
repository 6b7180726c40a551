import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Cache:
    """What backward needs; numpy arrays and numbers."""

    def __init__(self, **kw):
        self.__dict__.update(kw)


def windows(x, fh, fw, stride):
    """(N, C, Ho, Wo, fh, fw)"""
    for n, f in ((x.shape[2], fh), (x.shape[3], fw)):
        if n < f or (n - f) % stride:
            raise ValueError(f"windows of {f} do not fit along {n} with a step of {stride}")
    return sliding_window_view(x, (fh, fw), axis=(2, 3))[:, :, ::stride, ::stride]


def scatter(d, shape, fh, fw, stride):
    """The transpose of `windows`: (N, C, Ho, Wo, fh, fw) -> shape."""
    out = np.zeros(shape)
    ho, wo = d.shape[2:4]
    for a in range(fh):
        for b in range(fw):
            out[:, :, a : a + ho * stride : stride, b : b + wo * stride : stride] += d[..., a, b]
    return out


def padded(x, p):
    return np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    v = windows(padded(x, p), w.shape[2], w.shape[3], s)
    out = np.einsum("nchwij,kcij->nkhw", v, w) + b[None, :, None, None]
    return out, Cache(v=v, w=w, s=s, p=p, shape=x.shape)


def conv_backward_naive(dout, cache):
    N, C, H, W = cache.shape
    p = cache.p
    dw = np.einsum("nkhw,nchwij->kcij", dout, cache.v)
    dv = np.einsum("nkhw,kcij->nchwij", dout, cache.w)
    dx = scatter(dv, (N, C, H + 2 * p, W + 2 * p), *cache.w.shape[2:], cache.s)
    return dx[:, :, p : H + p, p : W + p], dw, np.einsum("nkhw->k", dout)


def max_pool_forward_naive(x, pool_param):
    v = windows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    out = v.max(axis=(-1, -2))
    return out, Cache(v=v, out=out, s=pool_param["stride"], shape=x.shape)


def max_pool_backward_naive(dout, cache):
    mask = (cache.v == cache.out[..., None, None]).astype(float)
    mask /= mask.sum(axis=(-1, -2), keepdims=True)  # equal ones share equally
    return scatter(mask * dout[..., None, None], cache.shape, *mask.shape[4:], cache.s)


def avg_pool_forward_naive(x, pool_param):
    size = pool_param["pool_height"], pool_param["pool_width"]
    return windows(x, *size, pool_param["stride"]).mean((4, 5)), Cache(size=size, s=pool_param["stride"], shape=x.shape)


def avg_pool_backward_naive(dout, cache):
    fh, fw = cache.size
    share = np.broadcast_to(dout[..., None, None] / (fh * fw), (*dout.shape, fh, fw))
    return scatter(share, cache.shape, fh, fw, cache.s)


def im2col(x, field, stride, pad):
    v = windows(padded(x, pad), *field, stride)
    return np.moveaxis(v, (1, 4, 5), (0, 1, 2)).reshape(x.shape[1] * field[0] * field[1], -1)


def col2im(cols, x_shape, field, stride, pad):
    N, C, H, W = x_shape
    fh, fw = field
    d = cols.reshape(C, fh, fw, N, (H + 2 * pad - fh) // stride + 1, -1)
    big = scatter(np.moveaxis(d, (0, 1, 2), (1, 4, 5)), (N, C, H + 2 * pad, W + 2 * pad), fh, fw, stride)
    return big[:, :, pad : H + pad, pad : W + pad]


def conv_forward_im2col(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    v = windows(padded(x, p), *w.shape[2:], s)
    out = np.tensordot(v, w, axes=[(1, 4, 5), (1, 2, 3)]) + b  # N, Ho, Wo, K
    return np.moveaxis(out, -1, 1), Cache(v=v, w=w, s=s, p=p, shape=x.shape)


def conv_backward_im2col(dout, cache):
    N, C, H, W = cache.shape
    p = cache.p
    dw = np.tensordot(dout, cache.v, axes=[(0, 2, 3), (0, 2, 3)])
    dv = np.moveaxis(np.tensordot(dout, cache.w, axes=[1, 0]), 3, 1)
    dx = scatter(dv, (N, C, H + 2 * p, W + 2 * p), *cache.w.shape[2:], cache.s)
    return dx[:, :, p : H + p, p : W + p], dw, dout.sum((0, 2, 3))
