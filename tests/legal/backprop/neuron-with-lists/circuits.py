# The lists of the neuron are lists.

import math

def sigmoid_neuron_gates(w, x):
    a, b = float(w[0] * x[0]), float(w[1] * x[1])
    values = [a, b, a + b, a + b + w[2]]
    values += [-values[-1], math.exp(-values[-1])]
    values += [values[-1] + 1, 1 / (values[-1] + 1)]
    sum_ = values[-1] * (1 - values[-1])
    last = -1 / values[6] ** 2
    return values, [sum_, sum_, sum_, sum_, -sum_, last, last, 1]
