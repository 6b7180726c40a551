"""What hidden and public tests say about an answer: a check passes, or raises `CheckFailed` with data.

Students control what arrives here, so nothing is assumed but what the decoder guarantees: builtin
values, plain arrays, and objects with a `type_name` in place of everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.errors import GraderError, SubmissionFault, SubmissionMissing, SubmissionRaised
from grader.observations import TITLE_SENTENCE, Modified, PropertyFailed, WrongAnswer, WrongType, WrongValues
from grader.testing.answers import (
    Array,
    CheckFailed,
    as_float,
    is_number,
    kind_of,
    plain,
    real_array,
    require_dtype,
    require_finite,
)
from grader.testing.differences import differences


def assert_close(
    actual: object,
    expected: ArrayLike,
    *,
    what: str,
    rtol: float = 1e-7,
    atol: float = 1e-9,
    sizes: Mapping[str, int] | None = None,
) -> None:
    """Each entry is within `atol + rtol * |expected|`; type, shape, dtype and NaN are judged first.

    `sizes` are the problem's own, such as N=6 and C=4: a factor of as much is told by that name.
    """
    wanted = np.asarray(expected)
    if not np.isfinite(wanted).all():
        raise ValueError(f"the expected `{what}` holds nan or inf: repair the test or its reference")
    found = real_array(actual, wanted.shape, what)
    require_dtype(found, wanted, what)
    require_finite(found, what)
    with np.errstate(all="ignore"):
        gaps = np.abs(np.subtract(found, wanted, dtype=float))  # booleans cannot be subtracted as such
        if not (gaps <= atol + rtol * np.abs(wanted)).all():
            raise CheckFailed(WrongValues(what, differences(found, wanted, rtol, atol, sizes)))


def assert_each_close(
    actuals: Sequence[object],
    expecteds: Sequence[ArrayLike],
    *,
    what: str,
    rtol: float = 1e-7,
    atol: float = 1e-9,
    sizes: Mapping[str, int] | None = None,
) -> None:
    """`assert_close` for the answers to many points, in their order."""
    for actual, expected in zip(actuals, expecteds, strict=True):
        assert_close(actual, expected, what=what, rtol=rtol, atol=atol, sizes=sizes)


def assert_shape(actual: object, shape: tuple[int, ...], *, what: str) -> None:
    """An array (or, for the shape `()`, a number) of exactly this shape."""
    real_array(actual, shape, what)


def assert_finite(actual: object, *, what: str) -> None:
    """A number or an array without NaN and infinities."""
    require_finite(real_array(actual, None, what), what)


def assert_unchanged(before: Array, after: object, *, what: str, argument: str) -> None:
    """The function `what` leaves its argument `argument` as it was before the call."""
    kind = before.dtype.kind
    same = isinstance(after, np.ndarray) and after.dtype.kind == kind
    if not (same and np.array_equal(before, np.asarray(after), equal_nan=kind == "f")):
        raise CheckFailed(Modified(what, argument))


def assert_that(
    condition: bool, statement: str, *, what: str, yours: object = None, closed: str = TITLE_SENTENCE
) -> None:
    """The property that `statement` puts in words holds.

    A hidden test tells students nothing of `statement` and `yours`. It says `closed`, such as "{subject}
    rises somewhere.", or else refers to the test's title. Write it as a constant.
    """
    if not condition:
        raise CheckFailed(PropertyFailed(what, statement, closed, plain(yours)))


def assert_answer(actual: object, expected: str | float, *, what: str, tolerance: float = 1e-9) -> None:
    """A quiz answer: the right letter in either case, or a number within an absolute tolerance.

    None, which the handout starts with, is no answer: the question counts as missing.
    """
    if actual is None:
        raise SubmissionMissing(what)
    if isinstance(actual, str) and not isinstance(expected, str):
        raise CheckFailed(WrongType(what, "text in quotes", "number"))
    if isinstance(expected, str):
        right = isinstance(actual, str) and actual.strip().casefold() == expected.casefold()
    else:
        right = is_number(actual) and abs(as_float(actual) - expected) <= tolerance
    if not right:
        raise CheckFailed(WrongAnswer(what, plain(actual), plain(expected)))


def assert_raises(
    exception_type: type[Exception], function: Callable[..., object], *args: object, **kwargs: object
) -> None:
    """The call raises `exception_type` or a class below it."""
    try:
        value = function(*args, **kwargs)
    except SubmissionRaised as raised:
        if exception_type.__name__ not in (raised.exception, *raised.bases):
            raise
    except (SubmissionFault, GraderError):
        raise
    except exception_type:
        pass
    else:
        name = getattr(function, "__name__", "the call")
        statement = f"raises {exception_type.__name__}"
        raise CheckFailed(PropertyFailed(name, statement, _NOT_RAISED, plain(value)))


def unpack(value: object, *whats: str) -> tuple[Any, ...]:
    """The items of a returned tuple that must hold one item for each name."""
    if not isinstance(value, (tuple, list)) or len(value) != len(whats):
        names = ", ".join(whats)
        raise CheckFailed(WrongType(names, kind_of(value), f"{len(whats)} values: {names}"))
    return tuple(value)


_NOT_RAISED = "{subject} does not raise the exception that was asked for."
