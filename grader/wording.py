"""An observation in sentences: one that gives nothing away, and all of them."""

from __future__ import annotations

import builtins
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from grader.model import Frame, Observation, Seen

Details = Mapping[str, Any]


def brief(observation: Observation) -> str:
    """One sentence that is safe to show a student on a hidden test.

    It is put together from what can carry next to nothing of a test: what was checked, the kind of
    failure, the limit, a builtin exception's name, and a line of code in the student's own files. Code
    that fails on a line of its choice tells that choice: a few bits for each test.
    """
    return _BRIEF[observation.kind].format(
        subject=_code(observation.subject),
        exception=_exception(observation.details.get("exception")),
        limit=_limit(observation.details),
        missing=_missing(observation),
        place=_place(observation.frames),
    )


def full(observation: Observation) -> tuple[str, ...]:
    """Everything that was seen, for instructors and on visible tests; the first sentence is the brief one."""
    specifics = _SPECIFICS.get(observation.kind, _nothing)(observation)
    return (brief(observation), *(printable(sentence) for sentence in specifics))


def printable(text: str, limit: int = 2000) -> str:
    """At most `limit` characters, none of which moves the cursor, turns text round or fails to encode."""
    if len(text) <= limit and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    shown = "".join(_escaped(character) for character in text[:limit])
    return shown if max(len(text), len(shown)) <= limit else shown[: limit - 1] + "…"


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNPRINTABLE or character in _HARMLESS:
        return character
    return character.encode("unicode_escape").decode("ascii")


# Sentences for every reader


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
        if _is_number(amount):
            return f"{amount:g} {unit}{'s' if unit == 'second' and amount != 1 else ''}"
    return "the limit"


def _missing(observation: Observation) -> str:
    file = observation.details.get("file")
    return f"cannot be found: the file {_code(file)} is missing" if _is_plain(file) else "is not written yet"


def _place(frames: tuple[Frame, ...]) -> str:
    innermost = frames[-1] if frames else None
    return f" ({innermost.file}, line {innermost.line})" if innermost and _is_plain(innermost.file) else ""


def _is_plain(file: object) -> TypeGuard[str]:
    """Whether this is how modules are called: `compile` lets code choose any name for its own file."""
    return isinstance(file, str) and _PLAIN_FILE.fullmatch(file) is not None


# Sentences for instructors and visible tests


def _values(observation: Observation) -> list[str]:
    details = observation.details
    return [
        *_share(details, "wrong", "{} of {} entries differ."),
        *_worst(observation),
        *_relative_error(details),
        *_ratio(details),
        *_text(details, "note", "{}"),
    ]


def _worst(observation: Observation) -> list[str]:
    index = observation.details.get("index")
    if not index:
        return _compared(observation)
    where = _entry(observation.subject, index)
    return [f"Worst at `{where}`: {pair}" for pair in _pair(observation.details, _told_apart)]


def _relative_error(details: Details) -> list[str]:
    error, tolerance = details.get("relative_error"), details.get("tolerance")
    allowed = "" if tolerance is None else f" (allowed: {_scientific(tolerance)})"
    return [] if error is None else [f"The relative error is {_scientific(error)}{allowed}."]


def _ratio(details: Details) -> list[str]:
    ratio = details.get("ratio")
    return [] if ratio is None else [f"Yours divided by what was expected is {_number(ratio)} everywhere."]


def _shape(observation: Observation) -> list[str]:
    return _sentence(_pair(observation.details, lambda *shapes: tuple(map(_tuple, shapes))))


def _compared(observation: Observation) -> list[str]:
    return _sentence(_pair(observation.details, _told_apart))


def _nan(observation: Observation) -> list[str]:
    details = observation.details
    return [
        *_share(details, "nan", "{} of {} entries are NaN."),
        *_share(details, "inf", "{} of {} entries are infinite."),
        *_first(observation.subject, details.get("index")),
    ]


def _first(subject: str, index: object) -> list[str]:
    return [f"The first is at `{_entry(subject, index)}`."] if index else []


def _modified(observation: Observation) -> list[str]:
    return _text(observation.details, "argument", "The argument that changed is `{}`: work on a copy of it.")


def _condition(observation: Observation) -> list[str]:
    details = observation.details
    yours = details.get("yours")
    alone = [] if yours is None else [f"Yours is {_value(yours)}."]
    return [
        *_text(details, "statement", "What should hold: {}."),
        *(_compared(observation) or alone),
        *_relative_error(details),
    ]


def _unusable(observation: Observation) -> list[str]:
    return _text(observation.details, "error", "The test ran into: {}")


def _raised(observation: Observation) -> list[str]:
    return [*_traceback(observation), *_text(observation.details, "message", "The message reads: {}")]


def _traceback(observation: Observation) -> list[str]:
    """The student's own frames, the innermost last, as Python orders them."""
    return [_frame(frame) for frame in observation.frames[-_FRAMES:]]


def _frame(frame: Frame) -> str:
    source = f": `{printable(frame.source.strip(), 200)}`" if frame.source.strip() else ""
    return f"{printable(frame.file, 100)}, line {frame.line}, in `{printable(frame.function, 100)}`{source}"


def _died(observation: Observation) -> list[str]:
    return _text(observation.details, "how", "How it ended: {}.")


def _reason(observation: Observation) -> list[str]:
    return _text(observation.details, "reason", "What happened: {}")


def _nothing(_: Observation) -> list[str]:
    return []


# Parts of sentences

Pair = tuple[str, ...]


def _share(details: Details, key: str, sentence: str) -> list[str]:
    """The sentence with its count, unless that is nothing, or all there is to a single number."""
    count, entries = details.get(key), details.get("entries")
    return [sentence.format(count, entries)] if count and entries and entries != 1 else []


def _pair(details: Details, shown: Callable[[Any, Any], Pair]) -> list[str]:
    """`yours …, expected …`, as a list of one, or of none where either is not known."""
    if "yours" not in details or "expected" not in details:
        return []
    yours, expected = shown(details["yours"], details["expected"])
    return [f"yours is {yours}, expected is {expected}."]


def _sentence(pair: list[str]) -> list[str]:
    return [part[0].upper() + part[1:] for part in pair]


def _text(details: Details, key: str, sentence: str) -> list[str]:
    text = details.get(key)
    return [sentence.format(text)] if text else []


def _entry(subject: str, index: object) -> str:
    return f"{subject}[{', '.join(map(_value, index)) if isinstance(index, list | tuple) else _value(index)}]"


def _tuple(shape: object) -> str:
    """A shape as numpy writes it: `()`, `(3,)`, `(3, 4)`."""
    return str(tuple(shape)) if isinstance(shape, list | tuple) else _value(shape)


def _told_apart(yours: object, expected: object) -> Pair:
    """Numbers with seven digits, or with all of them where seven do not tell the two apart."""
    short = _number(yours), _number(expected)
    return short if short[0] != short[1] else (_value(yours), _value(expected))


def _number(value: object) -> str:
    return f"{value:.7g}" if isinstance(value, float) else _value(value)


def _scientific(value: object) -> str:
    return f"{value:.1e}" if _is_number(value) else _value(value)


def _value(value: object) -> str:
    return printable(value if isinstance(value, str) else repr(value), 200)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_HARMLESS = "\n\t\u200c\u200d"  # the two joiners, which several scripts are spelt with

_FRAMES = 6
_PLAIN_FILE = re.compile(r"[A-Za-z_][A-Za-z_0-9/-]{0,99}\.(py|ipynb)")

_BRIEF = {
    Seen.VALUES: "The values of {subject} are not right.",
    Seen.SHAPE: "The shape of {subject} is not right.",
    Seen.DTYPE: "The dtype of {subject} is not right.",
    Seen.NAN: "{subject} contains NaN or infinity.",
    Seen.TYPE: "{subject} is not of the type that was asked for.",
    Seen.MODIFIED: "{subject} changes an argument that it should leave as it is.",
    Seen.GRADIENT: "{subject} is not the gradient that was asked for.",
    Seen.CONDITION: "{subject} lacks a property that a right answer has.",
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

_SPECIFICS: dict[Seen, Callable[[Observation], list[str]]] = {
    Seen.VALUES: _values,
    Seen.SHAPE: _shape,
    Seen.DTYPE: _compared,
    Seen.NAN: _nan,
    Seen.TYPE: _compared,
    Seen.MODIFIED: _modified,
    Seen.CONDITION: _condition,
    Seen.ANSWER: _compared,
    Seen.UNUSABLE: _unusable,
    Seen.RAISED: _raised,
    Seen.DIED: _died,
    Seen.MEMORY: _traceback,
    Seen.PROTOCOL: _reason,
    Seen.BROKEN: _reason,
}
