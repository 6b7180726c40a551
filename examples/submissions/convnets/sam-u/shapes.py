"""The arithmetic of convolutional layers (lecture 5): sizes, parameters, and what a unit can see.

A shape is (channels, height, width), as in the arrays of `layers.py`: the lecture's 32x32x3 is (3, 32, 32).
A field is (height, width). Stride and padding are the same in both directions.
"""

import math


def conv_output_size(W: int, F: int, S: int, P: int) -> int:
    """How often a filter of size F fits, with stride S, along W pixels that have P zeros at either end.

    Raises ValueError where that is not a whole number, or where the filter does not fit at all.
    """
    raise NotImplementedError("conv_output_size")


def conv_output_shape(
    input_shape: tuple[int, int, int], num_filters: int, field: tuple[int, int], stride: int, pad: int
) -> tuple[int, int, int]:
    """The shape (channels, height, width) of what `num_filters` filters make of one input."""
    raise NotImplementedError("conv_output_shape")


def conv_param_count(
    in_channels: int, num_filters: int, field_h: int, field_w: int, bias: bool = True
) -> int:
    """How many numbers a convolutional layer has to learn; `bias` says whether its filters have one."""
    raise NotImplementedError("conv_param_count")


def layer_table(spec: list[dict]) -> list[dict]:
    """One row for each layer of a network, for one image: {"shape": ..., "params": ..., "macs": ...}.

    `spec` lists the input and then the layers, each as one of

        {"kind": "input", "shape": (C, H, W)}                                  which has no row
        {"kind": "conv", "filters": K, "field": (h, w), "stride": S, "pad": P}
        {"kind": "relu"}
        {"kind": "pool", "field": (h, w), "stride": S}
        {"kind": "fc", "units": M}                                              fully connected

    "shape" is that of the layer's output, (C, H, W) or (M,); "params" counts weights and biases; "macs"
    counts multiply-adds, one for each weight each time that it is used. ReLU and pooling have neither.
    """
    raise NotImplementedError("layer_table")


def receptive_field(layers: list[tuple[int, int]]) -> int:
    """How many input pixels, along one direction, have a say in one unit of the last layer.

    `layers` lists (field, stride) of each convolution or pooling, the one next to the input first.
    """
    raise NotImplementedError("receptive_field")
