import numpy as np

from cs231n.layers import *


def init_params(dims, scheme, rng):
    rng = np.random.default_rng(rng)
    params = {}
    for i in range(len(dims) - 1):
        fan_in = dims[i]
        if scheme == "small":
            std = 0.01
        elif scheme == "xavier":
            std = np.sqrt(1.0 / fan_in)
        elif scheme == "he":
            std = np.sqrt(2.0 / fan_in)
        else:
            raise ValueError("unknown scheme")
        params["W" + str(i + 1)] = std * rng.standard_normal((dims[i], dims[i + 1]))
        params["b" + str(i + 1)] = np.zeros(dims[i + 1])
    return params


def count_params(params):
    total = 0
    for key in params:
        total += params[key].size
    return total


class TwoLayerNet(object):
    def __init__(self, input_dim, hidden_dim, num_classes, *, scheme="small", reg=0.0, rng=None):
        self.params = init_params((input_dim, hidden_dim, num_classes), scheme, rng)
        self.reg = reg

    def loss(self, X, y=None):
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]
        hidden, cache1 = affine_forward(X, W1, b1)
        hidden, cache_relu = relu_forward(hidden)
        scores, cache2 = affine_forward(hidden, W2, b2)

        # If y is None then we are in test mode so just return scores
        if y is None:
            return scores

        loss, grads = 0, {}
        loss, dscores = softmax_loss(scores, y)
        loss += self.reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
        dhidden, grads["W2"], grads["b2"] = affine_backward(dscores, cache2)
        dhidden = relu_backward(dhidden, cache_relu)
        dX, grads["W1"], grads["b1"] = affine_backward(dhidden, cache1)
        grads["W1"] += 2 * self.reg * W1
        grads["W2"] += 2 * self.reg * W2
        return loss, grads


class ThreeLayerNet(object):
    def __init__(self, input_dim, hidden_dims, num_classes, *, scheme="small", reg=0.0, rng=None):
        self.params = init_params((input_dim,) + tuple(hidden_dims) + (num_classes,), scheme, rng)
        self.reg = reg

    def loss(self, X, y=None):
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]
        W3, b3 = self.params["W3"], self.params["b3"]
        h1, c1 = affine_forward(X, W1, b1)
        h1, r1 = relu_forward(h1)
        h2, c2 = affine_forward(h1, W2, b2)
        h2, r2 = relu_forward(h2)
        scores, c3 = affine_forward(h2, W3, b3)
        if y is None:
            return scores

        loss, grads = 0, {}
        loss, dscores = softmax_loss(scores, y)
        loss += self.reg * (np.sum(W1 * W1) + np.sum(W2 * W2) + np.sum(W3 * W3))
        dh2, grads["W3"], grads["b3"] = affine_backward(dscores, c3)
        dh2 = relu_backward(dh2, r2)
        dh1, grads["W2"], grads["b2"] = affine_backward(dh2, c2)
        dh1 = relu_backward(dh1, r1)
        dX, grads["W1"], grads["b1"] = affine_backward(dh1, c1)
        grads["W1"] += 2 * self.reg * W1
        grads["W2"] += 2 * self.reg * W2
        grads["W3"] += 2 * self.reg * W3
        return loss, grads
