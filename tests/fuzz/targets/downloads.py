"""Downloaded gradebooks of Canvas and Moodle: filled in with nothing else changed, or a UsageError."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.errors import UsageError
from grader.exports import ExportRequest, export
from grader.exports.sheet import Sheet
from grader.model import Assignment, Course, Grade, Isolation, SubmissionInfo

DOWNLOADS = Path(__file__).parents[2] / "exports" / "downloads"
NOWHERE = Path("unused")
COURSE = Course(NOWHERE, "Deep learning", "sqlite://", b"secret")
ASSIGNMENT = Assignment("losses", "Losses and gradients", (), ("svm.py",), NOWHERE, NOWHERE, NOWHERE)
STUDENTS = ("ada", "bob", "u3", "dan", '=HYPERLINK("x")', "Nina Nobody", "501")
CHANGED = {"Grade", "Feedback comments", "Losses and gradients (4711)"}

TOKENS = (
    b'" | "" | , | ; | \t | \r | \n | \r\n | \x00 | \xff | \xef\xbb\xbf | \xc2\x85 | Student,ID, | '
    b"LastName,FirstName,ID, | Losses and gradients (1) |     Points Possible | Manual Posting | "
    b"Identifier | Grade | Feedback comments | Maximum Grade | No | EX | N/A | Participant 501 | ada | "
    b"Lovelace, Ada | 999999999.9 | 6,00"
).split(b" | ")
TRAP = b"Identifier,Email address\nParticipant 501,ada@uni.example\n"


def seeds() -> Iterator[bytes]:
    for path in sorted(DOWNLOADS.glob("*.csv")):
        yield path.read_bytes()
        yield path.read_bytes().replace(b",", b";").replace(b"\n", b"\r\n")
    yield "\ufeffLastName,FirstName,ID,losses (7)\nLovelace,Ada,9,\n".encode()
    yield "Identifier,Grade\nParticipant 501,\n".encode("utf-16")


def fill_in(name: str, into: Path, out: Path) -> None:
    export(name, ExportRequest(COURSE, ASSIGNMENT, map(_grade, STUDENTS), out, into))


def careless(_name: str, into: Path, out: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(into.read_text())))
    out.write_text("".join(f"{row['Identifier']},{row['Grade']}\n" for row in rows))


def check(data: bytes, subject: Callable[[str, Path, Path], None] = fill_in) -> None:
    with TemporaryDirectory() as folder:
        into, out = Path(folder) / "in.csv", Path(folder) / "out.csv"
        into.write_bytes(data)
        for name in ("canvas", "moodle"):
            with suppress(UsageError):
                subject(name, into, out)
                _check_nothing_else_changed(Sheet.read(into), Sheet.read(out))


def _check_nothing_else_changed(before: Sheet, after: Sheet) -> None:
    assert before.header == after.header
    assert before.rows == after.rows
    for row in before.rows:
        cells = zip(before.row(row), after.row(row), strict=True)
        changed = [number for number, (old, new) in enumerate(cells) if old != new]
        assert all(_may_change(before.header, number) for number in changed), (
            f"row {row} changed in {changed}"
        )


def _may_change(header: list[str], number: int) -> bool:
    return number < len(header) and (header[number] in CHANGED or "(" in header[number])


def _grade(student: str) -> Grade:
    info = SubmissionInfo("losses", student, "0" * 64)
    return Grade(info, "key", (), 2.0, 6.0, 2.0, Isolation("none"), {}, datetime(2026, 3, 2, tzinfo=UTC))
