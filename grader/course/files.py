"""What pyproject.toml and assignment.toml may say, and every mistake in what they do say.

The documentation's reference takes the meaning of each key from the comments that begin with a colon.
"""

from __future__ import annotations

from collections.abc import Iterator
from keyword import iskeyword
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from grader.course.reader import Mistake
from grader.course.rules import RULES
from grader.course.tables import Table, Words, shape_mistakes
from grader.model import Attempts, Limits

FORMAT = 1
DEFAULTS = Limits()
A_YEAR = 366 * 24 * 60
BUDGET = {"late_days": "[tool.grader] in pyproject.toml: the budget is for all assignments together"}


def _module_file(name: str) -> str:
    stem = name.removesuffix(".py")
    if stem == name or not stem.isidentifier() or iskeyword(stem):
        raise PydanticCustomError("file_name", "not a file name", {"name": name})
    return name


def _package(name: str) -> str:
    if not all(part.isidentifier() and not iskeyword(part) for part in name.split(".")):
        raise PydanticCustomError("package", "not a package", {"name": name})
    return name


ModuleFile = Annotated[str, AfterValidator(_module_file)]
Package = Annotated[str, AfterValidator(_package)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
PositiveWhole = Annotated[int, Field(gt=0)]
Whole = Annotated[int, Field(ge=0)]
Minutes = Annotated[int, Field(ge=0, le=A_YEAR)]
AttemptsWord = Annotated[
    Attempts,
    Field(strict=False),  # TOML has its word, a text
    WithJsonSchema({"enum": [one.value for one in Attempts]}),  # for the documentation's reference
]
Percent = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


class CourseTable(Table):
    """[tool.grader] in pyproject.toml."""

    name: Words  #: The course's name, on each page.
    gradebook: Words = "sqlite:///gradebook.db"  #: A SQLAlchemy URL; the file lies in the course's folder.
    late_days: Whole = 0  #: Days that each student may be late without a penalty, over all assignments.


class LimitsTable(Table):
    """[limits] in assignment.toml."""

    seconds_per_test: Positive = DEFAULTS.seconds_per_test  #: What one test may take.
    seconds_total: Positive = DEFAULTS.seconds_total  #: What all tests of a submission may take together.
    memory_mb: PositiveWhole = DEFAULTS.memory_mb  #: Memory of the submission's process.
    output_kb: PositiveWhole = DEFAULTS.output_kb  #: How much of what it prints is kept.


class LateTable(Table):
    """[late] in assignment.toml."""

    elsewhere = BUDGET

    grace_minutes: Minutes = 0  #: So long after the due time a submission is still in time.
    percent_per_day: Percent | None = None  #: What a day costs, of the points possible.
    percent_at_most: Percent = 100  #: All days together cost no more than this.
    cutoff_days: Whole | None = None  #: After so many days a submission counts nothing.


class TaskTable(Table):
    """One of the [[tasks]] in assignment.toml."""

    name: Words  #: The function or class to write; tests name it in their mark.
    file: str  #: One of `files`.
    title: Words  #: What students read.
    points: Positive  #: The sum of its tests, hidden and public.
    hints: list[Words] = Field(default_factory=list)  #: What `grader hint` tells, one after the other.
    cap: Positive | None = None  #: So many of the task's points count at most.
    extra: bool = False  #: Its points come on top of those possible.


class AssignmentFile(Table):
    """assignment.toml."""

    elsewhere = BUDGET

    format: PositiveWhole  #: 1: the version of this file's format.
    title: Words  #: What students read.
    files: list[ModuleFile]  #: What students hand in, such as "softmax.py".
    tasks: list[TaskTable] = Field(default_factory=list)  #: The tables `[[tasks]]`.
    due: AwareDatetime | None = None  #: When it is due, with an offset; without it nothing is late.
    packages: list[Package] = Field(default_factory=list)  #: Packages that have the files too, by import.
    shims: list[Literal["past.builtins"]] = Field(default_factory=list)  #: Modules that old code imports.
    limits: LimitsTable = LimitsTable()  #: The table `[limits]`.
    late: LateTable = LateTable()  #: The table `[late]`.
    attempts: AttemptsWord = Attempts.LAST  #: Which of a student's submissions counts.


def course_mistakes(table: object) -> Iterator[Mistake]:
    """Every mistake in [tool.grader]."""
    yield from shape_mistakes(CourseTable, table)


def assignment_mistakes(data: dict[str, Any]) -> Iterator[Mistake]:
    """Every mistake in assignment.toml; of a newer format only that it is newer."""
    if type(written := data.get("format")) is int and written > FORMAT:
        yield ("format",), f"format {written} needs a newer grader (this one knows {FORMAT}); upgrade grader"
        return
    yield from shape_mistakes(AssignmentFile, data)
    for rule in RULES:
        yield from rule(data)
