"""What came back from a submission, looked at with suspicion before anything is compared.

Students control what arrives here, so nothing is assumed but what the decoder guarantees: builtin
values, plain arrays, and objects with a `type_name` in place of everything else. The order of what is
looked at is type, shape or size, dtype, values: nothing is converted or computed before its size is known.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.observations import (
    Index,
    NotFinite,
    Observation,
    Scalar,
    WrongDtype,
    WrongShape,
    WrongSize,
    WrongType,
)
from grader.wire import number

Array = NDArray[Any]


class CheckFailed(AssertionError):
    """A wrong answer, with what was observed as data."""

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        super().__init__(observation)

    def __str__(self) -> str:
        from grader import messages  # a check that passes needs no sentences

        return "\n".join(messages.full(self.observation))


def real_array(actual: object, shape: tuple[int, ...] | None, what: str) -> Array:
    """The answer as an array of numbers; fails the test where it is none, or has another shape.

    Args:
        actual: what the submission returned.
        shape: the shape that is expected; None where any will do.
        what: the name of the value, for messages.
    """
    if is_number(actual):
        found: Array = np.asarray(as_float(actual))
    elif isinstance(actual, np.ndarray) and actual.dtype.kind != "O":
        found = np.asarray(actual)
    else:
        raise CheckFailed(WrongType(what, kind_of(actual), "ndarray" if shape else "number"))
    if shape is not None and found.shape != shape:
        raise CheckFailed(WrongShape(what, found.shape, shape))
    return found


def is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def as_float(value: Any) -> float:
    """Python's integers have no bounds; those beyond float64 count as infinite."""
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf


def require_dtype(found: Array, wanted: Array, what: str) -> None:
    """Float32 is refused where float64 is expected: 1e-7 is the best it can do."""
    kind = found.dtype.kind
    holds = kind in ("iuf" if found.ndim == 0 else _HOLDERS[wanted.dtype.kind])
    narrow = kind == wanted.dtype.kind == "f" and found.dtype.itemsize < wanted.dtype.itemsize
    if not holds or narrow:
        raise CheckFailed(WrongDtype(what, found.dtype.name, wanted.dtype.name))


def require_size(found: Array, most: int, what: str) -> None:
    """At most so many entries: for values whose shape no reference gives, before anything is made of them."""
    if found.size > most:
        raise CheckFailed(WrongSize(what, "entries", found.size, most))


def require_finite(found: Array, what: str) -> None:
    if found.dtype.kind not in "biuf":
        raise CheckFailed(WrongDtype(what, found.dtype.name, "float64"))
    finite = np.isfinite(found)
    if not finite.all():
        nan, inf = int(np.isnan(found).sum()), int(np.isinf(found).sum())
        raise CheckFailed(
            NotFinite(what, nan, inf, found.size, index=position(np.argmin(finite), found.shape))
        )


def position(flat_index: np.intp, shape: tuple[int, ...]) -> Index:
    return tuple(int(i) for i in np.unravel_index(flat_index, shape))


def kind_of(value: object) -> str:
    """The type of a value in a word or two."""
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__} of {len(value)} {'item' if len(value) == 1 else 'items'}"
    if isinstance(value, np.ndarray):
        return f"array of {value.dtype.name}"[:_LONGEST_TEXT]
    return str(getattr(value, "type_name", None) or type(value).__name__)[:_LONGEST_TEXT]


def plain(value: object) -> Scalar:
    """A JSON value that stands for `value`."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    if is_number(value):
        return number(as_float(value))
    return kind_of(value)


# The kinds of dtype that can hold what is expected of each kind.
_HOLDERS = {"f": "f", "i": "iuf", "u": "iuf", "b": "biuf"}
_LONGEST_TEXT = 80
