import math

import numpy as np


def entrywise(function, *arrays):
    result = np.zeros(arrays[0].shape)
    for index in np.ndindex(arrays[0].shape):
        result[index] = function(*[array[index] for array in arrays])
    return result


def row_of(sample):
    row = []
    for index in np.ndindex(sample.shape):
        row.append(sample[index])
    return row


def affine_forward(x, w, b):
    out = np.zeros((x.shape[0], w.shape[1]))
    for n in range(x.shape[0]):
        row = row_of(x[n])
        for m in range(w.shape[1]):
            out[n, m] = b[m]
            for d in range(w.shape[0]):
                out[n, m] += row[d] * w[d, m]
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n in range(x.shape[0]):
        for m in range(w.shape[1]):
            db[m] += dout[n, m]
            for d, index in enumerate(np.ndindex(x.shape[1:])):
                dx[(n, *index)] += dout[n, m] * w[d, m]
                dw[d, m] += dout[n, m] * x[(n, *index)]
    return dx, dw, db


def relu_forward(x):
    return entrywise(lambda number: number if number > 0 else 0.0, x), x


def relu_backward(dout, cache):
    return entrywise(lambda upstream, number: upstream if number > 0 else 0.0, dout, cache)


def sigmoid(number):
    if number < 0:
        return math.exp(number) / (1.0 + math.exp(number))
    return 1.0 / (1.0 + math.exp(-number))


def sigmoid_forward(x):
    return entrywise(sigmoid, x), x


def sigmoid_backward(dout, cache):
    return entrywise(lambda upstream, number: upstream * sigmoid(number) * sigmoid(-number), dout, cache)


def svm_loss(x, y):
    N = x.shape[0]
    loss, dx = 0.0, np.zeros(x.shape)
    for n in range(N):
        for c in range(x.shape[1]):
            margin = x[n, c] - x[n, y[n]] + 1.0
            if c != y[n] and margin > 0:
                loss += margin / N
                dx[n, c] += 1.0 / N
                dx[n, y[n]] -= 1.0 / N
    return float(loss), dx


def softmax_loss(x, y):
    N = x.shape[0]
    loss, dx = 0.0, np.zeros(x.shape)
    for n in range(N):
        top = x[n, 0]
        for c in range(x.shape[1]):
            top = max(top, x[n, c])
        total = 0.0
        for c in range(x.shape[1]):
            total += math.exp(x[n, c] - top)
        loss += (math.log(total) + top - x[n, y[n]]) / N
        for c in range(x.shape[1]):
            dx[n, c] = math.exp(x[n, c] - top) / total / N
        dx[n, y[n]] -= 1.0 / N
    return float(loss), dx


def dropout_forward(x, dropout_param):
    scales = np.zeros(x.shape)
    rng = np.random.default_rng(dropout_param.get("seed"))
    for index in np.ndindex(x.shape):
        if dropout_param["mode"] == "test":
            scales[index] = 1.0
        elif rng.random() < dropout_param["p"]:
            scales[index] = 1.0 / dropout_param["p"]
    return entrywise(lambda number, scale: number * scale, x, scales), scales


def dropout_backward(dout, cache):
    return entrywise(lambda upstream, scale: upstream * scale, dout, cache)


def batchnorm_forward(x, gamma, beta, bn_param):
    N, D = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(D))
    old_var = bn_param.get("running_var", np.zeros(D))
    out, normal, deviations = np.zeros(x.shape), np.zeros(x.shape), np.zeros(D)
    running_mean, running_var = np.zeros(D), np.zeros(D)
    for d in range(D):
        mean, var = old_mean[d], old_var[d]
        running_mean[d], running_var[d] = mean, var
        if bn_param["mode"] == "train":
            mean = var = 0.0
            for n in range(N):
                mean += x[n, d] / N
            for n in range(N):
                var += (x[n, d] - mean) ** 2 / N
            running_mean[d] = momentum * running_mean[d] + (1.0 - momentum) * mean
            running_var[d] = momentum * running_var[d] + (1.0 - momentum) * var
        deviations[d] = math.sqrt(var + eps)
        for n in range(N):
            normal[n, d] = (x[n, d] - mean) / deviations[d]
            out[n, d] = gamma[d] * normal[n, d] + beta[d]
    bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var
    return out, (normal, deviations, gamma)


def batchnorm_backward(dout, cache):
    normal, deviations, gamma = cache
    N, D = dout.shape
    dx, dgamma, dbeta = np.zeros(dout.shape), np.zeros(D), np.zeros(D)
    for d in range(D):
        for n in range(N):
            dbeta[d] += dout[n, d]
            dgamma[d] += dout[n, d] * normal[n, d]
        for n in range(N):
            centred = dout[n, d] - dbeta[d] / N - normal[n, d] * dgamma[d] / N
            dx[n, d] = gamma[d] / deviations[d] * centred
    return dx, dgamma, dbeta
