"""Functions to compare, and a class of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from grader.course import find_course, load_assignment
from grader.model import Assignment, Course
from grader.similarity import Comparison, compare
from grader.similarity.answers import Answers, read_functions
from grader.similarity.ranking import Pair, rank
from grader.similarity.rarity import count

# Four ways to write one function.
WAYS = (
    """
    def loss(W, X, y):
        total, grad = 0.0, np.zeros(W.shape)
        for i in range(len(X)):
            scores = X[i] @ W
            margins = np.maximum(0, scores - scores[y[i]] + 1)
            total += margins.sum() - 1
            grad[:, y[i]] -= (margins > 0).sum() * X[i]
        return total / len(X), grad / len(X)
    """,
    """
    def loss(W, X, y):
        S = np.dot(X, W)
        right = S[np.arange(S.shape[0]), y].reshape(-1, 1)
        M = np.clip(1 + S - right, 0, None)
        M[range(len(y)), y] = 0
        mask = np.where(M > 0, 1.0, 0.0)
        mask[range(len(y)), y] = -np.sum(mask, axis=1)
        return np.mean(np.sum(M, axis=1)), np.dot(X.T, mask) / S.shape[0]
    """,
    """
    def loss(W, X, y):
        pairs = [(one(W, x, label)) for x, label in zip(X, y)]
        losses, gradients = zip(*pairs)
        return sum(losses) / len(losses), sum(gradients) / len(gradients)

    def one(W, x, label):
        parts = {}
        for k, w in enumerate(W.T):
            if k != label:
                parts[k] = max(0, x.dot(w) - x.dot(W.T[label]) + 1)
        return sum(parts.values()), np.outer(x, [int(parts.get(k, 0) > 0) for k in range(W.shape[1])])
    """,
    """
    def loss(W, X, y):
        s = X.dot(W)
        onehot = np.eye(W.shape[1])[y]
        gap = s - (s * onehot).sum(1)[:, None] + (1 - onehot)
        active = (gap > 0) & (onehot == 0)
        d = active - onehot * active.sum(1)[:, None]
        return np.sum(gap[active]) / y.size, np.einsum("nd,nc->dc", X, d) / y.size
    """,
)
# The first way, by somebody who gave everything another name and another place.
DISGUISED = '''
    def loss(W, X, y):
        """The hinge loss."""
        # my own work
        gradient, acc = np.zeros(W.shape), 0.0
        for row in range(len(X)):
            f = X[row] @ W   # scores
            m = np.maximum(
                0, f - f[y[row]] + 1,
            )
            gradient[:, y[row]] -= (m > 0).sum() * X[row]
            acc += m.sum() - 1
        return acc / len(X), gradient / len(X)
    '''

Write = Callable[..., Answers]
Rank = Callable[..., list[Pair]]


@pytest.fixture
def ways() -> Sequence[str]:
    return WAYS


@pytest.fixture
def disguised() -> str:
    return DISGUISED


@pytest.fixture
def write() -> Write:
    """The answers of a student, from the texts of files."""

    def write(student: str, *texts: str, earlier: str = "") -> Answers:
        files = {
            f"part{number}.py": f"import numpy as np\n{dedent(text)}" for number, text in enumerate(texts)
        }
        functions, reasons = read_functions(files, frozenset())
        assert not reasons
        return Answers(student, earlier, functions)

    return write


@pytest.fixture
def ranked() -> Rank:
    def ranked(*everybody: Answers, reference: Answers | None = None, top: int = 20) -> list[Pair]:
        rarity = count([one.functions for one in everybody], reference.functions if reference else ())
        return rank(everybody, rarity, top)

    return ranked


@dataclass
class Classroom:
    """A course with one assignment, and what its students handed in."""

    course: Course
    assignment: Assignment
    folder: Path

    def hand_in(self, student: str, *parts: str, folder: str = "now") -> Path:
        """As the file `sums.py`."""
        text = "import numpy as np\n" + "".join(map(dedent, parts))
        write_file(self.folder / folder / student / "sums.py", text)
        return self.folder / folder

    def hand_in_notebook(self, student: str, *cells: str) -> None:
        made: list[dict[str, Any]] = [
            {
                "cell_type": "code",
                "metadata": {},
                "source": dedent(cell),
                "outputs": [],
                "execution_count": None,
            }
            for cell in ("import numpy as np", *cells)
        ]
        content = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        write_file(self.folder / "now" / student / "sums.ipynb", json.dumps(content))

    def compare(self, *earlier: str, top: int = 20) -> Comparison:
        folders = [self.folder / name for name in earlier]
        return compare(self.course, self.assignment, [self.folder / "now"], folders, top)


def write_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def classroom(course: Path, tmp_path: Path) -> Classroom:
    found = find_course(course)
    return Classroom(found, load_assignment(found, "tiny"), tmp_path / "submissions")
