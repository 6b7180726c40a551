"""Who is in the class: a CSV file with the columns student, name and email."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import CourseError, Problem
from grader.intake.disk import reason
from grader.intake.names import student_id
from grader.intake.source import Source

COLUMNS = ("student", "name", "email")
MOST_WORDS = 20  # of a name, from where it may start: a quote that is never closed makes one of half the file


@dataclass(frozen=True, slots=True)
class Person:
    """A student on the roster; `name` and `email` may be empty."""

    student: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """The submissions, each with its student's name and address; and, by id, whom that leaves."""

    sources: tuple[Source, ...]
    missing: tuple[str, ...]  # on the roster, without a submission
    unknown: tuple[str, ...]  # with a submission, not on the roster
    doubled: tuple[tuple[str, ...], ...]  # ids that are one student's


def read_roster(path: Path) -> tuple[Person, ...]:
    """The class as the file has it; raises CourseError with every mistake in it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(_rows(file.read()))
    except OSError as error:
        raise _mistake(path, None, f"cannot be read ({reason(error)})") from None
    except UnicodeDecodeError:
        raise _mistake(path, None, "is not UTF-8; save it as CSV UTF-8") from None
    except csv.Error as error:
        raise _mistake(path, None, f"is not CSV ({error})") from None
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if "student" not in header:
        raise _mistake(path, 1, f"no column `student`; the first line names the columns: {','.join(COLUMNS)}")
    people = [(line, _person(header, cells)) for line, cells in rows[1:] if any(map(str.strip, cells))]
    if problems := list(_problems(path, people)):
        raise CourseError(problems)
    return tuple(person for _, person in people)


def attendance(roster: Sequence[Person], sources: Iterable[Source]) -> Attendance:
    """Match by id, else by address, else by full name; what could be two students' is nobody's."""
    directory = _Directory(roster)
    found = [(source, directory.find(source)) for source in sources]
    ids: dict[Person, list[str]] = defaultdict(list)
    for source, person in found:
        if person:
            ids[person].append(source.student)
    return Attendance(
        sources=tuple(_named(source, person) for source, person in found),
        missing=tuple(person.student for person in roster if person not in ids),
        unknown=tuple(source.student for source, person in found if not person),
        doubled=tuple(tuple(students) for students in ids.values() if len(students) > 1),
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each with its line. Spreadsheets of some countries write semicolons for commas."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    for cells in reader:
        yield reader.line_num, cells


def _mistake(path: Path, line: int | None, message: str) -> CourseError:
    return CourseError([Problem(str(path), line, message)])


def _person(header: Sequence[str], cells: Sequence[str]) -> Person:
    known = dict(zip(header, cells, strict=False))
    student, name, email = (_clean(known.get(column, "")) for column in COLUMNS)
    return Person(student, name, email)


def _clean(cell: str) -> str:
    return student_id(cell) if cell.strip() else ""


def _problems(path: Path, people: Sequence[tuple[int, Person]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line, person in people:
        if not person.student:
            yield Problem(str(path), line, "no id in the column `student`")
        elif (earlier := first.setdefault(_plain(person.student), line)) != line:
            yield Problem(str(path), line, f"`{person.student}` is in line {earlier} already")


class _Directory:
    """The roster by what may be known of a submission's student."""

    def __init__(self, roster: Sequence[Person]) -> None:
        self._ids = _index((_plain(person.student), person) for person in roster)
        self._emails = _index((_plain(person.email), person) for person in roster)
        self._names = _index((form, person) for person in roster for form in _forms(person.name))

    def find(self, source: Source) -> Person | None:
        asked = (
            self._ids.get(_plain(source.student)),
            self._emails.get(_plain(source.email)),
            self._emails.get(_plain(source.student)),
            self._names.get(_run_together(source.name)),
            self._names.get(_run_together(source.student)),
        )
        best = next(filter(None, asked), set())
        return next(iter(best)) if len(best) == 1 else None


def _index(pairs: Iterable[tuple[str, Person]]) -> Mapping[str, set[Person]]:
    found: dict[str, set[Person]] = defaultdict(set)
    for text, person in pairs:
        if text:
            found[text].add(person)
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _forms(name: str) -> Iterator[str]:
    """`Ada Lovelace` is also `Lovelace, Ada`, and in Canvas `lovelaceada`."""
    words = name.split()
    for start in range(min(len(words), MOST_WORDS)):
        yield _run_together(" ".join(words[start:] + words[:start]))


def _run_together(name: str) -> str:
    return "".join(filter(str.isalnum, _plain(name)))


def _named(source: Source, person: Person | None) -> Source:
    if person is None:
        return source
    return replace(source, name=person.name or source.name, email=person.email or source.email)
