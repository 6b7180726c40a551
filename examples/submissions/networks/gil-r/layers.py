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
    s = np.empty_like(x)
    pos = x >= 0
    s[pos] = 1 / (1 + np.exp(-x[pos]))
    s[~pos] = np.exp(x[~pos]) / (1 + np.exp(x[~pos]))
    return s, s


def sigmoid_backward(dout, cache):
    return dout * cache * (1 - cache)


def svm_loss(x, y):
    n = len(y)
    m = np.maximum(0, 1 + x - x[range(n), y].reshape(n, 1))
    m[range(n), y] = 0
    g = np.where(m > 0, 1.0, 0.0)
    g[range(n), y] = -g.sum(1)
    return m.sum() / n, g / n


def softmax_loss(x, y):
    n = len(y)
    z = x - x.max(1, keepdims=True)
    logz = np.log(np.exp(z).sum(1))
    p = np.exp(z - logz.reshape(n, 1))
    p[range(n), y] -= 1
    return np.mean(logz - z[range(n), y]), p / n


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
    if bn_param["mode"] == "test":
        return gamma * (x - rm) / np.sqrt(rv + eps) + beta, None
    mu, var = x.mean(0), x.var(0)
    bn_param.update(running_mean=m * rm + (1 - m) * mu, running_var=m * rv + (1 - m) * var)
    inv = 1 / np.sqrt(var + eps)
    xn = (x - mu) * inv
    return gamma * xn + beta, (xn, inv, gamma)


def batchnorm_backward(dout, cache):
    xn, inv, gamma = cache
    n = len(dout)
    dgamma, dbeta = (dout * xn).sum(0), dout.sum(0)
    dx = gamma * inv / n * (n * dout - dbeta - xn * dgamma)
    return dx, dgamma, dbeta
