"""An exception from a student's own files, told as the sandbox would tell it."""

from __future__ import annotations

import builtins
import traceback
from collections.abc import Mapping

from grader.errors import SubmissionFault, SubmissionMissing, SubmissionRaised
from grader.messages import places
from grader.observations import Frame

MAX_FRAMES = 12
MAX_MESSAGE = 1000


def fault(error: BaseException, files: Mapping[str, str]) -> SubmissionFault | None:
    """What `error` says of the code in `files` (name to text); None where none of it was running."""
    if isinstance(error, SubmissionFault):
        return error
    frames = _frames(error, files)
    if not frames:
        return None
    if isinstance(error, NotImplementedError):
        return SubmissionMissing(_subject(frames[-1]))
    return raised(error, _subject(frames[0]), frames)


def raised(error: BaseException, subject: str, frames: tuple[Frame, ...] = ()) -> SubmissionRaised:
    """The error by the name of its nearest builtin class, as hidden tests tell it too."""
    bases = tuple(base.__name__ for base in type(error).__mro__ if vars(builtins).get(base.__name__) is base)
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return SubmissionRaised(bases[0], text[:MAX_MESSAGE], bases, frames[-MAX_FRAMES:], subject)


def _frames(error: BaseException, files: Mapping[str, str]) -> tuple[Frame, ...]:
    own = [
        _frame(frame.f_code.co_filename, line, frame.f_code.co_qualname, files)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename in files
    ]
    if isinstance(error, SyntaxError) and error.filename is not None and error.filename in files:
        own.append(_frame(error.filename, error.lineno or 1, MODULE, files))
    return tuple(own)


def _frame(file: str, line: int, function: str, files: Mapping[str, str]) -> Frame:
    lines = files[file].split("\n")  # as Python counts them
    source = lines[line - 1].strip() if line <= len(lines) else ""
    if place := places.find(lines, line):
        return Frame(place.file, place.line, function, source, place.cell)
    return Frame(file, line, function, source)


def _subject(frame: Frame) -> str:
    return frame.file if frame.function == MODULE else frame.function


MODULE = "<module>"
