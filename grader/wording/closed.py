"""The one sentence that a student may read of a hidden test."""

from __future__ import annotations

import builtins
import re
from typing import TypeGuard

from grader.model import Frame, Observation, Seen
from grader.wording.characters import printable
from grader.wording.gradients import pattern
from grader.wording.parts import Details, finite, is_number


def brief(observation: Observation) -> str:
    """One sentence that is safe to show a student on a hidden test.

    It is put together from what can carry next to nothing of a test: what was checked, the kind of
    failure, of a gradient the pattern or the property that it lacks, the limit, a builtin exception's
    name, and a line of code in the student's own files. Code that fails on a line of its choice tells
    that choice: a few bits for each test.
    """
    known = _PROPERTIES.get(str(observation.details.get("property")))
    sentence = pattern(observation) or known or _BRIEF[observation.kind]
    return sentence.format(
        subject=_code(observation.subject),
        exception=_exception(observation.details.get("exception")),
        limit=_limit(observation.details),
        missing=_missing(observation),
        growth=_growth(observation.details),
        place=_place(observation.frames),
    )


def _code(text: str) -> str:
    return f"`{printable(text, 100)}`"


def _exception(name: object) -> str:
    """The name of a builtin exception; any other name could be the student's way to tell us something."""
    known = getattr(builtins, name, None) if isinstance(name, str) else None
    if isinstance(known, type) and issubclass(known, BaseException):
        return f"{'an' if known.__name__[0] in 'AEIOU' else 'a'} {known.__name__}"
    return "an exception"


def _limit(details: Details) -> str:
    for key, unit in (("seconds", "second"), ("megabytes", "MB")):
        amount = details.get(key)
        if is_number(amount):
            return f"{amount:g} {unit}{'s' if unit == 'second' and amount != 1 else ''}"
    return "the limit"


def _growth(details: Details) -> str:
    """How much more, to one digit: exact numbers, which the student's code chooses, could carry more out."""
    few, many = finite(details.get("few")), finite(details.get("many"))
    ratio = 0.0 if few is None or many is None else min(many / max(few, 1.0), _MOST_GROWTH)
    if ratio < _LEAST_GROWTH:
        return "more lines for a large problem than for a small one"
    return f"about {float(f'{ratio:.0e}'):,.0f} times as many lines for a large problem as for a small one"


def _missing(observation: Observation) -> str:
    file = observation.details.get("file")
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

_BRIEF = {
    Seen.VALUES: "The values of {subject} are not right.",
    Seen.SHAPE: "The shape of {subject} is not right.",
    Seen.SIZE: "The size of {subject} is not right: it is far too large.",
    Seen.DTYPE: "The dtype of {subject} is not right.",
    Seen.NAN: "{subject} contains NaN or infinity.",
    Seen.TYPE: "{subject} is not of the type that was asked for.",
    Seen.MODIFIED: "{subject} changes an argument that it should leave as it is.",
    Seen.GRADIENT: "{subject} is not the gradient that was asked for.",
    Seen.CONDITION: "{subject} lacks a property that a right answer has.",
    Seen.LOOPS: "{subject} loops in Python: it executes {growth}.",
    Seen.ANSWER: "The answer to {subject} is not right.",
    Seen.UNUSABLE: "The test could not work with what {subject} gave back.",
    Seen.RAISED: "{subject} raised {exception}{place}.",
    Seen.DIED: "Python stopped while {subject} was running.",
    Seen.TIMEOUT: "{subject} was not done within {limit}.",
    Seen.MEMORY: "{subject} needed more memory than {limit}{place}.",
    Seen.MISSING: "{subject} {missing}.",
    Seen.PROTOCOL: "{subject} gave back something that cannot be read as an answer.",
    Seen.BROKEN: "The test itself failed while it checked {subject}: this is not your fault.",
}

# What a check may say of a condition without giving a test away.
_PROPERTIES = {
    "slope of own loss": "{subject} is not the slope of your own loss.",
    "slope of own forward pass": "{subject} is not the slope of your own forward pass.",
    "smooth": "Around a random point your function has no slope that {subject} could be.",
    "linear in upstream": "{subject} does not grow in proportion to the upstream gradient.",
    "not zero": "{subject} is zero everywhere.",
}
