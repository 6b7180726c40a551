import math

import numpy as np

from layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss


def init_params(dims, scheme, rng):
    rng = np.random.default_rng(rng)
    if scheme not in ("small", "xavier", "he"):
        raise ValueError(scheme)
    params = {}
    for layer in range(1, len(dims)):
        inputs, outputs = dims[layer - 1], dims[layer]
        scale = {"small": 0.01, "xavier": math.sqrt(1 / inputs), "he": math.sqrt(2 / inputs)}[scheme]
        W = np.zeros((inputs, outputs))
        for i in range(inputs):
            for j in range(outputs):
                W[i, j] = scale * rng.standard_normal()
        params[f"W{layer}"] = W
        params[f"b{layer}"] = np.zeros(outputs)
    return params


def count_params(params):
    count = 0
    for values in params.values():
        for _ in np.ndindex(values.shape):
            count += 1
    return count


class Net:
    def loss(self, X, y=None):
        layers = len(self.params) // 2
        out, caches = X, []
        for layer in range(1, layers + 1):
            out, affine = affine_forward(out, self.params[f"W{layer}"], self.params[f"b{layer}"])
            relu = None
            if layer < layers:
                out, relu = relu_forward(out)
            caches.append((affine, relu))
        if y is None:
            return out
        loss, dout = softmax_loss(out, y)
        grads = {}
        for layer in range(layers, 0, -1):
            affine, relu = caches[layer - 1]
            if relu is not None:
                dout = relu_backward(dout, relu)
            dout, dW, db = affine_backward(dout, affine)
            W = self.params[f"W{layer}"]
            for i in range(W.shape[0]):
                for j in range(W.shape[1]):
                    loss += self.reg * W[i, j] ** 2
                    dW[i, j] += 2 * self.reg * W[i, j]
            grads[f"W{layer}"], grads[f"b{layer}"] = dW, db
        return float(loss), grads


class TwoLayerNet(Net):
    def __init__(self, input_dim, hidden_dim, num_classes, *, scheme="small", reg=0.0, rng=None):
        self.reg = reg
        self.params = init_params((input_dim, hidden_dim, num_classes), scheme, rng)


class ThreeLayerNet(Net):
    def __init__(self, input_dim, hidden_dims, num_classes, *, scheme="small", reg=0.0, rng=None):
        self.reg = reg
        self.params = init_params((input_dim, *hidden_dims, num_classes), scheme, rng)
