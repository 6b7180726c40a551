"""Which row of a downloaded file is whose: told, not guessed."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.messages import counted, printable
from grader.model import Grade, SubmissionInfo

SHOWN = 20


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """Who a row is about: ids of any kind, addresses, and the full name."""

    row: int
    ids: tuple[str, ...]
    emails: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """Grades by row; `ambiguous` could be in several rows, or shares one with another; the rest has none."""

    by_row: Mapping[int, Grade]
    ambiguous: tuple[Grade, ...]
    unmatched: tuple[Grade, ...]
    empty: tuple[SheetPerson, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        people = [person.name or next(iter(person.ids), f"row {person.row}") for person in self.empty]
        return (
            f"{counted(len(self.by_row), 'row')} matched",
            *listed("rows without a grade, left as they are", people),
        )

    @property
    def troubles(self) -> tuple[str, ...]:
        return (
            *listed("ambiguous, not filled in", _students(self.ambiguous)),
            *listed("graded, and in no row", _students(self.unmatched)),
        )


def match(people: Sequence[SheetPerson], grades: Iterable[Grade]) -> Matching:
    """Each grade with the one row that its id is in; else its address; else its name."""
    directory = _Directory(people)
    found = [(grade, directory.rows(grade.info)) for grade in grades]
    claims = Counter(row for _, rows in found for row in rows)
    by_row = {min(rows): grade for grade, rows in found if len(rows) == 1 and claims[min(rows)] == 1}
    placed = {id(grade) for grade in by_row.values()}
    return Matching(
        by_row,
        ambiguous=tuple(grade for grade, rows in found if rows and id(grade) not in placed),
        unmatched=tuple(grade for grade, rows in found if not rows),
        empty=tuple(person for person in people if not claims[person.row]),
    )


def listed(what: str, names: Sequence[str]) -> tuple[str, ...]:
    """A line with the first of the names; none where there is nobody."""
    if not names:
        return ()
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (f"{what}: {', '.join(printable(name, 80) for name in names[:SHOWN])}{more}",)


class _Directory:
    """The rows by what is known of their people."""

    def __init__(self, people: Sequence[SheetPerson]) -> None:
        self._ids = _index((_plain(text), one.row) for one in people for text in one.ids)
        self._emails = _index((_plain(text), one.row) for one in people for text in one.emails)
        self._logins = _index(
            (key.partition("@")[0], row) for key, rows in self._emails.items() for row in rows
        )
        self._names = _index((_name(one.name), one.row) for one in people)

    def rows(self, info: SubmissionInfo) -> set[int]:
        """Those of the strongest kind of agreement that there is."""
        student, address = _plain(info.student), _plain(info.email)
        agreeing = (
            self._ids[student],
            self._emails[student] | self._emails[address],
            self._logins[student],
            self._names[_name(info.student)] | self._names[_name(info.name)],
        )
        return next(filter(None, agreeing), set())


def _index(pairs: Iterable[tuple[str, int]]) -> defaultdict[str, set[int]]:
    """The rows of each text that says something."""
    found = defaultdict(set)
    for text, row in pairs:
        if text:
            found[text].add(row)
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _name(text: str) -> str:
    """`Lovelace, Ada` and `ada lovelace` are the same."""
    last, comma, first = _plain(text).partition(",")
    return " ".join(f"{first} {last}".split() if comma else last.split())


def _students(grades: Iterable[Grade]) -> list[str]:
    return [grade.info.student for grade in grades]
