import numpy as np
from graphlib import TopologicalSorter


def sum_times(x, y, z):
    return (x + y) * z, z, z, x + y


def sigmoid_neuron_gates(w, x):
    forward = [w[0] * x[0], w[1] * x[1]]
    forward.append(forward[0] + forward[1])
    forward.append(forward[2] + w[2])
    forward.append(-forward[3])
    forward.append(np.exp(forward[4]))
    forward.append(1 + forward[5])
    forward.append(1 / forward[6])
    slopes = [1, 1, 1, -1, forward[5], 1, -1 / forward[6] ** 2]
    back = [1.0]
    for slope in slopes[::-1]:
        back.insert(0, back[0] * slope)
    back[0] = back[1]  # both products go into the same sum
    return forward, back


def sigmoid_neuron(w, x):
    x1 = np.append(x, 1)
    f = 1 / (1 + np.exp(-np.dot(w, x1)))
    slope = f * (1 - f)
    return f, slope * x1, slope * w[: len(x)]


def branch(x):
    return x * (x + 1), 2 * x + 1


class Neuron:
    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    def forward(self, inputs):
        return 1 / (1 + np.exp(-(inputs @ self.weights) - self.bias))


class ComputationalGraph:
    def __init__(self, nodes):
        self.nodes = nodes
        sorter = TopologicalSorter({name: sources for name, (_, sources) in nodes.items()})
        self.order = [name for name in sorter.static_order() if name in nodes]

    def forward(self, inputs):
        v = dict(inputs)
        for name in self.order:
            gate, sources = self.nodes[name]
            v[name] = gate.forward(*(v[s] for s in sources))
        self.known = set(v)
        return v

    def backward(self, output):
        grads = {name: 0.0 for name in self.known}
        grads[output] = 1.0
        for name in self.order[::-1]:
            gate, sources = self.nodes[name]
            back = gate.backward(grads[name])
            for s, g in zip(sources, back if isinstance(back, (list, tuple)) else [back]):
                grads[s] = grads[s] + g
        return grads
