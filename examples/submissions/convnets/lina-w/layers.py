import numpy as np


def convolve(image, kernel, stride):
    """Convolution in the true sense: the kernel is mirrored."""
    k = np.flipud(np.fliplr(kernel))
    kh, kw = k.shape
    rows = (image.shape[0] - kh) // stride + 1
    columns = (image.shape[1] - kw) // stride + 1
    result = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            result[r, c] = (image[r*stride:r*stride+kh, c*stride:c*stride+kw] * k).sum()
    return result


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C = x.shape[:2]
    K = w.shape[0]
    if (x.shape[2] + 2*pad - w.shape[2]) % stride or (x.shape[3] + 2*pad - w.shape[3]) % stride:
        raise ValueError("stride does not fit")
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = []
    for n in range(N):
        maps = []
        for k in range(K):
            maps.append(sum(convolve(x_pad[n, c], w[k, c], stride) for c in range(C)) + b[k])
        out.append(maps)
    return np.array(out), (x_pad, w, stride, pad)


def conv_backward_naive(dout, cache):
    x_pad, w, stride, pad = cache
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros_like(w)
    kh, kw = w.shape[2:]
    for n in range(dout.shape[0]):
        for k in range(dout.shape[1]):
            for r in range(dout.shape[2]):
                for c in range(dout.shape[3]):
                    d = dout[n, k, r, c]
                    rr, cc = r*stride, c*stride
                    dw[k] += d * x_pad[n, :, rr:rr+kh, cc:cc+kw][:, ::-1, ::-1]
                    dx_pad[n, :, rr:rr+kh, cc:cc+kw] += d * w[k][:, ::-1, ::-1]
    h, ww = x_pad.shape[2] - pad, x_pad.shape[3] - pad
    return dx_pad[:, :, pad:h, pad:ww], dw, dout.sum(axis=0).sum(axis=1).sum(axis=1)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    if (H - ph) % s or (W - pw) % s:
        raise ValueError("stride does not fit")
    out = np.zeros((N, C, (H - ph)//s + 1, (W - pw)//s + 1))
    for n in range(N):
        for c in range(C):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    largest = 0
                    for a in range(ph):
                        for b in range(pw):
                            if x[n, c, i*s+a, j*s+b] > largest:
                                largest = x[n, c, i*s+a, j*s+b]
                    out[n, c, i, j] = largest
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros_like(x)
    for n in range(dout.shape[0]):
        for c in range(dout.shape[1]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    window = x[n, c, i*s:i*s+ph, j*s:j*s+pw]
                    place = np.argmax(window)
                    a, b = place // ph, place % ph
                    dx[n, c, i*s+a, j*s+b] += dout[n, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    if (H - ph) % s or (W - pw) % s:
        raise ValueError("stride does not fit")
    out = np.zeros((N, C, (H - ph)//s + 1, (W - pw)//s + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i*s:i*s+ph, j*s:j*s+pw].mean(axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i*s:i*s+ph, j*s:j*s+pw] += dout[:, :, i, j][:, :, None, None] / (ph * pw)
    return dx


def im2col(x, field, stride, pad):
    raise NotImplementedError("im2col")


def col2im(cols, x_shape, field, stride, pad):
    raise NotImplementedError("col2im")


def conv_forward_im2col(x, w, b, conv_param):
    # the same thing anyway
    return conv_forward_naive(x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    return conv_backward_naive(dout, cache)
