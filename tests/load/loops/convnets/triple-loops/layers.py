import numpy as np


def size_of(pixels, window, stride, pad):
    if pixels + 2 * pad < window or (pixels + 2 * pad - window) % stride != 0:
        raise ValueError("does not fit")
    return (pixels + 2 * pad - window) // stride + 1


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    K, _, FH, FW = w.shape
    out = np.zeros((N, K, size_of(H, FH, stride, pad), size_of(W, FW, stride, pad)))
    for n, k, i, j in np.ndindex(out.shape):
        out[n, k, i, j] = b[k]
        for c in range(C):
            for p in range(FH):
                for q in range(FW):
                    row, column = i * stride + p - pad, j * stride + q - pad
                    if 0 <= row < H and 0 <= column < W:
                        out[n, k, i, j] += x[n, c, row, column] * w[k, c, p, q]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n, k, i, j in np.ndindex(dout.shape):
        db[k] += dout[n, k, i, j]
        for c in range(w.shape[1]):
            for p in range(w.shape[2]):
                for q in range(w.shape[3]):
                    row, column = i * stride + p - pad, j * stride + q - pad
                    if 0 <= row < x.shape[2] and 0 <= column < x.shape[3]:
                        dx[n, c, row, column] += w[k, c, p, q] * dout[n, k, i, j]
                        dw[k, c, p, q] += x[n, c, row, column] * dout[n, k, i, j]
    return dx, dw, db


def windows_of(x, pool_param):
    N, C, H, W = x.shape
    rows = size_of(H, pool_param["pool_height"], pool_param["stride"], 0)
    columns = size_of(W, pool_param["pool_width"], pool_param["stride"], 0)
    return N, C, rows, columns


def pixels_of(i, j, pool_param):
    stride = pool_param["stride"]
    pixels = []
    for p in range(pool_param["pool_height"]):
        for q in range(pool_param["pool_width"]):
            pixels.append((i * stride + p, j * stride + q))
    return pixels


def largest_of(x, n, c, pixels):
    best = pixels[0]
    for row, column in pixels:
        if x[n, c, row, column] > x[n, c, best[0], best[1]]:
            best = (row, column)
    return best


def max_pool_forward_naive(x, pool_param):
    out = np.zeros(windows_of(x, pool_param))
    for n, c, i, j in np.ndindex(out.shape):
        row, column = largest_of(x, n, c, pixels_of(i, j, pool_param))
        out[n, c, i, j] = x[n, c, row, column]
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dout.shape):
        row, column = largest_of(x, n, c, pixels_of(i, j, pool_param))
        dx[n, c, row, column] += dout[n, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    out = np.zeros(windows_of(x, pool_param))
    for n, c, i, j in np.ndindex(out.shape):
        pixels = pixels_of(i, j, pool_param)
        for row, column in pixels:
            out[n, c, i, j] += x[n, c, row, column] / len(pixels)
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dout.shape):
        pixels = pixels_of(i, j, pool_param)
        for row, column in pixels:
            dx[n, c, row, column] += dout[n, c, i, j] / len(pixels)
    return dx


def im2col(x, field, stride, pad):
    N, C, H, W = x.shape
    FH, FW = field
    rows, columns = size_of(H, FH, stride, pad), size_of(W, FW, stride, pad)
    cols = np.zeros((C * FH * FW, N * rows * columns))
    for entry, (c, p, q) in enumerate(np.ndindex(C, FH, FW)):
        for place, (n, i, j) in enumerate(np.ndindex(N, rows, columns)):
            row, column = i * stride + p - pad, j * stride + q - pad
            if 0 <= row < H and 0 <= column < W:
                cols[entry, place] = x[n, c, row, column]
    return cols


def col2im(cols, x_shape, field, stride, pad):
    N, C, H, W = x_shape
    FH, FW = field
    rows, columns = size_of(H, FH, stride, pad), size_of(W, FW, stride, pad)
    x = np.zeros(x_shape)
    for entry, (c, p, q) in enumerate(np.ndindex(C, FH, FW)):
        for place, (n, i, j) in enumerate(np.ndindex(N, rows, columns)):
            row, column = i * stride + p - pad, j * stride + q - pad
            if 0 <= row < H and 0 <= column < W:
                x[n, c, row, column] += cols[entry, place]
    return x


def conv_forward_im2col(x, w, b, conv_param):
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    rows, columns = size_of(x.shape[2], FH, stride, pad), size_of(x.shape[3], FW, stride, pad)
    cols = im2col(x, (FH, FW), stride, pad)
    out = w.reshape(K, -1) @ cols + b.reshape(K, 1)
    out = out.reshape(K, x.shape[0], rows, columns).transpose(1, 0, 2, 3)
    return out, (x, w, cols, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, cols, conv_param = cache
    upstream = dout.transpose(1, 0, 2, 3).reshape(w.shape[0], -1)
    dw = (upstream @ cols.T).reshape(w.shape)
    dcols = w.reshape(w.shape[0], -1).T @ upstream
    dx = col2im(dcols, x.shape, w.shape[2:], conv_param["stride"], conv_param["pad"])
    return dx, dw, upstream.sum(axis=1)
