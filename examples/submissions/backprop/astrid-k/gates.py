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
        mask = self.x >= self.y
        dx = upstream * mask
        dy = upstream * np.logical_not(mask)
        return (dx, dy)


class ReciprocalGate:
    def forward(self, x):
        self.x = x
        return 1.0 / x

    def backward(self, upstream):
        local = -1.0 / (self.x * self.x)
        return local * upstream


class ExpGate:
    def forward(self, x):
        self.out = np.exp(x)
        return self.out

    def backward(self, upstream):
        local = self.out
        return local * upstream


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
        local = (1 - self.s) * self.s
        return local * upstream


class ReluGate:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, upstream):
        return upstream * (self.x > 0)


class TanhGate:
    def forward(self, x):
        self.t = np.tanh(x)
        return self.t

    def backward(self, upstream):
        local = 1 - self.t * self.t
        return local * upstream
