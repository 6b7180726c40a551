"""How the nouns' values are kept in columns, and come back equal, in SQLite as in PostgreSQL."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Double
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator

from grader import wire

ESCAPE = "\N{SYMBOL FOR NULL}"
UNSTORABLE = re.compile(f"[{ESCAPE}\0\ud800-\udfff]")
ESCAPED = re.compile(f"{ESCAPE}(?:u([0-9a-f]{{4}})|(.))")


class Text(TypeDecorator[str]):
    """Any text that Python has: a folder's name may hold lone surrogates, what a program prints NULs.

    PostgreSQL takes no NUL, SQLite's shell stops at one, and neither takes a lone surrogate. A NUL is
    kept as `␀0`, a surrogate as `␀udc80`, and a real `␀` as `␀␀`.
    """

    impl = SqlText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None or (value.isascii() and "\0" not in value):  # nearly always
            return value
        return UNSTORABLE.sub(_escaped, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return ESCAPED.sub(_unescaped, value) if value and ESCAPE in value else value


class Number(TypeDecorator[float]):
    """A float but NaN, which SQLite would keep as no value at all."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        if value is not None and math.isnan(value):
            raise ValueError("NaN is not a number of points or seconds")
        return value


class Instant(TypeDecorator[datetime]):
    """A point in time: any offset goes in, UTC comes back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class Noun(TypeDecorator[Any]):
    """A value of the model as JSON; a lone surrogate in it, which no reader of JSON takes, becomes `?`."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: Any) -> None:  # a class, or a union such as `Observation`
        self.kind = kind
        super().__init__()

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else _readable(wire.as_plain(value, self.kind))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else wire.load(self.kind, json.dumps(value))


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character == ESCAPE:
        return ESCAPE * 2
    return f"{ESCAPE}0" if character == "\0" else f"{ESCAPE}u{ord(character):04x}"


def _unescaped(match: re.Match[str]) -> str:
    surrogate, character = match.groups()
    if surrogate:
        return chr(int(surrogate, 16))
    return "\0" if character == "0" else ESCAPE


def _readable(plain: Any) -> Any:
    match plain:
        case str():
            return plain.encode("utf-8", "replace").decode()
        case list() | tuple():
            return [_readable(one) for one in plain]
        case dict():
            return {key: _readable(one) for key, one in plain.items()}
    return plain
