def conv_output_size(W, F, S, P):
    places = 0
    left = 0
    while left + F <= W + 2 * P:
        places += 1
        last = left + F
        left += S
    if places == 0 or last != W + 2 * P:
        raise ValueError("does not fit")
    return places


def conv_output_shape(input_shape, num_filters, field, stride, pad):
    return (
        num_filters,
        conv_output_size(input_shape[1], field[0], stride, pad),
        conv_output_size(input_shape[2], field[1], stride, pad),
    )


def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    count = 0
    for _ in range(num_filters):
        for _ in range(in_channels):
            for _ in range(field_h):
                for _ in range(field_w):
                    count += 1
        if bias:
            count += 1
    return count


def layer_table(spec):
    shape = spec[0]["shape"]
    table = []
    for layer in spec[1:]:
        params = macs = 0
        if layer["kind"] == "conv":
            h, w = layer["field"]
            channels = shape[0]
            params = conv_param_count(channels, layer["filters"], h, w)
            shape = conv_output_shape(shape, layer["filters"], layer["field"], layer["stride"], layer["pad"])
            macs = channels * h * w * numbers_in(shape)
        elif layer["kind"] == "pool":
            shape = conv_output_shape(shape, shape[0], layer["field"], layer["stride"], 0)
        elif layer["kind"] == "fc":
            macs = numbers_in(shape) * layer["units"]
            params = macs + layer["units"]
            shape = (layer["units"],)
        table.append({"shape": tuple(shape), "params": params, "macs": macs})
    return table


def numbers_in(shape):
    product = 1
    for size in shape:
        product *= size
    return product


def receptive_field(layers):
    pixels = 1
    for field, stride in reversed(layers):
        pixels = (pixels - 1) * stride + field
    return pixels
