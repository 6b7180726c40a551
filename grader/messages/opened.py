"""Everything that was seen, for instructors and on visible tests."""

from __future__ import annotations

from typing import assert_never

from grader.messages.characters import printable
from grader.messages.closed import brief, where
from grader.messages.gradients import gradient
from grader.messages.parts import both, capitalised, entry, exact, finite, share
from grader.messages.values import compared, relative_error, values
from grader.observations import Frame, Index, NoResult, Observation, WrongResult, details, kinds


def full(observation: Observation) -> tuple[str, ...]:
    """Everything that was seen, for instructors and on visible tests; the first sentence is the brief one."""
    return (brief(observation), *(printable(sentence) for sentence in _specifics(observation)))


def _specifics(observation: Observation) -> list[str]:
    if isinstance(observation, kinds.Unknown):
        return [f"{printable(key, 100)}: {exact(value)}" for key, value in details(observation).items()]
    if isinstance(observation, NoResult):
        return _no_result(observation)
    return _wrong_result(observation)


def _wrong_result(observation: WrongResult) -> list[str]:
    match observation:
        case kinds.WrongValues(subject=subject, differences=differences):
            return values(subject, differences)
        case kinds.WrongShape(yours=shape, expected=wanted):
            return [capitalised(both(str(shape), str(wanted)))]
        case kinds.WrongSize():
            return _size(observation)
        case kinds.WrongType():
            return [capitalised(both(_with_article(observation.yours), _with_article(observation.expected)))]
        case kinds.WrongDtype() | kinds.WrongAnswer():
            return compared(observation.yours, observation.expected)
        case kinds.NotFinite():
            return _not_finite(observation)
        case kinds.Modified(argument=argument):
            return [f"The argument that changed is `{argument}`: work on a copy of it."]
        case kinds.WrongGradient():
            return gradient(observation)
        case kinds.GradientPropertyFailed():
            return _gradient_property(observation)
        case kinds.PropertyFailed(statement=statement, yours=value):
            return [*_statement(statement), *([] if value is None else [f"Got {exact(value)}."])]
        case kinds.AssertionFailed(statement=statement):
            return _statement(statement)
        case kinds.LoopsFound():
            return _loops(observation)
        case kinds.Unusable(error=error):
            return [f"The test ran into: {error}"] if error else []
    assert_never(observation)


def _no_result(observation: NoResult) -> list[str]:
    match observation:
        case kinds.Raised(message=message):
            said = [f"The message reads: {message}"] if message else []
            return [*_traceback(observation), *said]
        case kinds.Died(how=how):
            return [f"How it ended: {how}."] if how else []
        case kinds.OutOfMemory():
            return _traceback(observation)
        case kinds.ProtocolBroken(reason=reason) | kinds.Broken(reason=reason):
            return [f"What happened: {reason}"] if reason else []
        case kinds.TimedOut() | kinds.Missing():
            return []
    assert_never(observation)


def _with_article(type_name: str) -> str:
    """`a list of 3 items`, `an ndarray`; without an article where a count comes first."""
    text = exact(type_name)
    if not text[:1].isalpha():
        return text
    return f"{'an' if text[0] in 'aeiouAEIOU' else 'a'} {text}"


def _size(observation: kinds.WrongSize) -> list[str]:
    """`Got 67,108,864 entries, at most 65,600 entries fit.`"""
    most = _amount(observation.most, observation.unit)
    if observation.yours is None:
        return [f"Got more than {most}."]
    return [f"Got {_amount(observation.yours, observation.unit)}, at most {most} fit."]


def _amount(count: int, unit: str) -> str:
    number = finite(count)
    if number is None:
        return exact(count)
    return f"{number / 2**20:,.1f} MB" if unit == "bytes" else f"{number:,.0f} {exact(unit)}"


def _not_finite(observation: kinds.NotFinite) -> list[str]:
    return [
        *share(observation.nan, observation.entries, "{} of {} entries are NaN."),
        *share(observation.inf, observation.entries, "{} of {} entries are infinite."),
        *_first(observation.subject, observation.index),
    ]


def _first(subject: str, index: Index) -> list[str]:
    return [f"The first is at `{entry(subject, index)}`."] if index else []


def _statement(statement: str) -> list[str]:
    return [f"What should hold: {statement}."] if statement else []


def _gradient_property(observation: kinds.GradientPropertyFailed) -> list[str]:
    yours, expected = observation.yours, observation.expected
    return [
        *_statement(observation.statement),
        *([] if yours is None or expected is None else compared(yours, expected)),
        *relative_error(observation.relative_error, observation.tolerance),
    ]


def _loops(loops: kinds.LoopsFound) -> list[str]:
    return [
        f"It executed {loops.many:,} lines for {loops.large} and {loops.few:,} for {loops.small}, "
        f"where {loops.allowed:,} were allowed."
    ]


def _traceback(observation: kinds.Raised | kinds.OutOfMemory) -> list[str]:
    """The student's own frames, the innermost last, as Python orders them."""
    return [_frame(frame) for frame in observation.frames[-_FRAMES:]]


def _frame(frame: Frame) -> str:
    source = f": `{printable(frame.source.strip(), 200)}`" if frame.source.strip() else ""
    place = where(printable(frame.file, 100), frame)
    return f"{place}, in `{printable(frame.function, 100)}`{source}"


_FRAMES = 6
