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
        raise NotImplementedError("AddGate.forward")

    def backward(self, upstream: Numbers) -> tuple[Numbers, Numbers]:
        """Returns (dx, dy)."""
        raise NotImplementedError("AddGate.backward")


class MultiplyGate:
    """x * y"""

    def forward(self, x: Numbers, y: Numbers) -> Numbers:
        raise NotImplementedError("MultiplyGate.forward")

    def backward(self, upstream: Numbers) -> tuple[Numbers, Numbers]:
        """Returns (dx, dy)."""
        raise NotImplementedError("MultiplyGate.backward")


class MaxGate:
    """The larger of x and y."""

    def forward(self, x: Numbers, y: Numbers) -> Numbers:
        raise NotImplementedError("MaxGate.forward")

    def backward(self, upstream: Numbers) -> tuple[Numbers, Numbers]:
        """Returns (dx, dy). Where x and y tie, share the upstream gradient out as you like."""
        raise NotImplementedError("MaxGate.backward")


class ReciprocalGate:
    """1 / x"""

    def forward(self, x: Numbers) -> Numbers:
        raise NotImplementedError("ReciprocalGate.forward")

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        raise NotImplementedError("ReciprocalGate.backward")


class ExpGate:
    """e to the power of x"""

    def forward(self, x: Numbers) -> Numbers:
        raise NotImplementedError("ExpGate.forward")

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        raise NotImplementedError("ExpGate.backward")


class AddConstantGate:
    """x + constant: the constant belongs to the gate and has no gradient."""

    def __init__(self, constant: float) -> None:
        self.constant = constant

    def forward(self, x: Numbers) -> Numbers:
        raise NotImplementedError("AddConstantGate.forward")

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        raise NotImplementedError("AddConstantGate.backward")


class ScaleGate:
    """factor * x: the factor belongs to the gate and has no gradient."""

    def __init__(self, factor: float) -> None:
        self.factor = factor

    def forward(self, x: Numbers) -> Numbers:
        raise NotImplementedError("ScaleGate.forward")

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        raise NotImplementedError("ScaleGate.backward")


class SigmoidGate:
    """1 / (1 + exp(-x)): four gates of the lecture in one."""

    def forward(self, x: Numbers) -> Numbers:
        raise NotImplementedError("SigmoidGate.forward")

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        raise NotImplementedError("SigmoidGate.backward")


class ReluGate:
    """max(0, x)"""

    def forward(self, x: Numbers) -> Numbers:
        raise NotImplementedError("ReluGate.forward")

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx. Where x is 0, any slope from 0 to 1 will do."""
        raise NotImplementedError("ReluGate.backward")


class TanhGate:
    """The hyperbolic tangent of x, which may be large: no overflow, no NaN."""

    def forward(self, x: Numbers) -> Numbers:
        raise NotImplementedError("TanhGate.forward")

    def backward(self, upstream: Numbers) -> Numbers:
        """Returns dx."""
        raise NotImplementedError("TanhGate.backward")
