import numpy as np


def out_size(n, f, stride, pad):
    if (n + 2 * pad - f) % stride:
        raise ValueError(f"{n} {f} {stride} {pad}")
    return (n + 2 * pad - f) // stride + 1


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    K, _, fh, fw = w.shape
    xp = np.zeros((N, C, H + 2 * p, W + 2 * p))
    xp[:, :, 2 * p:, 2 * p:] = x
    out = np.zeros((N, K, out_size(H, fh, s, p), out_size(W, fw, s, p)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = xp[:, None, :, i * s:i * s + fh, j * s:j * s + fw]
            out[:, :, i, j] = (window * w).sum(axis=(2, 3, 4)) + b
    return out, (xp, w, s, p)


def conv_backward_naive(dout, cache):
    xp, w, s, p = cache
    fh, fw = w.shape[2:]
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            d = dout[:, :, i, j]
            here = slice(i * s, i * s + fh), slice(j * s, j * s + fw)
            dw += np.tensordot(d, xp[:, :, here[0], here[1]], axes=(0, 0))
            dxp[:, :, here[0], here[1]] += np.tensordot(d, w, axes=(1, 0))
    return dxp[:, :, 2 * p:, 2 * p:], dw, dout.sum(axis=(0, 2, 3))


def max_pool_forward_naive(x, pool_param):
    fh, fw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, out_size(H, fh, s, 0), out_size(W, fw, s, 0)))
    where = np.zeros(out.shape, dtype=int)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            flat = x[:, :, i * s:i * s + fh, j * s:j * s + fw].reshape(N, C, -1)
            where[:, :, i, j] = flat.argmax(axis=2)
            out[:, :, i, j] = flat.max(axis=2)
    return out, (x.shape, where, fh, fw, s)


def max_pool_backward_naive(dout, cache):
    shape, where, fh, fw, s = cache
    dx = np.zeros(shape)
    n, c = np.ogrid[:shape[0], :shape[1]]
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            row, column = np.divmod(where[:, :, i, j], fw)
            dx[n, c, i * s + row, j * s + column] += dout[:, :, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    fh, fw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, out_size(H, fh, s, 0), out_size(W, fw, s, 0)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s:i * s + fh, j * s:j * s + fw].mean(axis=(2, 3))
    return out, (x.shape, fh, fw, s)


def avg_pool_backward_naive(dout, cache):
    shape, fh, fw, s = cache
    dx = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i * s:i * s + fh, j * s:j * s + fw] += dout[:, :, i, j, None, None] / (fh * fw)
    return dx


def im2col(x, field, stride, pad):
    N, C, H, W = x.shape
    fh, fw = field
    Ho, Wo = out_size(H, fh, stride, pad), out_size(W, fw, stride, pad)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = [
        xp[:, c, i:i + stride * Ho:stride, j:j + stride * Wo:stride].ravel()
        for c in range(C) for i in range(fh) for j in range(fw)
    ]
    return np.array(cols)


def col2im(cols, x_shape, field, stride, pad):
    N, C, H, W = x_shape
    fh, fw = field
    Ho, Wo = out_size(H, fh, stride, pad), out_size(W, fw, stride, pad)
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    rows = iter(cols)
    for c in range(C):
        for i in range(fh):
            for j in range(fw):
                xp[:, c, i:i + stride * Ho:stride, j:j + stride * Wo:stride] = next(rows).reshape(N, Ho, Wo)
    return xp[:, :, pad:pad + H, pad:pad + W]


def conv_forward_im2col(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    K, _, fh, fw = w.shape
    cols = im2col(x, (fh, fw), s, p)
    out = np.dot(w.reshape(K, -1), cols) + b[:, None]
    out = out.reshape(N, K, out_size(H, fh, s, p), out_size(W, fw, s, p))
    return out, (x, w, s, p, cols)


def conv_backward_im2col(dout, cache):
    x, w, s, p, cols = cache
    K, _, fh, fw = w.shape
    d = dout.reshape(K, -1)
    dw = np.dot(d, cols.T).reshape(w.shape)
    dx = col2im(np.dot(w.reshape(K, -1).T, d), x.shape, (fh, fw), s, p)
    return dx, dw, d.sum(axis=1)
