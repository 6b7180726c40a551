def conv_output_size(W, F, S, P):
    if (W - F + P) % S:
        raise ValueError("no whole number")
    if F > W + P:
        raise ValueError("filter too large")
    return (W - F + P) // S + 1


def conv_output_shape(input_shape, num_filters, field, stride, pad):
    _, H, W = input_shape
    return (conv_output_size(H, field[0], stride, 2 * pad), conv_output_size(W, field[1], stride, 2 * pad), num_filters)


def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    return num_filters * (field_h * field_w + bias)


def layer_table(spec):
    return [row for row in _rows(spec[0]["shape"], spec[1:])]


def _rows(shape, layers):
    for layer in layers:
        params = macs = 0
        if layer["kind"] == "conv":
            h, w = layer["field"]
            weights = shape[0] * h * w
            shape = _slide(layer["filters"], shape, layer["field"], layer["stride"], layer["pad"])
            params = shape[0] * (weights + 1)
            macs = shape[0] * shape[1] * shape[2] * (weights + 1)
        elif layer["kind"] == "pool":
            shape = _slide(shape[0], shape, layer["field"], layer["stride"], 0)
        elif layer["kind"] == "fc":
            inputs = 1
            for size in shape:
                inputs *= size
            shape = (layer["units"],)
            params = (inputs + 1) * layer["units"]
            macs = (inputs + 1) * layer["units"]
        yield {"shape": shape, "params": params, "macs": macs}


def _slide(maps, shape, field, stride, pad):
    h = conv_output_size(shape[1], field[0], stride, 2 * pad)
    w = conv_output_size(shape[2], field[1], stride, 2 * pad)
    return maps, h, w


def receptive_field(layers):
    total = 1
    for field, stride in layers:
        total += field - 1
    return total
