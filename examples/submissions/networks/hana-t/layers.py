import numpy as np

import numpy as np


def affine_forward(x, w, b):
    flat = x.reshape(len(x), -1)
    return flat.dot(w) + b, (x.shape, flat, w)


def affine_backward(dout, cache):
    shape, flat, w = cache
    return dout.dot(w.T).reshape(shape), flat.T.dot(dout), dout.sum(0)


def relu_forward(x):
    on = x > 0
    return x * on, on


def relu_backward(dout, cache):
    return dout * cache


def sigmoid_forward(x):
    return 1 / (1 + np.exp(-x)), x


def sigmoid_backward(dout, cache):
    x = cache
    return dout * x * (1 - x)


def svm_loss(x, y):
    loss = 0.0
    dx = np.zeros(x.shape)
    for i in range(len(y)):
        for j in range(x.shape[1]):
            margin = x[i, j] - x[i, y[i]] + 1
            if margin > 0:
                loss += margin
                dx[i, j] += 1
                dx[i, y[i]] -= 1
    return loss / len(y), dx / len(y)


def softmax_loss(x, y):
    e = np.exp(x)
    p = e / e.sum(axis=1, keepdims=True)
    n = len(y)
    loss = -np.log(p[range(n), y]).mean()
    dx = p.copy()
    dx[range(n), y] -= 1
    return loss, dx / n


def dropout_forward(x, dropout_param):
    p, seed = dropout_param["p"], dropout_param.get("seed")
    if dropout_param["mode"] == "test":
        return x, 1.0
    keep = np.random.default_rng(seed).random(x.shape) < p
    return np.where(keep, x / p, 0), keep / p


def dropout_backward(dout, cache):
    return dout * cache


def batchnorm_forward(x, gamma, beta, bn_param):
    eps, m = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    d = x.shape[1]
    rm, rv = bn_param.get("running_mean", np.zeros(d)), bn_param.get("running_var", np.zeros(d))
    mean, std = x.mean(axis=0), x.std(axis=0)
    if bn_param["mode"] == "train":
        bn_param["running_mean"] = m * rm + (1 - m) * mean
        bn_param["running_var"] = m * rv + (1 - m) * std
        xn = (x - mean) / np.sqrt(std ** 2 + eps)
    else:
        xn = (x - rm) / np.sqrt(rv + eps)
    return gamma * xn + beta, (xn, 1 / np.sqrt(std ** 2 + eps), gamma)


def batchnorm_backward(dout, cache):
    xn, inv, gamma = cache
    n = len(dout)
    dgamma, dbeta = (dout * xn).sum(0), dout.sum(0)
    dx = gamma * inv / n * (n * dout - dbeta - xn * dgamma)
    return dx, dgamma, dbeta
