import numpy as np


def sum_times(x, y, z):
    # forward
    q = x + y
    f = q * z
    # backward
    dfdz = q
    dfdq = z
    dfdx = 1.0 * dfdq
    dfdy = 1.0 * dfdq
    return f, dfdx, dfdy, dfdz


def sigmoid_neuron_gates(w, x):
    a = w[0] * x[0]
    b = w[1] * x[1]
    c = a + b
    d = c + w[2]
    e = -1 * d
    f = np.exp(e)
    g = f + 1
    h = 1 / g

    dh = 1.0
    dg = (-1 / g**2) * dh
    df = 1 * dg
    de = np.exp(e) * df
    dd = -1 * de
    dc = 1 * dd
    db = 1 * dc
    da = 1 * dc
    return np.array([a, b, c, d, e, f, g, h]), np.array([da, db, dc, dd, de, df, dg, dh])


def sigmoid_neuron(w, x):
    D = len(x)
    dot = 0.0
    for i in range(D):
        dot += w[i] * x[i]
    dot += w[D]
    f = 1.0 / (1 + np.exp(-dot))
    ddot = (1 - f) * f
    dw = np.zeros(D + 1)
    dx = np.zeros(D)
    for i in range(D):
        dw[i] = x[i] * ddot
        dx[i] = w[i] * ddot
    dw[D] = 1.0 * ddot
    return f, dw, dx


def branch(x):
    f = x * x + x
    dx = 0.0
    dx += 2 * x
    dx += 1
    return f, dx


class Neuron:
    def __init__(self, weights, bias):
        self.weights = weights
        self.bias = bias

    def forward(self, inputs):
        """ assume inputs and weights are 1-D numpy arrays and bias is a number """
        cell_body_sum = np.sum(inputs * self.weights) + self.bias
        firing_rate = 1.0 / (1.0 + np.exp(-cell_body_sum))
        return firing_rate


class ComputationalGraph:
    def __init__(self, nodes):
        self.nodes = nodes

    def forward(self, inputs):
        self.values = {}
        for name in inputs:
            self.values[name] = inputs[name]
        self.topo = []
        while len(self.topo) < len(self.nodes):
            for name, (gate, names) in self.nodes.items():
                if name in self.topo:
                    continue
                if all(n in self.values for n in names):
                    args = [self.values[n] for n in names]
                    self.values[name] = gate.forward(*args)
                    self.topo.append(name)
        return self.values

    def backward(self, output):
        grads = {}
        for name in self.values:
            grads[name] = 0.0
        grads[output] = 1.0
        for name in reversed(self.topo):
            gate, names = self.nodes[name]
            back = gate.backward(grads[name])
            if len(names) == 1:
                grads[names[0]] += back
            else:
                grads[names[0]] += back[0]
                grads[names[1]] += back[1]
        return grads
