"""What pyproject.toml and assignment.toml may say, and every mistake in what they do say."""

from __future__ import annotations

from collections.abc import Iterator
from keyword import iskeyword
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
)
from pydantic_core import PydanticCustomError

from grader.course.reader import Mistake
from grader.course.rules import RULES
from grader.course.tables import Table, Words, shape_mistakes
from grader.model import Limits

FORMAT = 1
DEFAULTS = Limits()
A_YEAR = 366 * 24 * 60


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
Percent = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


class CourseTable(Table):
    """[tool.grader] in pyproject.toml."""

    name: Words
    gradebook: Words = "sqlite:///gradebook.db"
    late_days: Whole = 0


class LimitsTable(Table):
    """[limits] in assignment.toml."""

    seconds_per_test: Positive = DEFAULTS.seconds_per_test
    seconds_total: Positive = DEFAULTS.seconds_total
    memory_mb: PositiveWhole = DEFAULTS.memory_mb
    output_kb: PositiveWhole = DEFAULTS.output_kb


class LateTable(Table):
    """[late] in assignment.toml."""

    grace_minutes: Minutes = 0
    percent_per_day: Percent | None = None
    percent_at_most: Percent = 100
    cutoff_days: Whole | None = None


class TaskTable(Table):
    """One of the [[tasks]] in assignment.toml."""

    name: Words
    file: str
    title: Words
    points: Positive
    hints: list[Words] = Field(default_factory=list)
    cap: Positive | None = None
    extra: bool = False


class AssignmentFile(Table):
    """assignment.toml."""

    format: PositiveWhole
    title: Words
    files: list[ModuleFile]
    tasks: list[TaskTable] = Field(default_factory=list)
    due: AwareDatetime | None = None
    packages: list[Package] = Field(default_factory=list)
    shims: list[Literal["past.builtins"]] = Field(default_factory=list)
    limits: LimitsTable = LimitsTable()
    late: LateTable = LateTable()
    attempts: Literal["last", "best"] = "last"


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
