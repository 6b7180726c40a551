import numpy as np


def sigmoid(z):
    e = np.exp(z)
    return e / (1.0 + e)


class Gate:
    """One input, one output; remembers the slope on the way forward."""

    def backward(self, upstream):
        return upstream * self.slope


class AddGate:
    def forward(self, x, y):
        return np.add(x, y)

    def backward(self, upstream):
        return [upstream, upstream]


class MultiplyGate:
    def forward(self, x, y):
        self.cache = (x, y)
        return np.multiply(x, y)

    def backward(self, upstream):
        x, y = self.cache
        return [upstream * x, upstream * y]


class MaxGate:
    def forward(self, x, y):
        # a tie gives one half to each
        self.share = 0.5 * (1 + np.sign(np.subtract(x, y)))
        return np.maximum(x, y)

    def backward(self, upstream):
        return [self.share * upstream, (1 - self.share) * upstream]


class ReciprocalGate(Gate):
    def forward(self, x):
        y = 1.0 / np.asarray(x)
        self.slope = -(y**2)
        return y


class ExpGate(Gate):
    def forward(self, x):
        self.slope = np.exp(x)
        return self.slope


class AddConstantGate(Gate):
    slope = 1.0

    def __init__(self, constant):
        self.constant = constant

    def forward(self, x):
        return x + self.constant


class ScaleGate(Gate):
    def __init__(self, factor):
        self.factor = self.slope = factor

    def forward(self, x):
        return x * self.factor


class SigmoidGate(Gate):
    def forward(self, x):
        s = sigmoid(x)
        self.slope = s - s**2
        return s


class ReluGate(Gate):
    def forward(self, x):
        self.slope = np.where(np.asarray(x) >= 0, 1.0, 0.0)
        return self.slope * x


class TanhGate(Gate):
    def forward(self, x):
        t = np.tanh(x)
        self.slope = (1 - t) * (1 + t)
        return t
