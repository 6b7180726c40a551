"""Gradient checks that need numpy and nothing else: students import them too.

    report = check_gradients(lambda W: loss(W, X, y)[0], W, dW)
    print(report)

A check asks a loss for its values at a few points near yours (at most 12 for each array, whatever its
size), and compares their slopes with what the gradient claims. Its verdict is RIGHT, WRONG, or
INCONCLUSIVE where the loss says too little: that is never a pass.
"""

from grader.gradcheck.check import GradientReport, check_gradients
from grader.gradcheck.findings import Finding, SlopeVerdict
from grader.gradcheck.kinks import certified_probe
from grader.gradcheck.linear import check_adjoint, check_linear, compare_slopes
from grader.gradcheck.numerical import numerical_gradient
from grader.gradcheck.probes import Probe, Sandwich, Smooth, Subgradient

__all__ = [
    "Finding",
    "GradientReport",
    "Probe",
    "Sandwich",
    "SlopeVerdict",
    "Smooth",
    "Subgradient",
    "certified_probe",
    "check_adjoint",
    "check_gradients",
    "check_linear",
    "compare_slopes",
    "numerical_gradient",
]
