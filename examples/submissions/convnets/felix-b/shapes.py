import numpy as np


def conv_output_size(W, F, S, P):
    starts = np.arange(0, W + 2 * P - F + 1, S)
    if starts.size == 0 or starts[-1] + F != W + 2 * P:
        raise ValueError("the last window does not end where the image does")
    return starts.size


def conv_output_shape(input_shape, num_filters, field, stride, pad):
    size = [conv_output_size(n, f, stride, pad) for n, f in zip(input_shape[1:], field)]
    return (num_filters, *size)


def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    return np.prod([num_filters, in_channels, field_h, field_w]) + (num_filters if bias else 0)


def layer_table(spec):
    (source, *rest), rows = spec, []
    shape = tuple(source["shape"])
    for layer in rest:
        match layer:
            case {"kind": "conv", "filters": k, "field": (h, w), "stride": s, "pad": p}:
                weights = shape[0] * h * w
                shape = tuple(conv_output_shape(shape, k, (h, w), s, p))
                row = k * (weights + 1), weights * np.prod(shape)
            case {"kind": "pool", "field": field, "stride": s}:
                shape = tuple(conv_output_shape(shape, shape[0], field, s, 0))
                row = 0, 0
            case {"kind": "fc", "units": m}:
                n = np.prod(shape)
                shape = (m,)
                row = (n + 1) * m, n * m
            case _:
                row = 0, 0
        rows.append(dict(shape=shape, params=row[0], macs=row[1]))
    return rows


def receptive_field(layers):
    fields = np.array([f for f, _ in layers] or [1])
    strides = np.array([1] + [s for _, s in layers][:-1])
    return 1 + np.sum((fields - 1) * np.cumprod(strides)[: len(fields)])
