"""Convolution and pooling (lecture 5), forward and backward: first with loops, then as one matrix product.

Shapes: x is (N, C, H, W), N images of C channels; w is (K, C, FH, FW), K filters; b is (K,).
A forward function returns (out, cache); the cache is whatever its backward function needs, in any form.
A size that the filter or the window does not fit raises ValueError.
"""

import numpy as np


def conv_forward_naive(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, conv_param: dict
) -> tuple[np.ndarray, object]:
    """Slide each filter over each image: out is (N, K, H_out, W_out).

    `conv_param` has "stride", and "pad": the rows and columns of zeros that are put on each of the four
    sides. The filter is not turned around: its top left weight meets the window's top left pixel.
    """
    # BEGIN SOLUTION
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = _pad(x, pad)
    out = np.zeros((N, K, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)))
    for n, k, i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        window = padded[n, :, top : top + FH, left : left + FW]
        out[n, k, i, j] = np.sum(window * w[k]) + b[k]
    return out, (x, w, conv_param)
    # END SOLUTION


def conv_backward_naive(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns (dx, dw, db), given the upstream gradient `dout` of the shape of `out`."""
    # BEGIN SOLUTION
    x, w, conv_param = cache
    _, _, H, W = x.shape
    _, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = _pad(x, pad)
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for n, k, i, j in np.ndindex(dout.shape):
        top, left = i * stride, j * stride
        dw[k] += dout[n, k, i, j] * padded[n, :, top : top + FH, left : left + FW]
        dpadded[n, :, top : top + FH, left : left + FW] += dout[n, k, i, j] * w[k]
    dx = dpadded[:, :, pad : pad + H, pad : pad + W]
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db
    # END SOLUTION


def max_pool_forward_naive(x: np.ndarray, pool_param: dict) -> tuple[np.ndarray, object]:
    """The largest value of each window, channel by channel: out is (N, C, H_out, W_out).

    `pool_param` has "pool_height", "pool_width" and "stride"; windows may overlap. There is no padding.
    """
    # BEGIN SOLUTION
    out, windows = _pooling(x, pool_param)
    for i, j, rows, columns in windows:
        out[:, :, i, j] = x[:, :, rows, columns].max(axis=(2, 3))
    return out, (x, pool_param)
    # END SOLUTION


def max_pool_backward_naive(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx: each upstream gradient goes to the pixel that was the largest of its window.

    Where several are largest they may share it in any way, but it must not become more or less.
    """
    # BEGIN SOLUTION
    x, pool_param = cache
    dx = np.zeros_like(x)
    _, windows = _pooling(x, pool_param)
    for i, j, rows, columns in windows:
        for n, c in np.ndindex(x.shape[:2]):
            window = x[n, c, rows, columns]
            row, column = np.unravel_index(window.argmax(), window.shape)
            dx[n, c, rows.start + row, columns.start + column] += dout[n, c, i, j]
    return dx
    # END SOLUTION


def avg_pool_forward_naive(x: np.ndarray, pool_param: dict) -> tuple[np.ndarray, object]:
    """The mean of each window, channel by channel; otherwise as `max_pool_forward_naive`."""
    # BEGIN SOLUTION
    out, windows = _pooling(x, pool_param)
    for i, j, rows, columns in windows:
        out[:, :, i, j] = x[:, :, rows, columns].mean(axis=(2, 3))
    return out, (x, pool_param)
    # END SOLUTION


def avg_pool_backward_naive(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx, given the upstream gradient `dout` of the shape of `out`."""
    # BEGIN SOLUTION
    x, pool_param = cache
    dx = np.zeros_like(x)
    _, windows = _pooling(x, pool_param)
    size = pool_param["pool_height"] * pool_param["pool_width"]
    for i, j, rows, columns in windows:
        dx[:, :, rows, columns] += dout[:, :, i : i + 1, j : j + 1] / size
    return dx
    # END SOLUTION


def im2col(x: np.ndarray, field: tuple[int, int], stride: int, pad: int) -> np.ndarray:
    """Every window as a column: the shape is (C * FH * FW, N * H_out * W_out), `field` is (FH, FW).

    A column is a window in the order of `w.reshape(K, -1)`: channel by channel, row by row. The columns
    go image by image, and through an image row by row.
    """
    # BEGIN SOLUTION
    N, C, H, W = x.shape
    FH, FW = field
    H_out, W_out = _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    padded = _pad(x, pad)
    cols = np.empty((C, FH, FW, N, H_out, W_out))
    for i, j in np.ndindex(FH, FW):
        pixels = padded[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
        cols[:, i, j] = pixels.transpose(1, 0, 2, 3)
    return cols.reshape(C * FH * FW, N * H_out * W_out)
    # END SOLUTION


def col2im(
    cols: np.ndarray, x_shape: tuple[int, int, int, int], field: tuple[int, int], stride: int, pad: int
) -> np.ndarray:
    """The way back: each entry of `cols` is added to the pixel that `im2col` took it from.

    `x_shape` is the shape of the images, (N, C, H, W), and of the result.
    """
    # BEGIN SOLUTION
    N, C, H, W = x_shape
    FH, FW = field
    H_out, W_out = _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    cols = cols.reshape(C, FH, FW, N, H_out, W_out)
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for i, j in np.ndindex(FH, FW):
        pixels = padded[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
        pixels += cols[:, i, j].transpose(1, 0, 2, 3)
    return padded[:, :, pad : pad + H, pad : pad + W]
    # END SOLUTION


def conv_forward_im2col(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, conv_param: dict
) -> tuple[np.ndarray, object]:
    """As `conv_forward_naive`, but with one matrix product: several times faster."""
    # BEGIN SOLUTION
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    cols = im2col(x, (FH, FW), stride, pad)
    out = w.reshape(K, -1) @ cols + b[:, np.newaxis]
    out = out.reshape(K, N, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad))
    return out.transpose(1, 0, 2, 3), (x.shape, cols, w, conv_param)
    # END SOLUTION


def conv_backward_im2col(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """As `conv_backward_naive`, for the cache of `conv_forward_im2col`; it is to be as fast."""
    # BEGIN SOLUTION
    x_shape, cols, w, conv_param = cache
    K, _, FH, FW = w.shape
    dout = dout.transpose(1, 0, 2, 3).reshape(K, -1)
    dw = (dout @ cols.T).reshape(w.shape)
    db = dout.sum(axis=1)
    dcols = w.reshape(K, -1).T @ dout
    dx = col2im(dcols, x_shape, (FH, FW), conv_param["stride"], conv_param["pad"])
    return dx, dw, db
    # END SOLUTION


# BEGIN SOLUTION
def _output_size(size: int, field: int, stride: int, pad: int) -> int:
    """How often the field fits."""
    steps, left_over = divmod(size - field + 2 * pad, stride)
    if left_over or steps < 0:
        raise ValueError(f"{field} does not fit along {size} with stride {stride} and padding {pad}")
    return steps + 1


def _pad(x: np.ndarray, pad: int) -> np.ndarray:
    """Zeros around each channel of each image."""
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def _pooling(x: np.ndarray, pool_param: dict) -> tuple[np.ndarray, list[tuple[int, int, slice, slice]]]:
    """An array for the output; and each window, with its place there and its rows and columns in x."""
    N, C, H, W = x.shape
    height, width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    out = np.zeros((N, C, _output_size(H, height, stride, 0), _output_size(W, width, stride, 0)))
    windows = [
        (i, j, slice(i * stride, i * stride + height), slice(j * stride, j * stride + width))
        for i, j in np.ndindex(out.shape[2:])
    ]
    return out, windows


# END SOLUTION
