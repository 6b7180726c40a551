"""The nouns as JSON, and back: for the examiners' pipes, the gradebook and `--json`."""

from __future__ import annotations

import math
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

Noun = TypeVar("Noun")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def dump(noun: object) -> bytes:
    """One line of JSON without a line break."""
    return _adapter(type(noun)).dump_json(noun)


def load(kind: type[Noun], raw: bytes | str) -> Noun:
    """The noun that `dump` wrote; raises ValueError where `raw` is something else."""
    return cast("Noun", _adapter(kind).validate_json(raw))


def as_plain(noun: object, kind: Any = None) -> Any:
    """Dicts, lists, strings, numbers and None: what `json.dumps` takes.

    Args:
        noun: the value.
        kind: its type, where that is a union such as `Observation`; else its class will do.

    """
    return _adapter(kind or type(noun)).dump_python(noun, mode="json")


def number(value: float) -> float | str:
    """A finite float as it is; `nan` and the infinities, which JSON lacks, by name."""
    return value if math.isfinite(value) else str(value)
