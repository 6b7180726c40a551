"""What a notebook of another grader says, whichever it is: parts for students and authors, and tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MOST_POINTS = 1_000_000


class Role(Enum):
    """What becomes of a cell."""

    TEXT = "text"  # prose, goes out as it is
    GIVEN = "given"  # code that goes out as it is
    ANSWER = "answer"  # code with solution regions, in our marks
    MANUAL = "manual"  # the same, graded by a person: in the notebook alone
    AUTHOR = "author"  # not for students
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Part:
    """A cell, counted from 1, and the question that it belongs to, where the format knows questions."""

    cell: int
    role: Role
    kind: str
    source: str
    question: str = ""


class Form(Enum):
    """How a test says that something is wrong."""

    CELL = "cell"  # it raises
    DOCTEST = "doctest"  # it raises, or prints something else than it did for the author
    FUNCTION = "function"  # it is a function that raises


@dataclass(frozen=True, slots=True)
class Case:
    """A test as the notebook has it. `printed` is None where it showed more than text."""

    cell: int
    name: str
    source: str
    points: float
    visible: bool
    title: str = ""
    form: Form = Form.CELL
    printed: str | None = ""
    question: str = ""


def as_points(value: object) -> float | None:
    """A number of points that can be added up; None where `value` is none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_POINTS:
        return float(value)
    return None


@dataclass(frozen=True, slots=True)
class Note:
    """What is left to a person: where, what and why, and what to do."""

    cell: int
    what: str
    advice: str

    def __str__(self) -> str:
        return f"cell {self.cell}: {self.what}; {self.advice}"


@dataclass(frozen=True, slots=True)
class Exercise:
    """A notebook taken apart."""

    title: str
    parts: tuple[Part, ...]
    cases: tuple[Case, ...]
    notes: tuple[Note, ...]
