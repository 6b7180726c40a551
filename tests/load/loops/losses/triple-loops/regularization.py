import math

import numpy as np


def sign(number):
    if number > 0:
        return 1.0
    if number < 0:
        return -1.0
    return 0.0


def l2(W, lam):
    penalty = 0.0
    dW = np.zeros(W.shape)
    for d in range(W.shape[0]):
        for c in range(W.shape[1]):
            penalty += lam * W[d, c] ** 2
            dW[d, c] = 2 * lam * W[d, c]
    return float(penalty), dW


def l1(W, lam):
    penalty = 0.0
    dW = np.zeros(W.shape)
    for d in range(W.shape[0]):
        for c in range(W.shape[1]):
            penalty += lam * abs(W[d, c])
            dW[d, c] = lam * sign(W[d, c])
    return float(penalty), dW


def elastic_net(W, lam, beta):
    penalty = 0.0
    dW = np.zeros(W.shape)
    for d in range(W.shape[0]):
        for c in range(W.shape[1]):
            penalty += lam * (beta * W[d, c] ** 2 + abs(W[d, c]))
            dW[d, c] = lam * (2 * beta * W[d, c] + sign(W[d, c]))
    return float(penalty), dW


def max_norm(W, c):
    shorter = np.zeros(W.shape)
    for k in range(W.shape[1]):
        squares = 0.0
        for d in range(W.shape[0]):
            squares += W[d, k] ** 2
        length = math.sqrt(squares)
        for d in range(W.shape[0]):
            shorter[d, k] = W[d, k] * c / length if length > c else W[d, k]
    return shorter
