"""An observation as a row, as the gradebook and the examiners' pipes write it, and read again.

    {
        "version": 2,
        "kind": "shape",
        "subject": "dW",
        "details": {"yours": [3], "expected": [3, 2]},
        "frames": [],
    }

Version 2 added `closed`, the sentence of a property that does not hold: rows of version 1, which bear no
number, left it to a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, cast, get_args

from grader.observations.kinds import (
    TITLE_SENTENCE,
    Differences,
    Frame,
    Known,
    OutOfMemory,
    Raised,
    Unknown,
)

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, ValidatorFunctionWrapHandler
    from pydantic_core import CoreSchema

VERSION = 2


def details(observation: Known | Unknown) -> dict[str, Any]:
    """The fields of the observation's own kind, as JSON values; also what `--json` shows."""
    if isinstance(observation, Unknown):
        kept = observation.row.get("details")
        return dict(kept) if isinstance(kept, Mapping) else {}
    return _written(observation, but=_NO_DETAILS)


def frames(observation: Known | Unknown) -> tuple[Frame, ...]:
    """The student's own frames, the innermost last; none where no line of theirs is to blame."""
    return observation.frames if isinstance(observation, Raised | OutOfMemory) else ()


def to_row(observation: Known | Unknown) -> dict[str, Any]:
    """JSON values, of which `RowFormat` makes an equal observation again."""
    if isinstance(observation, Unknown):
        return dict(observation.row)
    closed = getattr(observation, "closed", None)
    return {
        "version": VERSION,
        "kind": observation.kind,
        "subject": observation.subject,
        "details": details(observation),
        "frames": [asdict(frame) for frame in frames(observation)],
        **({} if closed is None else {"closed": closed}),
    }


class RowFormat:
    """Tells pydantic to write observations as rows, and to read rows of every version."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema  # only pydantic calls this

        known: dict[Any, CoreSchema] = {kind.__name__: handler.generate_schema(kind) for kind in _KINDS}
        return core_schema.no_info_wrap_validator_function(
            _read,
            core_schema.tagged_union_schema(known, discriminator=_CLASS),
            serialization=core_schema.plain_serializer_function_ser_schema(to_row),
        )


# Writing


def _written(noun: Any, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fields(noun):
        value = getattr(noun, one.name)
        if isinstance(value, Differences):
            found |= _written(value)
        elif one.name not in but and (value is not None or _is_always_written(one)):
            found[one.name] = _plain(value)
    return found


def _is_always_written(one: Field[Any]) -> bool:
    return one.default is MISSING or "written" in one.metadata


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return _written(value) if is_dataclass(value) else value


# Reading


def _read(value: Any, validate: ValidatorFunctionWrapHandler) -> Known | Unknown:
    if isinstance(value, Known | Unknown):
        return value
    if not isinstance(value, Mapping):
        raise ValueError("an observation is a JSON object")
    try:
        return cast("Known", validate(_arguments(_upgraded(value))))
    except ValueError:  # pydantic's own among them
        return Unknown(value)


def _upgraded(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row in the form of today's version; raises ValueError where it is of a later one."""
    version = row.get("version", 1)
    if version not in (1, VERSION):
        raise ValueError("a later version")
    known = row.get("details")
    if version == VERSION or row.get("kind") != "condition" or not isinstance(known, Mapping):
        return row
    if "property" in known:
        return {**row, "closed": _CLOSED.get(str(known["property"]), TITLE_SENTENCE)}
    return {**row, "closed": TITLE_SENTENCE} if "yours" in known else row


def _arguments(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the class of the row is made from, and its name; raises ValueError where no class fits."""
    given = dict(row["details"]) if isinstance(row.get("details"), Mapping) else {}
    if "closed" in row:
        given["closed"] = row["closed"]
    if row.get("frames"):
        given["frames"] = row["frames"]
    form = next((form for form in _FORMS if form.kind.kind == row.get("kind") and form.fits(given)), None)
    if form is None:
        raise ValueError("an unknown kind, or keys that it does not have")
    if form.nested:
        given["differences"] = {key: given.pop(key) for key in form.nested & given.keys()}
    return {**given, "subject": row.get("subject"), _CLASS: form.kind.__name__}


@dataclass(frozen=True, slots=True)
class _Form:
    """A class, and the keys of its rows: all of them, those that must be there, those of its differences."""

    kind: type[Any]
    known: frozenset[str]
    needed: frozenset[str]
    nested: frozenset[str]

    @classmethod
    def of(cls, kind: type[Any]) -> _Form:
        nested = fields(Differences) if "differences" in kind.__dataclass_fields__ else ()
        every = [*(one for one in fields(kind) if one.name not in {"subject", "differences"}), *nested]
        needed = (one.name for one in every if one.default is MISSING)
        names = frozenset(one.name for one in nested)
        return cls(kind, frozenset(one.name for one in every), frozenset(needed), names)

    def fits(self, given: Mapping[str, Any]) -> bool:
        return self.needed <= given.keys() <= self.known


_KINDS: tuple[type[Any], ...] = get_args(Known)
_CLASS = "class"
_NO_DETAILS = frozenset({"subject", "frames", "closed"})
_FORMS = tuple(map(_Form.of, _KINDS))

# Of version 1: the sentences of its properties.
_CLOSED = {
    "slope of own loss": "{subject} is not the slope of your own loss.",
    "slope of own forward pass": "{subject} is not the slope of your own forward pass.",
    "smooth": "Around a random point your function has no slope that {subject} could be.",
    "linear in upstream": "{subject} does not grow in proportion to the upstream gradient.",
    "not zero": "{subject} is zero everywhere.",
}
