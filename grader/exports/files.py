"""How files get to their place, and which name a student's file has."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from grader.course.private import OWNER_ONLY
from grader.errors import UsageError
from grader.exports.request import ExportReport, ExportRequest
from grader.messages import counted, printable
from grader.model import Grade, digest


def write(path: Path, content: bytes | str, *, private: bool = False) -> None:
    """Whoever looks sees the old file or the new one, never half of one; `private`: its owner alone looks."""
    raw = content.encode() if isinstance(content, str) else content
    part = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if private:
            part.touch(OWNER_ONLY)  # before there is anything in it
        part.write_bytes(raw)
        part.replace(path)
    except OSError as error:
        raise UsageError(
            f"the export cannot be written: {error.strerror or error}",
            where=printable(str(path)),
            advice="Make the folder writable and see that its disk has space, or name another with --out.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def write_each(request: ExportRequest, suffix: str, content: Callable[[Grade], str]) -> ExportReport:
    """A file per student in the folder `request.out`."""
    grades = list(request.grades)
    for grade in grades:
        write(request.out / f"{file_name(grade.info.student)}{suffix}", content(grade))
    return report(request, grades)


def report(request: ExportRequest, grades: Sequence[Grade]) -> ExportReport:
    """How many students there are, and who of them has no score."""
    return ExportReport(request.out, (counted(len(grades), "student"),), told_withheld(grades))


def file_name(student: str) -> str:
    """The id where it is a good file name; else a name made from it, with a hash after two dashes."""
    if _GOOD_NAME.fullmatch(student) and len(student) <= _LONGEST:
        return student
    slug = re.sub(r"[^a-z0-9]+", "-", student.lower())[:_LONGEST].strip("-")
    return f"{slug or 'student'}--{digest([student])[:12]}"


def told_withheld(grades: Iterable[Grade]) -> tuple[str, ...]:
    names = ", ".join(printable(grade.info.student) for grade in grades if grade.final is None)
    return (f"no score, because a test is broken: {names}",) if names else ()


_GOOD_NAME = re.compile(r"[a-z0-9]+([-_.][a-z0-9]+)*")
_LONGEST = 60
