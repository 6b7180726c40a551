"""The circuits of lecture 4: gates that feed one another, and gradients that flow back through them."""

import numpy as np


def sum_times(x: float, y: float, z: float) -> tuple[float, float, float, float]:
    """Returns (f, dx, dy, dz) for f = (x + y) * z."""
    raise NotImplementedError("sum_times")


def sigmoid_neuron_gates(w: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The circuit f = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), one gate at a time; w is (3,), x is (2,).

    Returns (values, gradients), two arrays of eight numbers, one for each gate's output, in this order:
    w0 x0; w1 x1; the sum of those two; that plus w2; times -1; exp; plus 1; 1 over that, which is f.
    A gradient is that of f with respect to the output, so the last one is 1.
    """
    raise NotImplementedError("sigmoid_neuron_gates")


def sigmoid_neuron(w: np.ndarray, x: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Returns (f, dw, dx) for f = sigmoid(w0 x0 + ... + w[D-1] x[D-1] + w[D]), the sigmoid as one gate.

    x is (D,) and w is (D + 1,): its last entry is the bias. dw and dx have the shapes of w and x.
    """
    raise NotImplementedError("sigmoid_neuron")


def branch(x: float) -> tuple[float, float]:
    """Returns (f, dx) for f = x * x + x, where x takes part three times."""
    raise NotImplementedError("branch")


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
        raise NotImplementedError("Neuron.forward")


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
        raise NotImplementedError("ComputationalGraph.forward")

    def backward(self, output: str) -> dict:
        """The gradient of the value `output` with respect to everything, by name; `forward` ran before.

        That of `output` itself is 1, that of a value which `output` does not depend on is 0.
        """
        raise NotImplementedError("ComputationalGraph.backward")
