"""What is compared: the functions that a student wrote, and the fingerprints of each."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.messages.places import find
from grader.model import Submission
from grader.similarity.fingerprints import grams, winnow
from grader.similarity.tokens import Body, read_bodies

# More is made by a program, and would take the time of a whole class to compare.
MAX_FUNCTIONS = 300
MAX_CHARACTERS = 200_000

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class AnswerFunction:
    """`place` is where it stands, `lines` its text; `fingerprints` have their lines, which count from 0."""

    name: str
    place: str
    lines: tuple[str, ...] = field(repr=False)
    fingerprints: Mapping[int, Spans] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """One submission. `earlier` names the folder of an earlier year that it is from, "" for this year's."""

    student: str
    earlier: str
    functions: tuple[AnswerFunction, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not compared, and why."""

    student: str
    earlier: str
    reason: str


def read_answers(
    submission: Submission, taught: Set[int], earlier: str = ""
) -> tuple[Answers, list[LeftOut]]:
    """The functions of a submission, less what is `taught`; what Python cannot read is left out."""
    info = submission.info
    functions, reasons = read_functions(submission.files, taught)
    if info.unreadable:
        reasons += info.warnings[:1]
    left_out = [LeftOut(info.student, earlier, reason) for reason in reasons]
    return Answers(info.student, earlier, functions), left_out


def read_functions(
    files: Mapping[str, str], taught: Set[int]
) -> tuple[tuple[AnswerFunction, ...], list[str]]:
    """The functions that have a fingerprint which is not `taught`, and why others are left out."""
    found: list[AnswerFunction] = []
    reasons = []
    for file, text in files.items():
        if PurePosixPath(file).suffix != ".py":
            continue
        if len(text) > MAX_CHARACTERS:
            reasons.append(f"{file}: longer than {MAX_CHARACTERS:,} characters")
            continue
        try:
            found += _in_file(file, text, taught)
        except SyntaxError as error:
            reasons.append(f"{file}: {_reason(error)}")
    if more := len(found[MAX_FUNCTIONS:]):
        reasons.append(f"{more} functions after the first {MAX_FUNCTIONS}")
    return tuple(found[:MAX_FUNCTIONS]), reasons


def _in_file(file: str, text: str, taught: Set[int]) -> list[AnswerFunction]:
    lines = text.split("\n")
    made = [_function(file, body, lines, taught) for body in read_bodies(text)]
    return [function for function in made if function.fingerprints]


def _function(file: str, body: Body, lines: list[str], taught: Set[int]) -> AnswerFunction:
    spans: dict[int, list[tuple[int, int]]] = {}
    for gram in winnow(grams(body.tokens)):
        if gram.hash not in taught:
            spans.setdefault(gram.hash, []).append((gram.first - body.first, gram.last - body.first))
    return AnswerFunction(
        body.name,
        str(find(lines, body.first) or f"{file}, line {body.first}"),
        tuple(lines[body.first - 1 : body.last]),
        {key: tuple(found) for key, found in spans.items()},
    )


def _reason(error: SyntaxError) -> str:
    line = f", line {error.lineno}" if error.lineno else ""
    return f"Python cannot read it{line}"
