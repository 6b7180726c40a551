"""What pyproject.toml and assignment.toml may say, and every mistake in what they do say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from keyword import iskeyword
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
)
from pydantic_core import PydanticCustomError

from grader.course.reader import Mistake
from grader.course.tables import Table, Words, did_you_mean, repeated, shape_mistakes
from grader.model import Limits

FORMAT = 1
DEFAULTS = Limits()


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


class CourseTable(Table):
    """[tool.grader] in pyproject.toml."""

    name: Words
    gradebook: Words = "sqlite:///gradebook.db"


class LimitsTable(Table):
    """[limits] in assignment.toml."""

    seconds_per_test: Positive = DEFAULTS.seconds_per_test
    seconds_total: Positive = DEFAULTS.seconds_total
    memory_mb: PositiveWhole = DEFAULTS.memory_mb
    output_kb: PositiveWhole = DEFAULTS.output_kb


class TaskTable(Table):
    """One of the [[tasks]] in assignment.toml."""

    name: Words
    file: str
    title: Words
    points: Positive
    hints: list[Words] = Field(default_factory=list)


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


def _no_files(data: dict[str, Any]) -> Iterator[Mistake]:
    if data.get("files") == []:
        yield ("files",), "`files` is empty; list the files that students hand in"


def _duplicate_files(data: dict[str, Any]) -> Iterator[Mistake]:
    for index in repeated(_list(data, "files")):
        yield ("files", index), f"`{data['files'][index]}` is listed twice in `files`"


def _no_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    if data.get("tasks", []) == []:
        yield ("tasks",), "there are no tasks; add a [[tasks]] table for each function or class to write"


def _duplicate_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    names = [_key(task, "name") for task in _list(data, "tasks")]
    for index in repeated(names):
        yield ("tasks", index, "name"), f"two tasks are named `{names[index]}`"


def _homeless_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    files = [file for file in _list(data, "files") if isinstance(file, str)]
    for index, task in enumerate(_list(data, "tasks")):
        file = _key(task, "file")
        if isinstance(file, str) and file not in files:
            yield ("tasks", index, "file"), f"`{file}` is not in `files`{did_you_mean(file, files)}"


RULES: tuple[Callable[[dict[str, Any]], Iterator[Mistake]], ...] = (
    _no_files,
    _duplicate_files,
    _no_tasks,
    _duplicate_tasks,
    _homeless_tasks,
)


def _list(data: dict[str, Any], key: str) -> list[Any]:
    return value if isinstance(value := data.get(key), list) else []


def _key(table: object, key: str) -> object:
    return table.get(key) if isinstance(table, dict) else None
