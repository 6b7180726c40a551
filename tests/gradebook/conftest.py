"""Gradebooks, and grades to put in them."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from grader.gradebook import Gradebook
from grader.gradebook.schema import metadata
from grader.model import Grade, Isolation, Status, SubmissionInfo, TestResult, TestSpec

SERVER = Path(__file__).with_name("server.py")
NUMBERS = itertools.count()
NOBODY = 65534
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgresql)
ISOLATION = Isolation("kernel", ("landlock", "seccomp"))
MakeGrade = Callable[..., Grade]


@pytest.fixture(scope="session")
def make_grade() -> MakeGrade:
    def make(
        student: str,
        key: str = "k1",
        *,
        status: Status = Status.PASSED,
        assignment: str = "losses",
        files: str = "files",
    ) -> Grade:
        result = TestResult.of(TestSpec("t::one", "The loss is right.", "svm", 5.0), status)
        info = SubmissionInfo(assignment, student, content_hash=f"hash of {student}'s {files}")
        final = None if status is Status.BROKEN else result.earned
        now = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
        return Grade(info, key, (result,), result.earned, 5.0, final, ISOLATION, {"grader": "1"}, now)

    return make


@pytest.fixture(scope="session")
def current() -> Callable[[Gradebook], list[Grade]]:
    """The published grade of what each student handed in last for `losses`."""
    return lambda book: [book.attempts("losses", student)[-1] for student in book.students("losses")]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of the tests' own: the URL of a database of nobody's.

    It is nobody's child, because other tests count theirs; it ends with its input.
    """
    (stdin, life), (words, stdout) = os.pipe(), os.pipe()
    command = ["setsid", "--fork", sys.executable, str(SERVER)]
    subprocess.run(command, stdin=stdin, stdout=stdout, check=True)
    os.close(stdin)
    os.close(stdout)
    with os.fdopen(words) as told:
        said = told.readline().strip()
        if said.startswith("postgresql://"):
            yield said
        os.close(life)
        told.read()  # until it has ended
    if not said.startswith("postgresql://"):
        pytest.skip(said or "PostgreSQL does not start here")


@contextmanager
def made(server: str) -> Iterator[str]:
    """Another database on the server."""
    name = f"marks_{next(NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """A database in which nothing is."""
    with made(server) as url:
        yield url


@pytest.fixture(scope="session")
def shared(server: str) -> Iterator[str]:
    """A gradebook that is never made anew, which takes its time."""
    with made(server) as url:
        Gradebook.open(url).close()
        yield url


@pytest.fixture
def emptied(shared: str) -> str:
    """A gradebook in which nobody is."""
    with psycopg.connect(shared) as connection:
        tables = ", ".join(f'"{table}"' for table in metadata.tables)
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY")
    return shared


@pytest.fixture(params=["sqlite", POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a gradebook that other processes can open too; there is none yet."""
    if request.param == "postgres":
        return str(request.getfixturevalue("database"))
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture(params=["file", "memory", POSTGRES])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gradebook]:
    urls = {"file": f"sqlite:///{tmp_path / 'gradebook.db'}", "memory": "sqlite://"}
    with Gradebook.open(urls.get(request.param) or request.getfixturevalue("emptied")) as opened:
        yield opened


@pytest.fixture
def run(book: Gradebook) -> int:
    return book.begin_run("losses", "f1", ISOLATION, {"grader": "1"})


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder with a gradebook that this process may only read, even where the tests run as root."""
    user = os.geteuid()
    with TemporaryDirectory() as name:
        folder = Path(name)
        Gradebook.open(f"sqlite:///{folder / 'gradebook.db'}").close()
        (folder / "gradebook.db").chmod(0o444)
        (folder / "private.db").touch(0)
        folder.chmod(0o555)
        if user == 0:
            os.seteuid(NOBODY)
        yield folder
        if user == 0:
            os.seteuid(user)
        folder.chmod(0o755)
