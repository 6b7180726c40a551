"""The arithmetic of convolutional layers (lecture 5): sizes, parameters, and what a unit can see.

A shape is (channels, height, width), as in the arrays of `layers.py`: the lecture's 32x32x3 is (3, 32, 32).
A field is (height, width). Stride and padding are the same in both directions.
"""

import math


def conv_output_size(W: int, F: int, S: int, P: int) -> int:
    """How often a filter of size F fits, with stride S, along W pixels that have P zeros at either end.

    Raises ValueError where that is not a whole number, or where the filter does not fit at all.
    """
    # BEGIN SOLUTION
    steps, left_over = divmod(W - F + 2 * P, S)
    if left_over or steps < 0:
        raise ValueError(f"a filter of {F} does not fit along {W} pixels with stride {S} and padding {P}")
    return steps + 1
    # END SOLUTION


def conv_output_shape(
    input_shape: tuple[int, int, int], num_filters: int, field: tuple[int, int], stride: int, pad: int
) -> tuple[int, int, int]:
    """The shape (channels, height, width) of what `num_filters` filters make of one input."""
    # BEGIN SOLUTION
    _, height, width = input_shape
    field_h, field_w = field
    return (
        num_filters,
        conv_output_size(height, field_h, stride, pad),
        conv_output_size(width, field_w, stride, pad),
    )
    # END SOLUTION


def conv_param_count(
    in_channels: int, num_filters: int, field_h: int, field_w: int, bias: bool = True
) -> int:
    """How many numbers a convolutional layer has to learn; `bias` says whether its filters have one."""
    # BEGIN SOLUTION
    weights = in_channels * field_h * field_w
    return num_filters * (weights + bias)
    # END SOLUTION


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
    # BEGIN SOLUTION
    shape = spec[0]["shape"]
    rows = []
    for layer in spec[1:]:
        shape, params, macs = _layer(layer, shape)
        rows.append({"shape": shape, "params": params, "macs": macs})
    return rows
    # END SOLUTION


def receptive_field(layers: list[tuple[int, int]]) -> int:
    """How many input pixels, along one direction, have a say in one unit of the last layer.

    `layers` lists (field, stride) of each convolution or pooling, the one next to the input first.
    """
    # BEGIN SOLUTION
    pixels, step = 1, 1  # what one unit sees; how far apart two neighbours' views are
    for field, stride in layers:
        pixels += (field - 1) * step
        step *= stride
    return pixels
    # END SOLUTION


# BEGIN SOLUTION
def _layer(layer: dict, shape: tuple[int, ...]) -> tuple[tuple[int, ...], int, int]:
    """The layer's output shape, parameters and multiply-adds."""
    if layer["kind"] == "conv":
        out = conv_output_shape(shape, layer["filters"], layer["field"], layer["stride"], layer["pad"])
        params = conv_param_count(shape[0], layer["filters"], *layer["field"])
        return out, params, math.prod(out) * shape[0] * math.prod(layer["field"])
    if layer["kind"] == "pool":
        return conv_output_shape(shape, shape[0], layer["field"], layer["stride"], pad=0), 0, 0
    if layer["kind"] == "fc":
        inputs = math.prod(shape)
        return (layer["units"],), (inputs + 1) * layer["units"], inputs * layer["units"]
    return shape, 0, 0


# END SOLUTION
