import numpy as np


def conv_output_size(W, F, S, P):
    if (W - F + 2*P) % S != 0 or W + 2*P < F:
        raise ValueError('stride')
    return (W - F + 2*P)//S + 1

def conv_output_shape(input_shape, num_filters, field, stride, pad):
    C, H, W = input_shape
    return (num_filters, conv_output_size(H, field[0], stride, pad), conv_output_size(W, field[1], stride, pad))

def conv_param_count(in_channels, num_filters, field_h, field_w, bias=True):
    n = in_channels*field_h*field_w
    if bias == True:
        n += 1
    return n*num_filters

def layer_table(spec):
    out = []
    shape = spec[0]["shape"]
    for layer in spec[1:]:
        params, macs = 0, 0
        if layer["kind"] == "conv":
            old = shape
            shape = conv_output_shape(old, layer["filters"], layer["field"], layer["stride"], layer["pad"])
            params = conv_param_count(old[0], layer["filters"], layer["field"][0], layer["field"][1])
            # each output pixel: one product per weight
            macs = shape[1]*shape[2]*old[0]*layer["field"][0]*layer["field"][1]
        if layer["kind"] == "pool":
            shape = conv_output_shape(shape, shape[0], layer["field"], layer["stride"], 0)
        if layer["kind"] == "fc":
            ins = int(np.prod(shape))
            params = (ins + 1)*layer["units"]
            macs = ins*layer["units"]
            shape = (layer["units"],)
        out.append({"shape": shape, "params": params, "macs": macs})
    return out

def receptive_field(layers):
    size = 1
    jump = 1
    for F, S in layers:
        size = size + (F - 1)*jump
        jump = S
    return size
