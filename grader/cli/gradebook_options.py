"""What the commands on a gradebook share: their options, and what these open."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.cli.base import gradebook_url
from grader.errors import UsageError
from grader.messages import suggestion

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.model import Assignment, Course

Command = TypeVar("Command", bound=Callable[..., Any])

ROSTER = "roster.csv"  # in the course's folder
FOLDER = click.Path(path_type=Path, file_okay=False)


def gradebook_options(command: Command) -> Command:
    """`--gradebook` and `--course`."""
    book = click.option("--gradebook", metavar="URL", help="A SQLAlchemy URL, or the path of a SQLite file.")
    course = click.option(
        "--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]"
    )
    return book(course(command))


def out_option(command: Command) -> Command:
    """`--out`, of commands that write pages."""
    return click.option("--out", type=FOLDER, help="Where the pages are.  [default: COURSE/reports/ID]")(
        command
    )


def by_option(command: Command) -> Command:
    """`--by`, of commands that leave a trail."""
    return click.option(
        "--by", metavar="NAME", callback=_name, help="Who decides.  [default: your login name]"
    )(command)


def comment_option(about: str) -> Callable[[Command], Command]:
    return click.option("--comment", metavar="TEXT", default="", help=about)


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")(
        command
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """A course and its gradebook, while that is open."""

    course: Course
    gradebook: Gradebook

    def assignment(self, name: str) -> Assignment:
        from grader.course import load_assignment

        return load_assignment(self.course, name)

    def assignments(self, name: str | None) -> list[Assignment]:
        """The one called `name`, or all of the course."""
        from grader.course import assignments

        return [self.assignment(one) for one in ([name] if name else assignments(self.course))]

    def pages(self, assignment: Assignment, out: Path | None = None) -> Path:
        """The folder of the assignment's pages."""
        return out or self.course.root / "reports" / assignment.id


@contextmanager
def opened(folder: Path | None, gradebook: str | None, *, make: bool = False) -> Iterator[Opened]:
    """What the options `--course` and `--gradebook` mean; with `make` there need not be a gradebook yet."""
    from grader.course import find_course
    from grader.gradebook import Gradebook

    course = find_course(folder or Path.cwd())
    with Gradebook.open(gradebook_url(gradebook) if gradebook else course.gradebook, make=make) as book:
        yield Opened(course, book)


def unknown_student(student: str, known: Sequence[str]) -> UsageError:
    return UsageError(
        f"no student `{student}` in the gradebook",
        advice=suggestion(student, known) or "The ids are in the table that `grade` prints.",
    )


def _name(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """A name that is not empty: the gradebook keeps that for what nobody had to decide."""
    if value is not None and not value.strip():
        raise click.BadParameter("expected a name", ctx, param)
    if value is not None:
        return value.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:  # KeyError until Python 3.12
        raise click.BadParameter(
            "this machine has no login name for you: say who decides", ctx, param
        ) from error
