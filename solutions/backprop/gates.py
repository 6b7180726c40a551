"""The gates of lecture 4: small pieces of a circuit, each with its local gradient.

`forward` computes the gate's output and keeps what `backward` will need. `backward` gets the upstream
gradient, that of the loss with respect to the gate's output, and returns those with respect to the
gate's inputs: local gradient times upstream gradient. A gate with two inputs returns a tuple (dx, dy).

Inputs are numbers, or arrays of one shape; then everything happens entry by entry.
"""

import numpy as np

Numbers = float | np.ndarray


class AddGate:
    """x + y"""

    def forward(self, x: Numbers, y: Numbers) -> Numbers:
        # BEGIN SOLUTION
        return x + y
        # END SOLUTION

    def backward(self, upstream: Numbers) -> tuple[Numbers, Numbers]:
        """Returns (dx, dy)."""
        # BEGIN SOLUTION
        return upstream, upstream
        # END SOLUTION


class MultiplyGate:
    """x * y"""

    def forward(self, x: Numbers, y: Numbers) -> Numbers:
        # BEGIN SOLUTION
        self.x, self.y = x, y
        return x * y
        # END SOLUTION

    def backward(self, upstream: Numbers) -> tuple[Numbers, Numbers]:
        """Returns (dx, dy)."""
        # BEGIN SOLUTION
        return self.y * upstream, self.x * upstream
        # END SOLUTION


class MaxGate:
    """The larger of x and y."""

    def forward(self, x: Numbers, y: Numbers) -> Numbers:
        # BEGIN SOLUTION
        self.x_wins = np.greater_equal(x, y)
        return np.maximum(x, y)
        # END SOLUTION

    def backward(self, upstream: Numbers) -> tuple[Numbers, Numbers]:
        """Returns (dx, dy). Where x and y tie, share the upstream gradient out as you like."""
        # BEGIN SOLUTION
        return np.where(self.x_wins, upstream, 0.0), np.where(self.x_wins, 0.0, upstream)
        # END SOLUTION


class ReciprocalGate:
    """1 / x"""

    def forward(self, x: Numbers) -> Numbers:
        # BEGIN SOLUTION
        self.x = x
        return 1.0 / x
        # END SOLUTION

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        # BEGIN SOLUTION
        return -1.0 / self.x**2 * upstream
        # END SOLUTION


class ExpGate:
    """e to the power of x"""

    def forward(self, x: Numbers) -> Numbers:
        # BEGIN SOLUTION
        self.output = np.exp(x)
        return self.output
        # END SOLUTION

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        # BEGIN SOLUTION
        return self.output * upstream
        # END SOLUTION


class AddConstantGate:
    """x + constant: the constant belongs to the gate and has no gradient."""

    def __init__(self, constant: float) -> None:
        self.constant = constant

    def forward(self, x: Numbers) -> Numbers:
        # BEGIN SOLUTION
        return x + self.constant
        # END SOLUTION

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        # BEGIN SOLUTION
        return upstream
        # END SOLUTION


class ScaleGate:
    """factor * x: the factor belongs to the gate and has no gradient."""

    def __init__(self, factor: float) -> None:
        self.factor = factor

    def forward(self, x: Numbers) -> Numbers:
        # BEGIN SOLUTION
        return self.factor * x
        # END SOLUTION

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        # BEGIN SOLUTION
        return self.factor * upstream
        # END SOLUTION


class SigmoidGate:
    """1 / (1 + exp(-x)): four gates of the lecture in one."""

    def forward(self, x: Numbers) -> Numbers:
        # BEGIN SOLUTION
        self.output = 1.0 / (1.0 + np.exp(-x))
        return self.output
        # END SOLUTION

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        # BEGIN SOLUTION
        return self.output * (1.0 - self.output) * upstream
        # END SOLUTION


class ReluGate:
    """max(0, x)"""

    def forward(self, x: Numbers) -> Numbers:
        # BEGIN SOLUTION
        self.active = np.greater(x, 0)
        return np.maximum(0.0, x)
        # END SOLUTION

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx. Where x is 0, any slope from 0 to 1 will do."""
        # BEGIN SOLUTION
        return np.where(self.active, upstream, 0.0)
        # END SOLUTION


class TanhGate:
    """The hyperbolic tangent of x, which may be large: no overflow, no NaN."""

    def forward(self, x: Numbers) -> Numbers:
        # BEGIN SOLUTION
        self.output = np.tanh(x)
        return self.output
        # END SOLUTION

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        # BEGIN SOLUTION
        return (1.0 - self.output**2) * upstream
        # END SOLUTION
