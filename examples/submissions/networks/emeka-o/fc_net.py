import numpy as np

from layers import *

SCHEMES = {"small": lambda n: 0.01, "xavier": lambda n: n ** -0.5, "he": lambda n: (2 / n) ** 0.5}


def init_params(dims, scheme, rng):
    if scheme not in SCHEMES:
        raise ValueError("no such scheme: " + scheme)
    rng = np.random.default_rng(rng)
    params = {}
    for i, (n, m) in enumerate(zip(dims, dims[1:])):
        params["W%d" % (i + 1)] = rng.normal(0, SCHEMES[scheme](n), (n, m))
        params["b%d" % (i + 1)] = np.zeros(m)
    return params


def count_params(params):
    return int(sum(np.size(v) for v in params.values()))


def run(params, reg, X, y):
    """Forward and backward through any number of layers."""
    depth = len(params) // 2
    h, caches = X, []
    for i in range(1, depth + 1):
        h, c1 = affine_forward(h, params["W%d" % i], params["b%d" % i])
        c2 = None
        if i < depth:
            h, c2 = relu_forward(h)
        caches.append((c1, c2))
    if y is None:
        return h
    loss, d = softmax_loss(h, y)
    grads = {}
    for i in range(depth, 0, -1):
        c1, c2 = caches.pop()
        if c2 is not None:
            d = relu_backward(d, c2)
        d, grads["W%d" % i], grads["b%d" % i] = affine_backward(d, c1)
        loss += reg * (params["W%d" % i] ** 2).sum()
        grads["W%d" % i] += 2 * reg * params["W%d" % i]
    return loss, grads


class TwoLayerNet:
    def __init__(self, input_dim, hidden_dim, num_classes, *, scheme="small", reg=0.0, rng=None):
        self.reg = reg
        self.params = init_params((input_dim, hidden_dim, num_classes), scheme, rng)

    def loss(self, X, y=None):
        return run(self.params, self.reg, X, y)


class ThreeLayerNet:
    def __init__(self, input_dim, hidden_dims, num_classes, *, scheme="small", reg=0.0, rng=None):
        self.reg = reg
        self.params = init_params((input_dim, *hidden_dims, num_classes), scheme, rng)

    def loss(self, X, y=None):
        return run(self.params, self.reg, X, y)
