def conv_output_size(W, F, S, P):
    assert (W - F + 2 * P) % S == 0
    return int((W - F + 2 * P) / S + 1)


def conv_output_shape(input_shape, num_filters, field, stride, pad):
    C, H, W = input_shape
    out_h = conv_output_size(H, field[0], stride, pad)
    out_w = conv_output_size(H, field[0], stride, pad)
    return num_filters, out_h, out_w


def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    weights = field_h * field_w * num_filters * in_channels
    return weights + num_filters


def layer_table(spec):
    rows = []
    shape = spec[0]["shape"]
    for layer in spec[1:]:
        kind = layer["kind"]
        if kind == "conv":
            fh, fw = layer["field"]
            C, H, W = shape
            shape = (layer["filters"],
                     conv_output_size(H, fh, layer["stride"], layer["pad"]),
                     conv_output_size(W, fw, layer["stride"], layer["pad"]))
            w = fh * fw * C
            rows.append({"shape": shape, "params": layer["filters"] * w,
                         "macs": w * shape[0] * shape[1] * shape[2]})
        elif kind == "relu":
            rows.append({"shape": shape, "params": 0, "macs": 0})
        elif kind == "pool":
            fh, fw = layer["field"]
            C, H, W = shape
            shape = (C, conv_output_size(H, fh, layer["stride"], 0), conv_output_size(W, fw, layer["stride"], 0))
            rows.append({"shape": shape, "params": 0, "macs": 0})
        elif kind == "fc":
            n = shape[0] if len(shape) == 1 else shape[0] * shape[1] * shape[2]
            shape = (layer["units"],)
            rows.append({"shape": shape, "params": n * layer["units"], "macs": n * layer["units"]})
    return rows


def receptive_field(layers):
    r, j = 1, 1
    for f, s in layers:
        r += (f - 1) * j
        j *= s
    return r
