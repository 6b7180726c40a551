import math

import numpy as np


def entrywise(function, *inputs):
    shape = np.shape(inputs[0])
    if shape == ():
        return function(*inputs)
    result = np.zeros(shape)
    for index in np.ndindex(shape):
        result[index] = function(*[one if np.shape(one) == () else one[index] for one in inputs])
    return result


class AddGate:
    def forward(self, x, y):
        return entrywise(lambda a, b: a + b, x, y)

    def backward(self, upstream):
        return entrywise(lambda u: 1.0 * u, upstream), entrywise(lambda u: 1.0 * u, upstream)


class MultiplyGate:
    def forward(self, x, y):
        self.x, self.y = x, y
        return entrywise(lambda a, b: a * b, x, y)

    def backward(self, upstream):
        return entrywise(lambda u, b: u * b, upstream, self.y), entrywise(
            lambda u, a: u * a, upstream, self.x
        )


class MaxGate:
    def forward(self, x, y):
        self.x, self.y = x, y
        return entrywise(lambda a, b: a if a >= b else b, x, y)

    def backward(self, upstream):
        dx = entrywise(lambda u, a, b: u if a >= b else 0.0, upstream, self.x, self.y)
        dy = entrywise(lambda u, a, b: 0.0 if a >= b else u, upstream, self.x, self.y)
        return dx, dy


class ReciprocalGate:
    def forward(self, x):
        self.x = x
        return entrywise(lambda a: 1.0 / a, x)

    def backward(self, upstream):
        return entrywise(lambda u, a: -u / (a * a), upstream, self.x)


class ExpGate:
    def forward(self, x):
        self.x = x
        return entrywise(math.exp, x)

    def backward(self, upstream):
        return entrywise(lambda u, a: u * math.exp(a), upstream, self.x)


class AddConstantGate:
    def __init__(self, constant):
        self.constant = constant

    def forward(self, x):
        return entrywise(lambda a: a + self.constant, x)

    def backward(self, upstream):
        return entrywise(lambda u: 1.0 * u, upstream)


class ScaleGate:
    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        return entrywise(lambda a: self.factor * a, x)

    def backward(self, upstream):
        return entrywise(lambda u: self.factor * u, upstream)


def sigmoid(number):
    return 1.0 / (1.0 + math.exp(-number))


class SigmoidGate:
    def forward(self, x):
        self.x = x
        return entrywise(sigmoid, x)

    def backward(self, upstream):
        return entrywise(lambda u, a: u * sigmoid(a) * (1.0 - sigmoid(a)), upstream, self.x)


class ReluGate:
    def forward(self, x):
        self.x = x
        return entrywise(lambda a: a if a > 0 else 0.0, x)

    def backward(self, upstream):
        return entrywise(lambda u, a: u if a > 0 else 0.0, upstream, self.x)


class TanhGate:
    def forward(self, x):
        self.x = x
        return entrywise(math.tanh, x)

    def backward(self, upstream):
        return entrywise(lambda u, a: u * (1.0 - math.tanh(a) ** 2), upstream, self.x)
