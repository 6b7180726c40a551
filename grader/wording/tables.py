"""Small arrays side by side, for visible tests."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Observation
from grader.wording.parts import short, told_apart


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of the student's array; `expected` is empty where it is right."""

    yours: str
    expected: str = ""


Row = tuple[Cell, ...]


def table(observation: Observation) -> tuple[Row, ...]:
    """The rows of a small array that came out wrong, a vector being one row; none where it was not kept."""
    kept = [_rows(observation.details.get(key)) for key in _KEYS]
    if len({tuple(map(len, rows)) for rows in kept}) > 1:
        return ()
    return tuple(tuple(map(_cell, *entries)) for entries in zip(*kept, strict=True))


def _rows(value: object) -> list[list[object]]:
    """A matrix as it is, a vector as a matrix of one row; no rows for anything else."""
    if not isinstance(value, list) or not value:
        return []
    rows = value if isinstance(value[0], list) else [value]
    return rows if all(isinstance(row, list) for row in rows) else []


def _cell(yours: object, expected: object, wrong: object) -> Cell:
    return Cell(*told_apart(yours, expected)) if wrong else Cell(short(yours))


_KEYS = ("yours_values", "expected_values", "wrong_values")
