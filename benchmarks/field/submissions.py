"""A class of right and wrong solutions, ten kinds, each copy with a comment of its own."""

from __future__ import annotations

import re
from pathlib import Path

REFERENCE = Path(__file__).with_name("exercise.py").read_text("utf-8")
SOLUTION = re.compile(r"    # BEGIN SOLUTION\n.*?    # END SOLUTION\n", re.DOTALL)
STUB = SOLUTION.sub("    raise NotImplementedError\n", REFERENCE)
MISTAKES = {
    "softmax overflows": ("scores = scores - scores.max(axis=1, keepdims=True)", "scores = scores + 0"),
    "softmax gradient is not averaged": (
        "dscores[np.arange(N), y] -= 1\n    dW = X.T @ dscores / N",
        "dscores[np.arange(N), y] -= 1\n    dW = X.T @ dscores",
    ),
    "the true class is counted": ("    margins[np.arange(N), y] = 0\n", ""),
    "half of the penalty": ("margins.sum() / N + reg", "margins.sum() / N + 0.5 * reg"),
    "the input is not flattened": ("(dout @ w.T).reshape(x.shape)", "dout @ w.T"),
    "the bias is forgotten": ("x.reshape(len(x), -1) @ w + b", "x.reshape(len(x), -1) @ w"),
    "the bias is not counted": ("channels * size * size + 1", "channels * size * size"),
    "softmax raises": ("    N = len(y)\n    scores = X @ W\n    scores", "    scores = X @ W.T\n    scores"),
}


def _mistaken(old: str, new: str) -> str:
    if REFERENCE.count(old) != 1:
        raise ValueError(f"`{old}` stands not once in exercise.py")
    return REFERENCE.replace(old, new)


KINDS = (REFERENCE, STUB, *(_mistaken(old, new) for old, new in MISTAKES.values()))


def written(folder: Path, copies: int) -> list[Path]:
    """A folder `student-NNNN` with an `exercise.py` for each."""
    students = []
    for number in range(copies):
        student = folder / f"student-{number:04}"
        student.mkdir(parents=True)
        (student / "exercise.py").write_text(f"{KINDS[number % len(KINDS)]}\n# copy {number}\n", "utf-8")
        students.append(student)
    return students
