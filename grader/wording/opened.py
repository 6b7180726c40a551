"""Everything that was seen, for instructors and on visible tests."""

from __future__ import annotations

from collections.abc import Callable

from grader.model import Frame, Observation, Seen
from grader.wording.characters import printable
from grader.wording.closed import brief, where
from grader.wording.gradients import gradient
from grader.wording.parts import both, capitalised, count, entry, exact, finite, shape, share, told
from grader.wording.values import compared, relative_error, values


def full(observation: Observation) -> tuple[str, ...]:
    """Everything that was seen, for instructors and on visible tests; the first sentence is the brief one."""
    specifics = _SPECIFICS.get(observation.kind, _nothing)(observation)
    return (brief(observation), *(printable(sentence) for sentence in specifics))


def _shape(observation: Observation) -> list[str]:
    return capitalised(both(observation.details, lambda *shapes: tuple(map(shape, shapes))))


def _size(observation: Observation) -> list[str]:
    """`Got 67,108,864 entries, at most 65,600 entries fit.`"""
    details = observation.details
    yours, most = (_amount(details.get(key), details.get("unit")) for key in ("yours", "most"))
    if not yours:
        return [f"Got more than {most}."] if most else []
    return [f"Got {yours}{f', at most {most} fit' if most else ''}."]


def _amount(count: object, unit: object) -> str:
    number = finite(count)
    if number is None:
        return "" if count is None else exact(count)
    return f"{number / 2**20:,.1f} MB" if unit == "bytes" else f"{number:,.0f} {exact(unit)}"


def _nan(observation: Observation) -> list[str]:
    details = observation.details
    return [
        *share(details, "nan", "{} of {} entries are NaN."),
        *share(details, "inf", "{} of {} entries are infinite."),
        *_first(observation.subject, details.get("index")),
    ]


def _first(subject: str, index: object) -> list[str]:
    return [f"The first is at `{entry(subject, index)}`."] if index else []


def _modified(observation: Observation) -> list[str]:
    return told(observation.details, "argument", "The argument that changed is `{}`: work on a copy of it.")


def _condition(observation: Observation) -> list[str]:
    details = observation.details
    yours = details.get("yours")
    alone = [] if yours is None else [f"Yours is {exact(yours)}."]
    return [
        *told(details, "statement", "What should hold: {}."),
        *(compared(observation) or alone),
        *relative_error(details),
    ]


def _loops(observation: Observation) -> list[str]:
    details = observation.details
    few, many, allowed = (count(details.get(key)) for key in ("few", "many", "allowed"))
    small, large = (exact(details.get(key)) for key in ("small", "large"))
    return [f"It executed {many} lines for {large} and {few} for {small}, where {allowed} were allowed."]


def _unusable(observation: Observation) -> list[str]:
    return told(observation.details, "error", "The test ran into: {}")


def _raised(observation: Observation) -> list[str]:
    return [*_traceback(observation), *told(observation.details, "message", "The message reads: {}")]


def _traceback(observation: Observation) -> list[str]:
    """The student's own frames, the innermost last, as Python orders them."""
    return [_frame(frame) for frame in observation.frames[-_FRAMES:]]


def _frame(frame: Frame) -> str:
    source = f": `{printable(frame.source.strip(), 200)}`" if frame.source.strip() else ""
    place = where(printable(frame.file, 100), frame)
    return f"{place}, in `{printable(frame.function, 100)}`{source}"


def _died(observation: Observation) -> list[str]:
    return told(observation.details, "how", "How it ended: {}.")


def _reason(observation: Observation) -> list[str]:
    return told(observation.details, "reason", "What happened: {}")


def _nothing(_: Observation) -> list[str]:
    return []


_FRAMES = 6

_SPECIFICS: dict[Seen, Callable[[Observation], list[str]]] = {
    Seen.VALUES: values,
    Seen.SHAPE: _shape,
    Seen.SIZE: _size,
    Seen.DTYPE: compared,
    Seen.NAN: _nan,
    Seen.TYPE: compared,
    Seen.MODIFIED: _modified,
    Seen.GRADIENT: gradient,
    Seen.CONDITION: _condition,
    Seen.LOOPS: _loops,
    Seen.ANSWER: compared,
    Seen.UNUSABLE: _unusable,
    Seen.RAISED: _raised,
    Seen.DIED: _died,
    Seen.MEMORY: _traceback,
    Seen.PROTOCOL: _reason,
    Seen.BROKEN: _reason,
}
