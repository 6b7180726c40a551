"""What the gradient checks let pass and what they refuse, on 1,000 random problems.

    python benchmarks/gradients.py [--problems 1000]

Every problem is checked with its right gradient, then with one that is wrong in each of four ways.
"""

from __future__ import annotations

import argparse
import runpy
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from grader.gradcheck import (
    Finding,
    Probe,
    Sandwich,
    SlopeVerdict,
    Subgradient,
    certified_probe,
    check_adjoint,
)

SOLUTIONS = Path(__file__).parent.parent / "solutions" / "losses"
SVM = runpy.run_path(str(SOLUTIONS / "linear_svm.py"))
SOFTMAX = runpy.run_path(str(SOLUTIONS / "softmax.py"))
CLASSIFIERS = {
    "SVM": SVM["svm_loss_vectorized"],
    "SVM, with loops": SVM["svm_loss_naive"],
    "squared hinge": SVM["squared_hinge_loss"],
    "softmax": SOFTMAX["softmax_loss_vectorized"],
}
BATCHES = (2, 5, 20, 100, 500)
REG = 5e-6
DRAWS = 4
COLUMNS = {"checks": 8, "failed": 8, "redrawn": 9} | dict.fromkeys(
    ("1 entry x 1.01", "all x 1.0001", "2 swapped", "2 of reg gone"), 15
)

Array = np.ndarray
Rng = np.random.Generator


@dataclass(frozen=True)
class Tensor:
    """One gradient to check, and what of it comes from the penalty."""

    point: Array
    loss: Callable[[Array], float]
    draw: Callable[[Rng], Probe]
    gradient: Array
    penalty: Array


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--problems", type=int, default=1000, help="how many random problems (1000)")
    problems = parser.parse_args().problems
    began = time.perf_counter()
    print(f"{'':46}{'wrong gradients that passed':^60}{'error / tolerance':>18}")
    heads = "".join(f"{name:>{width}}" for name, width in COLUMNS.items())
    print(f"{'':20}{heads}{'right':>9}{'wrong':>9}")
    share = problems // 6
    for name, loss in CLASSIFIERS.items():
        tell(name, (tensor for seed in range(share) for tensor in classifier(loss, seed)))
    tell("two-layer ReLU net", (tensor for seed in range(share) for tensor in network(seed)))
    tell_adjoint(problems - 5 * share)
    tell_ties()
    print(f"{time.perf_counter() - began:.0f} s")


# Right and wrong gradients


def tell(name: str, tensors: Iterator[Tensor]) -> None:
    """One line: how often the right gradient failed, and how often each wrong one passed."""
    tally = Tally()
    for number, tensor in enumerate(tensors):
        rng = np.random.default_rng([number, 1])
        tally.right(*judge(tensor, tensor.gradient, rng))
        for mutant, spoil in mutants(tensor).items():
            tally.wrong(mutant, judge(tensor, spoil(tensor.gradient, rng), rng)[0])
    tally.tell(name)


class Tally:
    """Counts, and the closest calls: error over tolerance of the worst right and the best wrong gradient."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.highest, self.lowest = 0.0, np.inf

    def right(self, finding: Finding, redrawn: int) -> None:
        self.counts["checks"] += 1
        self.counts["redrawn"] += redrawn
        self.counts["failed"] += finding.verdict is not SlopeVerdict.RIGHT
        self.highest = max(self.highest, finding.relative_error / finding.tolerance)

    def wrong(self, mutant: str, finding: Finding) -> None:
        self.counts[mutant] += finding.verdict is SlopeVerdict.RIGHT
        self.lowest = min(self.lowest, finding.relative_error / finding.tolerance)

    def tell(self, name: str) -> None:
        counts = "".join(f"{self.counts[key]:>{width}}" for key, width in COLUMNS.items())
        print(f"{name:20}{counts}{self.highest:>9.2f}{self.lowest:>9.1f}")


def judge(tensor: Tensor, gradient: Array, rng: Rng) -> tuple[Finding, int]:
    """The first conclusive finding, and how many were not."""
    here = tensor.loss(tensor.point)
    drawn = 0
    while True:
        probe = tensor.draw(rng)
        drawn += 1
        assert len(probe.moved) <= 12
        finding = probe.judge(gradient, [tensor.loss(x) for x in probe.moved], here)
        if finding.verdict is not SlopeVerdict.INCONCLUSIVE or drawn == DRAWS:
            return finding, drawn - 1


def one_entry(gradient: Array, rng: Rng) -> Array:
    """An entry of at least median size, 1 % too large."""
    sizes = np.abs(gradient).ravel()
    wrong = gradient.copy()
    wrong.flat[rng.choice(np.flatnonzero(sizes >= np.median(sizes[sizes > 0])))] *= 1.01
    return wrong


def scaled(gradient: Array, _: Rng) -> Array:
    return gradient * (1 + 1e-4)


def swapped(gradient: Array, rng: Rng) -> Array:
    """Two entries in each other's place: the largest, and one that is not like it."""
    wrong = gradient.copy().ravel()
    first = int(np.argmax(np.abs(wrong)))
    second = rng.choice(np.flatnonzero(np.abs(wrong - wrong[first]) > 0.01 * np.abs(wrong[first])))
    wrong[[first, second]] = wrong[[second, first]]
    return wrong.reshape(gradient.shape)


Mutant = Callable[[Array, Rng], Array]
MUTANTS: dict[str, Mutant] = {"1 entry x 1.01": one_entry, "all x 1.0001": scaled, "2 swapped": swapped}
PENALTY = "2 of reg gone"


def mutants(tensor: Tensor) -> dict[str, Mutant]:
    return MUTANTS | {PENALTY: lambda gradient, _: gradient - tensor.penalty / 2}


# Problems


def classifier(loss: Callable[..., Any], seed: int) -> Iterator[Tensor]:
    """W of a linear classifier with scores of order one, and 2 to 500 images."""
    rng = np.random.default_rng(seed)
    N, D, C = BATCHES[seed % len(BATCHES)], int(rng.integers(3, 60)), int(rng.integers(3, 12))
    W, X, y = rng.standard_normal((D, C)), rng.standard_normal((N, D)) / np.sqrt(D), rng.integers(C, size=N)
    yield Tensor(
        W,
        lambda W: loss(W, X, y, REG)[0],
        partial(Sandwich.draw, W),
        loss(W, X, y, REG)[1],
        2 * REG * W,
    )


def network(seed: int) -> Iterator[Tensor]:
    """The four tensors of affine - ReLU - affine - softmax, with penalties on all of them."""
    rng = np.random.default_rng(seed)
    N, D, H, C = (int(size) for size in rng.integers((2, 3, 4, 3), (30, 20, 30, 10)))
    X, y = rng.standard_normal((N, D)), rng.integers(C, size=N)
    shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
    params = {name: rng.standard_normal(shape) / np.sqrt(shape[0]) for name, shape in shapes.items()}
    gradients = network_gradients(params, X, y)
    for name, value in params.items():
        yield Tensor(
            value,
            lambda x, name=name: network_loss({**params, name: x}, X, y),
            partial(certified_probe, value, lambda x, name=name: hidden({**params, name: x}, X) > 0),
            gradients[name],
            2 * REG * value,
        )


def hidden(params: dict[str, Array], X: Array) -> Array:
    return X @ params["W1"] + params["b1"]


def network_loss(params: dict[str, Array], X: Array, y: Array) -> float:
    scores = np.maximum(0, hidden(params, X)) @ params["W2"] + params["b2"]
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return float(-log_p[np.arange(len(y)), y].mean() + REG * sum((p**2).sum() for p in params.values()))


def network_gradients(params: dict[str, Array], X: Array, y: Array) -> dict[str, Array]:
    before = hidden(params, X)
    after = np.maximum(0, before)
    dscores = np.exp(after @ params["W2"] + params["b2"])
    dscores /= dscores.sum(axis=1, keepdims=True)
    dscores[np.arange(len(y)), y] -= 1
    dscores /= len(y)
    dbefore = (dscores @ params["W2"].T) * (before > 0)
    data = {
        "W1": X.T @ dbefore,
        "b1": dbefore.sum(axis=0),
        "W2": after.T @ dscores,
        "b2": dscores.sum(axis=0),
    }
    return {name: data[name] + 2 * REG * params[name] for name in params}


# Linear layers


def tell_adjoint(problems: int) -> None:
    """Affine layers and convolutions of one dimension: in place of a difference, the adjoint."""
    tally = Tally()
    for seed in range(problems):
        forward, backward, shape = (affine, convolution)[seed % 2](np.random.default_rng(seed))
        rng = np.random.default_rng([seed, 1])
        tally.right(check_adjoint(forward, backward, shape, rng), 0)
        for name, spoil in MUTANTS.items():
            tally.wrong(name, check_adjoint(forward, spoilt(backward, spoil, rng), shape, rng))
    tally.tell("affine, convolution")


def spoilt(backward: Callable[[Array], Array], spoil: Mutant, rng: Rng) -> Callable[[Array], Array]:
    return lambda d: spoil(backward(d), rng)


def affine(rng: Rng) -> tuple[Any, Any, Any]:
    N, D, M = (int(size) for size in rng.integers(2, 20, size=3))
    w, b = rng.standard_normal((D, M)), rng.standard_normal(M)
    return lambda x: x @ w + b, lambda d: d @ w.T, (N, D)


def convolution(rng: Rng) -> tuple[Any, Any, Any]:
    width, pad, stride = int(rng.integers(2, 5)), int(rng.integers(3)), int(rng.integers(1, 4))
    size = width + stride * int(rng.integers(2, 8)) - 2 * pad
    size += 2 * pad if size < 2 else 0
    kernel = rng.standard_normal(width)
    starts = range(0, size + 2 * pad - width + 1, stride)

    def forward(x: Array) -> Array:
        padded = np.pad(x, pad)
        return np.array([padded[start : start + width] @ kernel for start in starts])

    def backward(d: Array) -> Array:
        padded = np.zeros(size + 2 * pad)
        for start, value in zip(starts, d, strict=True):
            padded[start : start + width] += value * kernel
        return padded[pad : pad + size]

    return forward, backward, (size,)


# Points that lie on kinks


def tell_ties() -> None:
    """Every legal convention must pass, and what none allows must not."""
    print(f"\n{'on kinks':44}{'checks':>8}{'passed':>8}")
    margins = {">": lambda m: m > 0, ">=": lambda m: m >= 0, "!= 0": lambda m: m != 0}
    for name, active in margins.items():
        tell_passes(f"SVM, margins exactly 0, {name}", partial(on_the_hinge, active))
    for slope in (0.0, 1.0, 0.5, 1.5, -0.5):
        tell_passes(f"ReLU at 0, gradient {slope:g}", partial(relu_at_zero, slope))
    splits = {
        "first": [1, 0, 0, 0],
        "last": [0, 0, 0, 1],
        "even": [0.25] * 4,
        "1 to each": [1] * 4,
        "none": [0] * 4,
    }
    for name, split in splits.items():
        tell_passes(f"max pool, four equal, {name}", partial(pool_tie, np.array(split, dtype=float)))


def tell_passes(name: str, check: Callable[[Rng], Finding], checks: int = 200) -> None:
    passed = sum(check(np.random.default_rng(seed)).verdict is SlopeVerdict.RIGHT for seed in range(checks))
    print(f"{name:44}{checks:>8}{passed:>8}")


def on_the_hinge(active: Callable[[Array], Array], rng: Rng) -> Finding:
    """Whole numbers make whole margins, many of them exactly 0; half of the images are on no kink."""
    W, X = rng.integers(-1, 2, size=(5, 4)).astype(float), rng.integers(-1, 2, size=(12, 5)).astype(float)
    X[::2] = rng.standard_normal((6, 5))
    y, rows = rng.integers(4, size=12), np.arange(12)

    def margins(W: Array) -> Array:
        scores = X @ W
        found = scores - scores[rows, y][:, np.newaxis] + 1
        found[rows, y] = 0
        return found

    counts = active(margins(W)).astype(float)
    counts[rows, y] = 0
    counts[rows, y] = -counts.sum(axis=1)
    loss = lambda W: np.maximum(0, margins(W)).sum() / 12  # noqa: E731
    return ask(Subgradient.draw(W, rng), X.T @ counts / 12, loss, W)


def relu_at_zero(slope: float, rng: Rng) -> Finding:
    """One entry in three is 0. Upstream gradients are positive: the sum is convex, and the sandwich exact."""
    x, upstream = rng.standard_normal(6) * ([1, 1, 0] * 2), rng.uniform(0.5, 1.5, size=6)
    gradient = upstream * np.where(x == 0, slope, x > 0)
    return ask(Subgradient.draw(x, rng), gradient, lambda x: (upstream * np.maximum(0, x)).sum(), x)


def pool_tie(split: Array, rng: Rng) -> Finding:
    """One window of four equal entries: each may get 0 to 1 (the axes), and all together 1 (the ones)."""
    x = np.full(4, rng.standard_normal())
    return ask(Subgradient(x, np.vstack([np.eye(4), np.ones(4)])), split, np.max, x)


def ask(probe: Probe, gradient: Array, loss: Callable[[Array], float], point: Array) -> Finding:
    return probe.judge(gradient, [loss(x) for x in probe.moved], loss(point))


if __name__ == "__main__":
    main()
