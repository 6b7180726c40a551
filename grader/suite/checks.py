"""What hidden and public tests say about an answer: a check passes, or raises `CheckFailed` with data.

Students control what arrives here, so nothing is assumed but what the decoder guarantees: builtin
values, plain arrays, and objects with a `type_name` in place of everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import GraderError, SubmissionFault, SubmissionMissing, SubmissionRaised
from grader.model import Observation, Seen
from grader.wire import number

Array = NDArray[Any]


class CheckFailed(AssertionError):
    """A wrong answer, with what was observed as data."""

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        super().__init__(observation)

    def __str__(self) -> str:
        from grader import wording  # a check that passes needs no sentences

        return "\n".join(wording.full(self.observation))


def assert_close(
    actual: object, expected: ArrayLike, *, what: str, rtol: float = 1e-7, atol: float = 1e-9
) -> None:
    """Each entry is within `atol + rtol * |expected|`; type, shape, dtype and NaN are judged first."""
    wanted = np.asarray(expected)
    if not np.isfinite(wanted).all():
        raise ValueError(f"the expected `{what}` holds nan or inf: repair the test or its reference")
    found = _real_array(actual, wanted.shape, what)
    _require_dtype(found, wanted, what)
    _require_finite(found, what)
    with np.errstate(all="ignore"):
        gaps = np.abs(np.subtract(found, wanted, dtype=float))  # booleans cannot be subtracted as such
        if not (gaps <= atol + rtol * np.abs(wanted)).all():
            _fail(Seen.VALUES, what, **_differences(found, wanted, rtol, atol))


def assert_each_close(
    actuals: Sequence[object],
    expecteds: Sequence[ArrayLike],
    *,
    what: str,
    rtol: float = 1e-7,
    atol: float = 1e-9,
) -> None:
    """`assert_close` for the answers to many points, in their order."""
    for actual, expected in zip(actuals, expecteds, strict=True):
        assert_close(actual, expected, what=what, rtol=rtol, atol=atol)


def assert_shape(actual: object, shape: tuple[int, ...], *, what: str) -> None:
    """An array (or, for the shape `()`, a number) of exactly this shape."""
    _real_array(actual, shape, what)


def assert_finite(actual: object, *, what: str) -> None:
    """A number or an array without NaN and infinities."""
    _require_finite(_real_array(actual, None, what), what)


def assert_unchanged(before: Array, after: object, *, what: str, argument: str) -> None:
    """The function `what` leaves its argument `argument` as it was before the call."""
    same = isinstance(after, np.ndarray) and np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    if not same:
        _fail(Seen.MODIFIED, what, argument=argument)


def assert_that(condition: bool, statement: str, *, what: str, yours: object = None) -> None:
    """The property that `statement` puts in words holds."""
    if not condition:
        _fail(Seen.CONDITION, what, statement=statement, yours=_plain(yours))


def assert_answer(actual: object, expected: str | float, *, what: str, tolerance: float = 1e-9) -> None:
    """A quiz answer: the right letter in either case, or a number within an absolute tolerance.

    None, which the handout starts with, is no answer: the question counts as missing.
    """
    if actual is None:
        raise SubmissionMissing(what)
    if isinstance(actual, str) and not isinstance(expected, str):
        _fail(Seen.TYPE, what, yours="text in quotes", expected="number")
    if isinstance(expected, str):
        right = isinstance(actual, str) and actual.strip().casefold() == expected.casefold()
    else:
        right = _is_number(actual) and abs(_as_float(actual) - expected) <= tolerance
    if not right:
        _fail(Seen.ANSWER, what, yours=_plain(actual), expected=_plain(expected))


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
        _fail(Seen.CONDITION, name, statement=f"raises {exception_type.__name__}", yours=_plain(value))


def assert_gradient(
    loss_at: Callable[[list[Array]], Sequence[object]],
    point: Array,
    gradient: object,
    rng: np.random.Generator,
    *,
    what: str = "dW",
    directions: int = 3,
    rtol: float = 1e-6,
) -> None:
    """`gradient` is the derivative at `point` of the losses that `loss_at` finds for a list of points.

    Centred differences along Gaussian directions. The norm of the whole gradient sets the scale:
    entry by entry, the round-off in tiny entries would fail right answers.
    """
    _real_array(gradient, point.shape, what)  # before any loss is asked for
    probe = _Probe(point, rng, directions)
    probe.judge(gradient, loss_at(probe.moved), what, rtol)


def assert_gradient_of_own_loss(
    function: Any, points: Sequence[tuple[Any, ...]], rng: np.random.Generator, *, what: str = "dW"
) -> None:
    """`function(x, ...)` is a loss and its gradient in x: at each point the one is the other's derivative.

    Needs no reference, and says nothing of whether the loss is the right one; but a loss that is the
    same everywhere is none. Two messages, whatever the number of points.
    """
    gradients = [unpack(result, "loss", what)[1] for result in function.map(points)]
    for point, gradient in zip(points, gradients, strict=True):
        slope = _real_array(gradient, point[0].shape, what)
        assert_that(bool(slope.any()), f"{what} is not zero everywhere", what=what)
    probes = [_Probe(point[0], rng, directions=3) for point in points]
    moved = [(x, *point[1:]) for point, probe in zip(points, probes, strict=True) for x in probe.moved]
    losses = function.map(moved, pick=0)
    for gradient, probe in zip(gradients, probes, strict=True):
        probe.judge(gradient, losses[: len(probe.moved)], what, rtol=1e-6)
        losses = losses[len(probe.moved) :]


def unpack(value: object, *whats: str) -> tuple[Any, ...]:
    """The items of a returned tuple that must hold one item for each name."""
    if not isinstance(value, (tuple, list)) or len(value) != len(whats):
        names = ", ".join(whats)
        _fail(Seen.TYPE, names, yours=_kind(value), expected=f"{len(whats)} values: {names}")
    return tuple(value)


# Long enough to rise above round-off, short enough to step over a kink of the hinge almost never.
_STEP = 1e-6
# Of a slope where losses are of order one. Were it to grow with the losses, a huge constant added to
# them would let any gradient pass.
_ROUND_OFF = 1e-6
# The kinds of dtype that can hold what is expected of each kind.
_HOLDERS = {"f": "f", "i": "iuf", "u": "iuf", "b": "biuf"}
_LONGEST_TEXT = 80


class _Probe:
    """Centred differences along Gaussian directions: where to look, and what to make of it."""

    def __init__(self, point: Array, rng: np.random.Generator, directions: int) -> None:
        self._point = point
        self._probes = rng.standard_normal((directions, *point.shape))
        self._axes = tuple(range(1, self._probes.ndim))
        self._steps = _STEP / np.sqrt((self._probes**2).sum(axis=self._axes))
        moves = [step * probe for step, probe in zip(self._steps, self._probes, strict=True)]
        self.moved = [point + sign * move for move in moves for sign in (1, -1)]

    def judge(self, gradient: object, losses_there: Sequence[object], what: str, rtol: float) -> None:
        found = _real_array(gradient, self._point.shape, what)
        _require_dtype(found, self._point, what)
        _require_finite(found, what)
        losses = _losses(losses_there)
        with np.errstate(all="ignore"):
            slopes = (losses[0::2] - losses[1::2]) / (2 * self._steps)
            claims = (self._probes * found).sum(axis=self._axes)
            scale = max(float(np.linalg.norm(found)), float(np.abs(slopes).max()))
            worst = int(np.argmax(np.abs(claims - slopes)))
            error = float(np.abs(claims - slopes)[worst])
        if not error <= rtol * scale + _ROUND_OFF or error == np.inf:
            _fail(
                Seen.CONDITION,
                what,
                statement=f"{what} gives the slope of your own loss in every direction",
                yours=number(float(claims[worst])),
                expected=number(float(slopes[worst])),
                relative_error=number(error / scale if scale else np.inf),
                tolerance=rtol,
            )


def _fail(kind: Seen, what: str, **details: object) -> NoReturn:
    raise CheckFailed(Observation(kind, what, details))


def _real_array(actual: object, shape: tuple[int, ...] | None, what: str) -> Array:
    if _is_number(actual):
        found: Array = np.asarray(_as_float(actual))
    elif isinstance(actual, np.ndarray) and actual.dtype.kind != "O":
        found = np.asarray(actual)
    else:
        _fail(Seen.TYPE, what, yours=_kind(actual), expected="ndarray" if shape else "number")
    if shape is not None and found.shape != shape:
        _fail(Seen.SHAPE, what, yours=list(found.shape), expected=list(shape))
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def _as_float(value: Any) -> float:
    """Python's integers have no bounds; those beyond float64 count as infinite."""
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf


def _require_dtype(found: Array, wanted: Array, what: str) -> None:
    """Float32 is refused where float64 is expected: 1e-7 is the best it can do."""
    kind = found.dtype.kind
    holds = kind in ("iuf" if found.ndim == 0 else _HOLDERS[wanted.dtype.kind])
    narrow = kind == wanted.dtype.kind == "f" and found.dtype.itemsize < wanted.dtype.itemsize
    if not holds or narrow:
        _fail(Seen.DTYPE, what, yours=found.dtype.name, expected=wanted.dtype.name)


def _require_finite(found: Array, what: str) -> None:
    if found.dtype.kind not in "biuf":
        _fail(Seen.DTYPE, what, yours=found.dtype.name, expected="float64")
    finite = np.isfinite(found)
    if not finite.all():
        _fail(
            Seen.NAN,
            what,
            nan=int(np.isnan(found).sum()),
            inf=int(np.isinf(found).sum()),
            entries=found.size,
            index=_position(np.argmin(finite), found.shape),
        )


def _differences(found: Array, wanted: Array, rtol: float, atol: float) -> dict[str, object]:
    found, wanted = found.astype(float), wanted.astype(float)
    gaps = np.abs(found - wanted)
    excess = gaps - (atol + rtol * np.abs(wanted))
    worst = np.argmax(excess)
    size = max(np.linalg.norm(found), np.linalg.norm(wanted))
    details: dict[str, object] = {
        "index": _position(worst, wanted.shape),
        "yours": number(float(found.flat[worst])),
        "expected": number(float(wanted.flat[worst])),
        "wrong": int((excess > 0).sum()),
        "entries": wanted.size,
        "relative_error": number(float(np.linalg.norm(gaps) / size)),
        "tolerance": rtol,
    }
    ratio = _constant_ratio(found, wanted)
    return details if ratio is None else details | {"ratio": ratio}


def _constant_ratio(found: Array, wanted: Array) -> float | None:
    """One factor for all entries that matter; a single entry always has one, and proves nothing."""
    significant = np.abs(wanted) > 1e-8 * np.abs(wanted).max()
    if significant.sum() < 2:
        return None
    ratios = found[significant] / wanted[significant]
    middle = float(np.median(ratios))
    spread = float(np.abs(ratios - middle).max())
    return middle if spread <= 1e-6 * abs(middle) and abs(middle - 1) > 1e-6 else None


def _position(flat_index: np.intp, shape: tuple[int, ...]) -> list[int]:
    return [int(i) for i in np.unravel_index(flat_index, shape)]


def _losses(values: Sequence[object]) -> Array:
    losses = [_real_array(value, (), "loss") for value in values]
    for loss in losses:
        _require_finite(loss, "loss")
    return np.array(losses, dtype=float)


def _kind(value: object) -> str:
    """The type of a value in a word or two."""
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__} of {len(value)}"
    if isinstance(value, np.ndarray):
        return f"array of {value.dtype.name}"[:_LONGEST_TEXT]
    return str(getattr(value, "type_name", None) or type(value).__name__)[:_LONGEST_TEXT]


def _plain(value: object) -> object:
    """A JSON value that stands for `value`."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    if _is_number(value):
        return number(_as_float(value))
    return _kind(value)
