"""The kill matrix: what each test makes of each misconception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.diagnosis.catalogue import Misconception
from grader.model import TestSpec
from grader.validation.evidence import Evidence
from grader.validation.verdicts import Kill, heaviest, kill, trials_of


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A misconception; `number` is its place in the catalogue. A survivor is not caught, or not named."""

    number: int
    id: str
    title: str
    survives: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A test, with a cell for each column. A survivor is a test that kills nothing."""

    test: str
    title: str
    task: str
    cells: tuple[Kill, ...]
    survives: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Survivors first; rows stay with their tasks, in the assignment's order."""

    columns: tuple[MatrixColumn, ...] = ()
    rows: tuple[MatrixRow, ...] = ()


def matrix(evidence: Evidence, blamed: frozenset[str]) -> Matrix:
    """`blamed` holds the names of variants and tests that something speaks against."""
    columns = [
        MatrixColumn(number, known.id, known.title, _survives(known, evidence, blamed))
        for number, known in enumerate(evidence.catalogue.misconceptions, start=1)
    ]
    columns.sort(key=lambda column: not column.survives)
    ordered = [evidence.catalogue.by_id(column.id) for column in columns]
    rows = [_row(test, ordered, evidence, test.id in blamed) for test in evidence.tests]
    tasks = [task.name for task in evidence.assignment.tasks]
    rows.sort(key=lambda row: (tasks.index(row.task), not row.survives))
    return Matrix(tuple(columns), tuple(rows))


def _survives(misconception: Misconception, evidence: Evidence, blamed: frozenset[str]) -> bool:
    return any(trial.name in blamed for trial in trials_of(misconception, evidence))


def _row(
    test: TestSpec, misconceptions: Sequence[Misconception], evidence: Evidence, survives: bool
) -> MatrixRow:
    cells = tuple(_cell(test.id, one, evidence) for one in misconceptions)
    return MatrixRow(test.id, test.title, test.task, cells, survives)


def _cell(test: str, misconception: Misconception, evidence: Evidence) -> Kill:
    """What weighs most among the variants."""
    return heaviest(
        kill(result, trial, misconception)
        for trial in trials_of(misconception, evidence)
        for result in trial.results
        if result.id == test
    )
