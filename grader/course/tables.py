"""TOML tables by pydantic, with every mistake in the words of someone who writes TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from grader.course.locate import KeyPath
from grader.course.reader import Mistake
from grader.messages import did_you_mean

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Table(BaseModel):
    """A TOML table: no key beyond the known ones, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    elsewhere: ClassVar[Mapping[str, str]] = {}  # keys that people look for here, and where they belong


def shape_mistakes(kind: type[Table], data: object) -> Iterator[Mistake]:
    """What keeps `data` from being a `kind`."""
    try:
        kind.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield details["loc"], _sentence(kind, details)


def repeated(values: list[Any]) -> Iterator[int]:
    """The positions of texts that stood before."""
    for index, value in enumerate(values):
        if isinstance(value, str) and value in values[:index]:
            yield index


def _sentence(kind: type[Table], details: ErrorDetails) -> str:
    """Pydantic's finding in the words of someone who writes TOML."""
    key = _name(details["loc"])
    table = _table_of(kind, details["loc"])
    if details["type"] == UNKNOWN_KEY and key in table.elsewhere:
        return f"`{key}` is not allowed here; move it to {table.elsewhere[key]}"
    sentence = SENTENCES.get(details["type"], "`{key}`: " + details["msg"])
    words = {"key": key, "given": _given(details["input"]), **details.get("ctx", {})}
    is_unknown = details["type"] == UNKNOWN_KEY
    guess = did_you_mean(key, table.model_fields, before="; ") if is_unknown else ""
    return sentence.format_map(words) + guess


def _name(path: KeyPath) -> str:
    """The innermost key: an element goes by the name of its list."""
    return next((key for key in reversed(path) if isinstance(key, str)), "tool.grader")


def _table_of(kind: type[Table], path: KeyPath) -> type[Table]:
    """The table in which the last key of `path` stands."""
    for key in path[:-1]:
        if isinstance(key, str):
            kind = _table_in(kind.model_fields[key].annotation)
    return kind


def _table_in(annotation: Any) -> type[Table]:
    """The table that a field holds, once or in a list."""
    return next((inner for inner in get_args(annotation) if isinstance(inner, type)), annotation)


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
CHOICE = "{given} in `{key}` is not known; known is {expected}"
TABLE = "`{key}` must be a table, not {given}"
SENTENCES = {
    UNKNOWN_KEY: "unknown key `{key}`",
    "missing": "the key `{key}` is missing",
    "file_name": "`{name}` is not a plain file name such as `softmax.py`",
    "package": "`{name}` is not a package's name such as `a.b`",
    "enum": CHOICE,
    "literal_error": CHOICE,
    "string_too_short": "`{key}` is empty",
    "string_pattern_mismatch": "`{key}` must be lower-case words joined by hyphens, not {given}",
    "too_short": "`{key}` is empty",
    "greater_than": "`{key}` must be greater than {gt:g}, not {given}",
    "greater_than_equal": "`{key}` must be at least {ge:g}, not {given}",
    "less_than_equal": "`{key}` must be at most {le:g}, not {given}",
    "finite_number": "`{key}` must be a finite number, not {given}",
    "float_type": "`{key}` must be a number, not {given}",
    "int_type": "`{key}` must be a whole number, not {given}",
    "bool_type": "`{key}` must be true or false, not {given}",
    "string_type": "`{key}` must be a text in quotes, not {given}",
    "list_type": "`{key}` must be a list in [brackets], not {given}",
    "datetime_type": TIME,
    "timezone_aware": TIME,
    "model_type": TABLE,
}
