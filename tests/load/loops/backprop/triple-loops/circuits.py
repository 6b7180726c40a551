import math

import numpy as np


def sum_times(x, y, z):
    return (x + y) * z, z, z, x + y


def sigmoid_neuron_gates(w, x):
    values = np.zeros(8)
    values[0] = w[0] * x[0]
    values[1] = w[1] * x[1]
    values[2] = values[0] + values[1]
    values[3] = values[2] + w[2]
    values[4] = -values[3]
    values[5] = math.exp(values[4])
    values[6] = values[5] + 1.0
    values[7] = 1.0 / values[6]
    locals_ = [1.0, 1.0, 1.0, -1.0, values[5], 1.0, -1.0 / values[6] ** 2]
    gradients = np.zeros(8)
    for gate in range(8):
        product = 1.0
        for later in range(gate, 7):
            if not (gate == 0 and later == 1):
                product *= locals_[later]
        gradients[gate] = product
    return values, gradients


def sigmoid_neuron(w, x):
    total = w[len(x)]
    for d in range(len(x)):
        total += w[d] * x[d]
    f = 1.0 / (1.0 + math.exp(-total))
    dw, dx = np.zeros(len(w)), np.zeros(len(x))
    for d in range(len(x)):
        dw[d] = f * (1.0 - f) * x[d]
        dx[d] = f * (1.0 - f) * w[d]
    dw[len(x)] = f * (1.0 - f)
    return f, dw, dx


def branch(x):
    return x * x + x, 2.0 * x + 1.0


class Neuron:
    def __init__(self, weights, bias):
        self.weights = weights
        self.bias = bias

    def forward(self, inputs):
        total = self.bias
        for d in range(len(inputs)):
            total += inputs[d] * self.weights[d]
        return 1.0 / (1.0 + math.exp(-total))


class ComputationalGraph:
    def __init__(self, nodes):
        self.nodes = nodes

    def forward(self, inputs):
        self.values = dict(inputs)
        self.order = []
        while len(self.order) < len(self.nodes):
            for name, (gate, names) in self.nodes.items():
                ready = name not in self.order
                for one in names:
                    if one not in self.values:
                        ready = False
                if ready:
                    self.values[name] = gate.forward(*[self.values[one] for one in names])
                    self.order.append(name)
        return dict(self.values)

    def backward(self, output):
        gradients = {}
        for name in self.values:
            gradients[name] = 0.0
        gradients[output] = 1.0
        for name in reversed(self.order):
            gate, names = self.nodes[name]
            found = gate.backward(gradients[name])
            if len(names) == 1:
                found = (found,)
            for one, gradient in zip(names, found):
                gradients[one] += gradient
        return gradients
