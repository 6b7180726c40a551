def conv_output_size(W, F, S, P):
    size = (W - F + 2 * P) / S + 1
    if size != int(size) or size < 1:
        raise ValueError("does not fit: %s" % size)
    return size


def conv_output_shape(input_shape, num_filters, field, stride, pad):
    return [num_filters] + [conv_output_size(input_shape[d + 1], field[d], stride, pad) for d in range(2)]


def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    if bias:
        return num_filters * (in_channels * field_h * field_w + 1)
    else:
        return num_filters * in_channels * field_h * field_w


def layer_table(spec):
    table = []
    current = spec[0]['shape']
    for l in spec[1:]:
        params = 0
        macs = 0
        if l['kind'] == 'conv':
            C = current[0]
            fh, fw = l['field']
            current = conv_output_shape(current, l['filters'], (fh, fw), l['stride'], l['pad'])
            params = conv_param_count(C, l['filters'], fh, fw)
            macs = current[0] * current[1] * current[2] * (C * fh * fw)
        elif l['kind'] == 'pool':
            current = conv_output_shape(current, current[0], l['field'], l['stride'], 0)
        elif l['kind'] == 'fc':
            n = 1
            for s in current:
                n *= s
            params = n * l['units'] + l['units']
            macs = n * l['units']
            current = [l['units']]
        table.append({'kind': l['kind'], 'shape': list(current), 'params': params, 'macs': macs})
    return table


def receptive_field(layers):
    # from the last layer back to the image
    r = 1
    for f, s in layers[::-1]:
        r = (r - 1) * s + f
    return r
