"""The check of one or of many gradients against a scalar function, and its report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.gradcheck.findings import Array, Finding, SlopeVerdict
from grader.gradcheck.probes import Probe, Sandwich, Smooth

Tensors = ArrayLike | Mapping[str, ArrayLike] | Sequence[ArrayLike]


@dataclass(frozen=True, slots=True)
class GradientReport:
    """One finding for each tensor, by its name, and the number of evaluations that they took."""

    findings: Mapping[str, Finding]
    evaluations: int

    @property
    def verdict(self) -> SlopeVerdict:
        """WRONG if any tensor's gradient is, else INCONCLUSIVE if any is, else RIGHT."""
        verdicts = {finding.verdict for finding in self.findings.values()}
        return next(
            v for v in (SlopeVerdict.WRONG, SlopeVerdict.INCONCLUSIVE, SlopeVerdict.RIGHT) if v in verdicts
        )

    def __str__(self) -> str:
        return "\n".join(f"{name}: {finding}" for name, finding in self.findings.items())


def check_gradients(
    f: Callable[[Any], float],
    point: Tensors,
    gradients: Tensors,
    rng: np.random.Generator | None = None,
    *,
    convex: bool = False,
) -> GradientReport:
    """Whether `gradients` are the derivatives of the scalar function `f` at `point`.

    `point` is an array, or a dict or a list of arrays; `f` takes the same, and `gradients` has the same
    shapes. One tensor moves at a time, along fresh random directions: 12 evaluations for each, and 12
    more for each redraw where the function has a kink close by, up to 3 times.

    A gradient whose error has the norm rho |g| passes with a probability below (0.8e-7 / rho)**3, which
    is 5e-10 where it is off by one part in 10,000. `convex=True` is for losses with kinks that are
    convex in each tensor (hinge, L1): 6 directions, each good to the round-off of `f`.

    Raises ValueError where the gradients' names or shapes are not those of the point.
    """
    rng = np.random.default_rng() if rng is None else rng
    tensors, claimed = _by_name(point), _by_name(gradients)
    _require_same_shapes(tensors, claimed)
    kind: type[Probe] = Sandwich if convex else Smooth
    function = _Function(f, point, tensors)
    findings = {name: function.check(name, claimed[name], kind, rng) for name in tensors}
    return GradientReport(findings, function.evaluations)


class _Function:
    """The function, seen from its point: one tensor moves while the others stay."""

    def __init__(self, f: Callable[[Any], float], point: Tensors, tensors: Mapping[str, Array]) -> None:
        self._f = f
        self._point = point
        self._tensors = tensors
        self.evaluations = 0
        self._here = self._at({})

    def check(self, name: str, gradient: Array, kind: type[Probe], rng: np.random.Generator) -> Finding:
        """The finding of the first probe that is conclusive, or of the last one drawn."""
        for _ in range(DRAWS):
            probe = kind.draw(self._tensors[name], rng)
            losses = [self._at({name: moved}) for moved in probe.moved]
            finding = probe.judge(gradient, losses, self._here)
            if finding.verdict is not SlopeVerdict.INCONCLUSIVE:
                break
        return finding

    def _at(self, moved: Mapping[str, Array]) -> float:
        """Each call gets copies of its own."""
        self.evaluations += 1
        now = {name: moved.get(name, tensor).copy() for name, tensor in self._tensors.items()}
        return float(self._f(_like(self._point, now)))


def _by_name(tensors: Tensors) -> dict[str, Array]:
    if isinstance(tensors, Mapping):
        return {str(name): np.array(tensor, dtype=float) for name, tensor in tensors.items()}
    if isinstance(tensors, list | tuple):
        return {f"[{number}]": np.array(tensor, dtype=float) for number, tensor in enumerate(tensors)}
    return {"x": np.array(tensors, dtype=float)}


def _like(point: Tensors, tensors: Mapping[str, Array]) -> Any:
    """The tensors in the shape that `point` has."""
    if isinstance(point, Mapping):
        return dict(zip(point, tensors.values(), strict=True))
    return list(tensors.values()) if isinstance(point, list | tuple) else tensors["x"]


def _require_same_shapes(tensors: Mapping[str, Array], gradients: Mapping[str, Array]) -> None:
    wanted = {name: tensor.shape for name, tensor in tensors.items()}
    found = {name: gradient.shape for name, gradient in gradients.items()}
    if wanted != found or not wanted:
        raise ValueError(f"the gradients must have the names and shapes of the point: {wanted}, not {found}")


DRAWS = 4
