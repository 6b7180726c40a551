"""A roster: people whom submissions can be matched with, or a CourseError that names the file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from grader import wire
from grader.errors import CourseError
from grader.intake import Source, attendance, read_roster
from grader.intake.roster import Person
from tests.fuzz.memory import bounded_memory

TOKENS = (
    b'student,name,email\n | student;name;email\r\n | " | "" | , | ; | \t | \r | \n | \x00 | \xff | '
    b"\xef\xbb\xbf | \xc2\x85 | \xe2\x80\xa8 | ada@uni.example | Lovelace, Ada | \xef\xac\x81 |  "
).split(b" | ")
MOST_MEMORY = 32 << 20  # bytes; every form of a name is kept, so that more work is more memory
TRAP = b"student,name\nada,Ada\n"


def seeds() -> Iterator[bytes]:
    yield b'student,name,email\nada,Ada Lovelace,ada@uni.example\nbob,"Builder, Bob",\n\n007,,'
    yield "\ufeffStudent;Name\r\nz\xf6e;Zo\xeb \u017fmith\r\nada;x\r\nADA;y\r\n;z\r\n".encode()
    yield b"student\tx\n1\t2\n"


def people(path: Path) -> Sequence[Person]:
    return read_roster(path)


def careless(path: Path) -> Sequence[Person]:
    with path.open(newline="") as file:
        return [Person(row["student"], row["name"], row["email"].strip()) for row in csv.DictReader(file)]


def check(data: bytes, subject: Callable[[Path], Sequence[Person]] = people) -> None:
    with TemporaryDirectory() as folder, bounded_memory(MOST_MEMORY):
        path = Path(folder) / "roster.csv"
        path.write_bytes(data)
        try:
            found = subject(path)
        except CourseError as error:
            found, blamed = (), {problem.file for problem in error.problems}
        else:
            blamed = {str(path)}
        sources = [Source(person.student, (path,)) for person in found]
        result = attendance(found, [*sources, Source("nobody at all", (path,), name="Ada Lovelace")])
    assert blamed == {str(path)}
    assert not set(result.missing).intersection(source.student for source in sources)
    wire.dump([text for person in found for text in (person.student, person.name, person.email)])
