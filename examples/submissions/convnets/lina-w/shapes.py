def conv_output_size(W, F, S, P):
    size = (W - F + 2*P) // S + 1
    return size


def conv_output_shape(input_shape, num_filters, field, stride, pad):
    channels, h, w = input_shape
    # one map for each filter and each colour
    return (num_filters * channels,
            conv_output_size(h, field[0], stride, pad),
            conv_output_size(w, field[1], stride, pad))


def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    if bias:
        return num_filters * in_channels * (field_h * field_w + 1)
    return num_filters * in_channels * field_h * field_w


def layer_table(spec):
    raise NotImplementedError("layer_table")


def receptive_field(layers):
    r = 1
    step = 1
    for (f, s) in layers:
        step = step * s
        r = r + (f - 1) * step
    return r
