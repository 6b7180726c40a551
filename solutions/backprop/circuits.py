"""The circuits of lecture 4: gates that feed one another, and gradients that flow back through them."""

import numpy as np


def sum_times(x: float, y: float, z: float) -> tuple[float, float, float, float]:
    """Returns (f, dx, dy, dz) for f = (x + y) * z."""
    # BEGIN SOLUTION
    q = x + y
    f = q * z
    dq, dz = z, q
    dx, dy = dq, dq
    return f, dx, dy, dz
    # END SOLUTION


def sigmoid_neuron_gates(w: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The circuit f = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), one gate at a time; w is (3,), x is (2,).

    Returns (values, gradients), two arrays of eight numbers, one for each gate's output, in this order:
    w0 x0; w1 x1; the sum of those two; that plus w2; times -1; exp; plus 1; 1 over that, which is f.
    A gradient is that of f with respect to the output, so the last one is 1.
    """
    # BEGIN SOLUTION
    product0, product1 = w[0] * x[0], w[1] * x[1]
    products = product0 + product1
    total = products + w[2]
    negative = -total
    power = np.exp(negative)
    denominator = power + 1
    f = 1 / denominator

    df = 1.0
    ddenominator = -1 / denominator**2 * df
    dpower = ddenominator
    dnegative = power * dpower
    dtotal = -dnegative
    dproducts = dtotal
    dproduct0, dproduct1 = dproducts, dproducts

    values = [product0, product1, products, total, negative, power, denominator, f]
    gradients = [dproduct0, dproduct1, dproducts, dtotal, dnegative, dpower, ddenominator, df]
    return np.array(values), np.array(gradients)
    # END SOLUTION


def sigmoid_neuron(w: np.ndarray, x: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Returns (f, dw, dx) for f = sigmoid(w0 x0 + ... + w[D-1] x[D-1] + w[D]), the sigmoid as one gate.

    x is (D,) and w is (D + 1,): its last entry is the bias. dw and dx have the shapes of w and x.
    """
    # BEGIN SOLUTION
    f = 1 / (1 + np.exp(-(w[:-1] @ x + w[-1])))
    dtotal = f * (1 - f)
    dw = dtotal * np.append(x, 1.0)
    dx = dtotal * w[:-1]
    return f, dw, dx
    # END SOLUTION


def branch(x: float) -> tuple[float, float]:
    """Returns (f, dx) for f = x * x + x, where x takes part three times."""
    # BEGIN SOLUTION
    square = x * x
    f = square + x
    dsquare, dx = 1.0, 1.0
    dx += x * dsquare
    dx += x * dsquare
    return f, dx
    # END SOLUTION


# Somebody's notes have the neuron of the lecture like this. It does not run: repair it below.
#
#     class Neuron:
#         def forward(inputs):
#             """ assume inputs and weights are 1-D numpy arrays and bias is a number """
#             cell_body_sum = np.sum(inputs * self.weights) + self.bias
#             firing_rate = 1.0 / (1.0 + math.exp(-cell_body_sum)
#             return firing rate


class Neuron:
    """A neuron with a weight for each of its inputs, a bias, and the sigmoid as activation."""

    def __init__(self, weights: np.ndarray, bias: float) -> None:
        self.weights = weights
        self.bias = bias

    def forward(self, inputs: np.ndarray) -> float:
        """The firing rate: the sigmoid of the weighted inputs (D,) and the bias."""
        # BEGIN SOLUTION
        cell_body_sum = np.sum(inputs * self.weights) + self.bias  # GIVEN
        return 1.0 / (1.0 + np.exp(-cell_body_sum))
        # END SOLUTION


class ComputationalGraph:
    """Gates that are joined by name.

    `nodes` is a dictionary: the name of a gate's output -> (the gate, the names of its inputs). So
    (x + y) * z is {"f": (MultiplyGate(), ["q", "z"]), "q": (AddGate(), ["x", "y"])}. The nodes come in
    any order, and one value may go into many gates. There are no cycles. All values are numbers.
    """

    def __init__(self, nodes: dict) -> None:
        self.nodes = nodes

    def forward(self, inputs: dict) -> dict:
        """`inputs` is name -> value; returns that of everything, inputs and outputs, by name.

        A gate can run when the values of all its inputs are known.
        """
        # BEGIN SOLUTION
        self.values = dict(inputs)
        self.order = []
        for name in self.nodes:
            self._run(name)
        return dict(self.values)
        # END SOLUTION

    # BEGIN SOLUTION
    def _run(self, name: str) -> None:
        """Whatever `name` depends on runs before it."""
        if name in self.values:
            return
        gate, sources = self.nodes[name]
        for source in sources:
            self._run(source)
        self.values[name] = gate.forward(*(self.values[source] for source in sources))
        self.order.append(name)

    # END SOLUTION
    def backward(self, output: str) -> dict:
        """The gradient of the value `output` with respect to everything, by name; `forward` ran before.

        That of `output` itself is 1, that of a value which `output` does not depend on is 0.
        """
        # BEGIN SOLUTION
        gradients = dict.fromkeys(self.values, 0.0)
        gradients[output] = 1.0
        for name in reversed(self.order):
            gate, sources = self.nodes[name]
            found = gate.backward(gradients[name])
            found = found if isinstance(found, tuple) else (found,)
            for source, gradient in zip(sources, found, strict=True):
                gradients[source] += gradient
        return gradients
        # END SOLUTION
