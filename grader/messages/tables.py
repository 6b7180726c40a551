"""Small arrays side by side, for visible tests."""

from __future__ import annotations

from dataclasses import dataclass

from grader.messages.parts import short, told_apart
from grader.observations import Differences, Entries, Mask, Observation, WrongGradient, WrongValues


@dataclass(frozen=True, slots=True)
class TableCell:
    """One entry of the student's array; `expected` is empty where it is right."""

    yours: str
    expected: str = ""


Row = tuple[TableCell, ...]


def table(observation: Observation) -> tuple[Row, ...]:
    """The rows of a small array that came out wrong, a vector being one row; none where it was not kept."""
    if not isinstance(observation, WrongValues | WrongGradient):
        return ()
    kept = [_rows(values) for values in _arrays(observation.differences)]
    if len({tuple(map(len, rows)) for rows in kept}) > 1:
        return ()
    return tuple(tuple(map(_cell, *entries)) for entries in zip(*kept, strict=True))


def _arrays(differences: Differences) -> tuple[Entries | Mask | None, ...]:
    return differences.yours_values, differences.expected_values, differences.wrong_values


def _rows(values: Entries | Mask | None) -> list[tuple[object, ...]]:
    """A matrix as it is, a vector as a matrix of one row; no rows for anything else."""
    if not values:
        return []
    rows: list[tuple[object, ...]] = [row for row in values if isinstance(row, tuple)]
    return rows if len(rows) == len(values) else [] if rows else [values]


def _cell(yours: object, expected: object, wrong: object) -> TableCell:
    return TableCell(*told_apart(yours, expected)) if wrong else TableCell(short(yours))
