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
    raise NotImplementedError("conv_forward_naive")


def conv_backward_naive(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns (dx, dw, db), given the upstream gradient `dout` of the shape of `out`."""
    raise NotImplementedError("conv_backward_naive")


def max_pool_forward_naive(x: np.ndarray, pool_param: dict) -> tuple[np.ndarray, object]:
    """The largest value of each window, channel by channel: out is (N, C, H_out, W_out).

    `pool_param` has "pool_height", "pool_width" and "stride"; windows may overlap. There is no padding.
    """
    raise NotImplementedError("max_pool_forward_naive")


def max_pool_backward_naive(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx: each upstream gradient goes to the pixel that was the largest of its window.

    Where several are largest they may share it in any way, but it must not become more or less.
    """
    raise NotImplementedError("max_pool_backward_naive")


def avg_pool_forward_naive(x: np.ndarray, pool_param: dict) -> tuple[np.ndarray, object]:
    """The mean of each window, channel by channel; otherwise as `max_pool_forward_naive`."""
    raise NotImplementedError("avg_pool_forward_naive")


def avg_pool_backward_naive(dout: np.ndarray, cache: object) -> np.ndarray:
    """Returns dx, given the upstream gradient `dout` of the shape of `out`."""
    raise NotImplementedError("avg_pool_backward_naive")


def im2col(x: np.ndarray, field: tuple[int, int], stride: int, pad: int) -> np.ndarray:
    """Every window as a column: the shape is (C * FH * FW, N * H_out * W_out), `field` is (FH, FW).

    A column is a window in the order of `w.reshape(K, -1)`: channel by channel, row by row. The columns
    go image by image, and through an image row by row.
    """
    raise NotImplementedError("im2col")


def col2im(
    cols: np.ndarray, x_shape: tuple[int, int, int, int], field: tuple[int, int], stride: int, pad: int
) -> np.ndarray:
    """The way back: each entry of `cols` is added to the pixel that `im2col` took it from.

    `x_shape` is the shape of the images, (N, C, H, W), and of the result.
    """
    raise NotImplementedError("col2im")


def conv_forward_im2col(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, conv_param: dict
) -> tuple[np.ndarray, object]:
    """As `conv_forward_naive`, but with one matrix product: several times faster."""
    raise NotImplementedError("conv_forward_im2col")


def conv_backward_im2col(dout: np.ndarray, cache: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """As `conv_backward_naive`, for the cache of `conv_forward_im2col`; it is to be as fast."""
    raise NotImplementedError("conv_backward_im2col")
