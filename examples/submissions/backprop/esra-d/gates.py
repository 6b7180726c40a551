import numpy as np


class AddGate:
    def forward(self, x, y):
        return x + y

    def backward(self, upstream):
        # add gate: gradient distributor
        return (upstream, upstream)


class MultiplyGate:
    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, upstream):
        # mul gate: swap the inputs
        dx = upstream * self.y
        dy = upstream * self.x
        return (dx, dy)


class MaxGate:
    def forward(self, x, y):
        self.x = x
        self.y = y
        return np.maximum(x, y)

    def backward(self, upstream):
        # max gate: gradient router
        return (self.x >= self.y) * upstream, (self.y >= self.x) * upstream


class ReciprocalGate:
    def forward(self, x):
        self.x = x
        return 1.0 / x

    def backward(self, upstream):
        local = -1.0 / (self.x * self.x)
        return local


class ExpGate:
    def forward(self, x):
        self.out = np.exp(x)
        return self.out

    def backward(self, upstream):
        return self.out


class AddConstantGate:
    def __init__(self, constant):
        self.constant = constant

    def forward(self, x):
        return self.constant + x

    def backward(self, upstream):
        return 1.0 * upstream


class ScaleGate:
    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        return self.factor * x

    def backward(self, upstream):
        local = self.factor
        return local * upstream


class SigmoidGate:
    def forward(self, x):
        self.s = 1 / (1 + np.exp(-x))
        return self.s

    def backward(self, upstream):
        return self.s * (1 - self.s)


class ReluGate:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, upstream):
        return (self.x > 0).astype(float)


class TanhGate:
    def forward(self, x):
        self.t = np.tanh(x)
        return self.t

    def backward(self, upstream):
        local = 1 - self.t * self.t
        return local * upstream
