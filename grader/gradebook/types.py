"""How the nouns' values are kept in columns, and come back equal."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator

from grader import wire

ESCAPE = "\N{SYMBOL FOR NULL}"


class Text(TypeDecorator[str]):
    """Any Unicode text but lone surrogates, which no JSON from an examiner can hold.

    PostgreSQL takes no NUL and SQLite's shell stops at one, so that a NUL is kept as `␀0`, and a
    real `␀` as `␀␀`.
    """

    impl = SqlText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value and value.replace(ESCAPE, ESCAPE * 2).replace("\0", f"{ESCAPE}0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value and re.sub(f"{ESCAPE}(.)", lambda match: "\0" if match[1] == "0" else ESCAPE, value)


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
    """A value of the model as JSON."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: type[Any]) -> None:
        self.kind = kind
        super().__init__()

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else wire.as_plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else wire.load(self.kind, json.dumps(value))
