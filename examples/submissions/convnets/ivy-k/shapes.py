def conv_output_size(W, F, S, P):
    places = (W - F + 2 * P) / S + 1
    if places != round(places) or places < 1:
        raise ValueError(f"{places} places")
    return round(places)


def conv_output_shape(input_shape, num_filters, field, stride, pad):
    channels, height, width = input_shape
    return num_filters, conv_output_size(height, field[0], stride, pad), conv_output_size(width, field[1], stride, pad)


def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    per_filter = in_channels * field_h * field_w + int(bias)
    return num_filters * per_filter


def layer_table(spec):
    shape, rows = spec[0]["shape"], []
    for layer in spec[1:]:
        row = {"shape": shape, "params": 0, "macs": 0}
        if layer["kind"] == "conv":
            out = conv_output_shape(shape, layer["filters"], layer["field"], layer["stride"], layer["pad"])
            row["params"] = conv_param_count(shape[0], layer["filters"], *layer["field"])
            row["macs"] = conv_param_count(shape[0], layer["filters"], *layer["field"], False) * out[1] * out[2]
            row["shape"] = out
        if layer["kind"] == "pool":
            row["shape"] = conv_output_shape(shape, shape[0], layer["field"], layer["stride"], 0)
        if layer["kind"] == "fc":
            inputs = 1
            for size in shape:
                inputs *= size
            row["macs"] = inputs * layer["units"]
            row["params"] = row["macs"] + layer["units"]
            row["shape"] = (layer["units"],)
        shape = row["shape"]
        rows.append(row)
    return rows


def receptive_field(layers):
    seen, apart = 1, 1
    for field, stride in layers:
        seen += (field - 1) * apart
        apart = apart * stride
    return seen
