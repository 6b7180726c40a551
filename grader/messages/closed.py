"""The one sentence that a student may read of a hidden test."""

from __future__ import annotations

import builtins
import re
from typing import TypeGuard, assert_never

from grader.messages.characters import printable
from grader.messages.gradients import pattern
from grader.messages.parts import finite
from grader.observations import TITLE_SENTENCE, Frame, NoResult, Observation, WrongResult, kinds


def brief(observation: Observation) -> str:
    """One sentence that is safe to show a student on a hidden test.

    It is put together from what can carry next to nothing of a test: what was checked, the kind of
    failure, of a gradient the pattern, of a property the sentence that its check keeps for this, the
    limit, a builtin exception's name, and a line of code in the student's own files. Code that fails on a
    line of its choice tells that choice: a few bits for each test.
    """
    subject = _code(observation.subject)
    if isinstance(observation, kinds.Unknown):
        return f"{subject}: this version of grader cannot describe {_code(observation.kind)}."
    if isinstance(observation, NoResult):
        return _no_result(observation, subject)
    return printable(_wrong_result(observation).replace("{subject}", subject))


def _wrong_result(observation: WrongResult) -> str:
    match observation:
        case kinds.WrongValues():
            return "The values of {subject} are not right."
        case kinds.WrongShape():
            return "The shape of {subject} is not right."
        case kinds.WrongSize():
            return "The size of {subject} is not right: it is far too large."
        case kinds.WrongDtype():
            return "The dtype of {subject} is not right."
        case kinds.NotFinite():
            return "{subject} contains NaN or infinity."
        case kinds.WrongType():
            return "{subject} is not of the type that was asked for."
        case kinds.Modified():
            return "{subject} changes an argument that it should leave as it is."
        case kinds.WrongGradient():
            return pattern(observation)
        case kinds.GradientPropertyFailed(closed=closed) | kinds.PropertyFailed(closed=closed):
            return closed
        case kinds.AssertionFailed():
            return TITLE_SENTENCE
        case kinds.LoopsFound():
            return f"{{subject}} loops in Python: it executes {_growth(observation)}."
        case kinds.WrongAnswer():
            return "The answer to {subject} is not right."
        case kinds.Unusable():
            return "The test could not work with what {subject} gave back."
    assert_never(observation)


def _no_result(observation: NoResult, subject: str) -> str:
    match observation:
        case kinds.Raised():
            return f"{subject} raised {_exception(observation.exception)}{_place(observation.frames)}."
        case kinds.Died():
            return f"Python stopped while {subject} was running."
        case kinds.TimedOut(seconds=seconds):
            return f"{subject} was not done within {seconds:g} second{'' if seconds == 1 else 's'}."
        case kinds.OutOfMemory(megabytes=megabytes):
            return f"{subject} needed more memory than {megabytes:g} MB{_place(observation.frames)}."
        case kinds.Missing():
            return f"{subject} {_missing(observation)}."
        case kinds.ProtocolBroken():
            return f"{subject} gave back something that cannot be read as an answer."
        case kinds.Broken():
            return f"The test itself failed while it checked {subject}: this is not your fault."
    assert_never(observation)


def _code(text: str) -> str:
    return f"`{printable(text, 100)}`"


def _exception(name: str) -> str:
    """The name of a builtin exception; any other name could be the student's way to tell us something."""
    known = getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, BaseException):
        return f"{'an' if known.__name__[0] in 'AEIOU' else 'a'} {known.__name__}"
    return "an exception"


def _growth(loops: kinds.LoopsFound) -> str:
    """How much more, to one digit: exact numbers, which the student's code chooses, could carry more out."""
    few, many = finite(loops.few), finite(loops.many)
    ratio = 0.0 if few is None or many is None else min(many / max(few, 1.0), _MOST_GROWTH)
    if ratio < _LEAST_GROWTH:
        return "more lines for a large problem than for a small one"
    return f"about {float(f'{ratio:.0e}'):,.0f} times as many lines for a large problem as for a small one"


def _missing(observation: kinds.Missing) -> str:
    file = observation.file
    return f"cannot be found: the file {_code(file)} is missing" if _is_plain(file) else "is not written yet"


def _place(frames: tuple[Frame, ...]) -> str:
    innermost = frames[-1] if frames else None
    if innermost is None:
        return ""
    file = innermost.file if _is_plain(innermost.file) else None
    if file is None and innermost.cell is None:
        return ""
    return f" ({where(file, innermost)})"


def where(file: str | None, frame: Frame) -> str:
    """`softmax.py, line 9`, or `losses.ipynb, cell 5, line 9`: as far as the file's name may be told."""
    cell = None if frame.cell is None else f"cell {frame.cell}"
    return ", ".join(part for part in (file, cell, f"line {frame.line}") if part)


def _is_plain(file: object) -> TypeGuard[str]:
    """Whether this is how modules are called: `compile` lets code choose any name for its own file."""
    return isinstance(file, str) and _PLAIN_FILE.fullmatch(file) is not None


_LEAST_GROWTH, _MOST_GROWTH = 2, 1_000_000
_PLAIN_FILE = re.compile(r"[A-Za-z_][A-Za-z_0-9/-]{0,99}\.(py|ipynb)")
