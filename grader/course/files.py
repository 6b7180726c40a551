"""What pyproject.toml and assignment.toml may say, and every mistake in what they do say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from keyword import iskeyword
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from grader.course.locate import KeyPath
from grader.course.reader import Mistake
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


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ModuleFile = Annotated[str, AfterValidator(_module_file)]
Package = Annotated[str, AfterValidator(_package)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
PositiveWhole = Annotated[int, Field(gt=0)]


class Table(BaseModel):
    """A TOML table: no key beyond the known ones, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


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


class AssignmentFile(Table):
    """assignment.toml."""

    format: PositiveWhole
    title: Words
    files: list[ModuleFile]
    tasks: list[TaskTable] = []
    due: AwareDatetime | None = None
    packages: list[Package] = []
    shims: list[Literal["past.builtins"]] = []
    limits: LimitsTable = LimitsTable()


def course_mistakes(table: object) -> Iterator[Mistake]:
    """Every mistake in [tool.grader]."""
    yield from _shape_mistakes(CourseTable, table)


def assignment_mistakes(data: dict[str, Any]) -> Iterator[Mistake]:
    """Every mistake in assignment.toml; of a newer format only that it is newer."""
    if type(written := data.get("format")) is int and written > FORMAT:
        yield ("format",), f"format {written} needs a newer grader (this one knows {FORMAT}); upgrade grader"
        return
    yield from _shape_mistakes(AssignmentFile, data)
    for rule in RULES:
        yield from rule(data)


def _shape_mistakes(kind: type[Table], data: object) -> Iterator[Mistake]:
    try:
        kind.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield details["loc"], _sentence(kind, details)


def _no_files(data: dict[str, Any]) -> Iterator[Mistake]:
    if data.get("files") == []:
        yield ("files",), "`files` is empty; list the files that students hand in"


def _duplicate_files(data: dict[str, Any]) -> Iterator[Mistake]:
    for index in _repeated(_list(data, "files")):
        yield ("files", index), f"`{data['files'][index]}` is listed twice in `files`"


def _no_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    if data.get("tasks", []) == []:
        yield ("tasks",), "there are no tasks; add a [[tasks]] table for each function or class to write"


def _duplicate_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    names = [_key(task, "name") for task in _list(data, "tasks")]
    for index in _repeated(names):
        yield ("tasks", index, "name"), f"two tasks are named `{names[index]}`"


def _homeless_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    files = [file for file in _list(data, "files") if isinstance(file, str)]
    for index, task in enumerate(_list(data, "tasks")):
        file = _key(task, "file")
        if isinstance(file, str) and file not in files:
            yield ("tasks", index, "file"), f"`{file}` is not in `files`{_did_you_mean(file, files)}"


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


def _repeated(values: list[Any]) -> Iterator[int]:
    """The positions of texts that stood before."""
    for index, value in enumerate(values):
        if isinstance(value, str) and value in values[:index]:
            yield index


def _sentence(kind: type[Table], details: ErrorDetails) -> str:
    """Pydantic's finding in the words of someone who writes TOML."""
    key = _name(details["loc"])
    sentence = SENTENCES.get(details["type"], "`{key}`: " + details["msg"])
    words = {"key": key, "given": _given(details["input"]), **details.get("ctx", {})}
    guess = _did_you_mean(key, _known_keys(kind, details["loc"])) if details["type"] == UNKNOWN_KEY else ""
    return sentence.format_map(words) + guess


def _name(path: KeyPath) -> str:
    """The innermost key: an element goes by the name of its list."""
    return next((key for key in reversed(path) if isinstance(key, str)), "tool.grader")


def _known_keys(kind: type[Table], path: KeyPath) -> list[str]:
    inner: dict[str | int, type[Table]] = {"tasks": TaskTable, "limits": LimitsTable}
    return list((inner[path[0]] if len(path) > 1 else kind).model_fields)


def _did_you_mean(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def _given(value: object) -> str:
    match value:
        case str():
            return f"the text {value!r}"
        case list():
            return "a list"
        case dict():
            return "a table"
    return str(value).lower() if isinstance(value, bool) else str(value)


UNKNOWN_KEY = "extra_forbidden"
TIME = "`{key}` must be a date and time with an offset, such as 2026-12-01T23:59:00Z, not {given}"
TABLE = "`{key}` must be a table, not {given}"
SENTENCES = {
    UNKNOWN_KEY: "unknown key `{key}`",
    "missing": "the key `{key}` is missing",
    "file_name": "`{name}` is not a plain file name such as `softmax.py`",
    "package": "`{name}` is not a package's name such as `a.b`",
    "literal_error": "{given} in `{key}` is not known; known is {expected}",
    "string_too_short": "`{key}` is empty",
    "greater_than": "`{key}` must be greater than {gt:g}, not {given}",
    "finite_number": "`{key}` must be a finite number, not {given}",
    "float_type": "`{key}` must be a number, not {given}",
    "int_type": "`{key}` must be a whole number, not {given}",
    "string_type": "`{key}` must be a text in quotes, not {given}",
    "list_type": "`{key}` must be a list in [brackets], not {given}",
    "datetime_type": TIME,
    "timezone_aware": TIME,
    "model_type": TABLE,
}
