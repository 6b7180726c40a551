"""`grader grade`: grade a folder of submissions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import ATTENTION, INTERRUPTED, Command, gradebook_url
from grader.cli.gradebook_options import ROSTER
from grader.cli.phrases import score
from grader.messages import counted, printable

if TYPE_CHECKING:
    from grader.intake import Attendance
    from grader.workflow import Outcome, ScoreChange

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
MOST_STUDENTS = 50


@click.command("grade", cls=Command)
@click.argument("assignment")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=FOLDER, help="Where the pages go.  [default: COURSE/reports/ASSIGNMENT]")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Parallel submissions.  [default: one per processor]"
)
@click.option(
    "--engine",
    metavar="ADDRESS",
    help="Grade on the machines of a Dask cluster, as in dask://HOST:PORT.  [default: on this one]",
)
@click.option("--gradebook", metavar="URL", help="A SQLAlchemy URL, or the path of a SQLite file.")
@click.option(
    "--isolation",
    type=click.Choice(["kernel", "none"]),
    default="kernel",
    show_default=True,
    help="The sandbox for student code; with none it runs with all your rights.",
)
@click.option(
    "--roster",
    type=FILE,
    help="A CSV with the columns student, name and email.  [default: COURSE/roster.csv, if there is one]",
)
@click.option("--only", metavar="TASK", help="Grade this task alone; its results are not kept.")
@click.option(
    "--again",
    metavar="STUDENT",
    multiple=True,
    help="Grade again what is already graded: a student's id, `timeouts` (every student with a test that "
    "ran out of time or memory) or `all`. A new grade that differs is a draft until `grader publish`.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    assignment: str,
    paths: tuple[Path, ...],
    out: Path | None,
    jobs: int | None,
    engine: str | None,
    gradebook: str | None,
    isolation: str,
    roster: Path | None,
    only: str | None,
    again: tuple[str, ...],
    as_json: bool,
    folder: Path | None,
) -> None:
    """Grade the submissions for ASSIGNMENT that lie in PATH...

    A PATH is a folder with one folder, archive or file per student, or a single submission. What the
    gradebook has already is not graded again, so that the same command goes on after an interruption.
    """
    # Heavy imports wait until a command runs: `grader --help` needs none of them.
    from grader import workflow
    from grader.cli.progress import progress
    from grader.course import find_course, load_assignment
    from grader.engines import LOCAL, EngineOptions, find_engine
    from grader.engines.process import EXAMINER

    course = find_course(folder or Path.cwd())
    options = EngineOptions(engine or LOCAL, jobs, ctx.obj or EXAMINER)
    with ExitStack() as stack:
        with progress() as watch:
            outcome = stack.enter_context(
                workflow.grade(
                    course,
                    load_assignment(course, assignment),
                    paths,
                    out=out or course.root / "reports" / (f"{assignment}-{only}" if only else assignment),
                    engine=find_engine(options),
                    gradebook_url=gradebook_url(gradebook) if gradebook else course.gradebook,
                    isolation=isolation,
                    only=only,
                    again=[name for names in again for name in names.split(",")],
                    watch=watch,
                    roster=roster or _in_course(course.root / ROSTER),
                )
            )
        _tell(outcome, as_json=as_json)
        ctx.exit(_exit_code(outcome))


def _in_course(roster: Path) -> Path | None:
    return roster if roster.exists() else None


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    from grader.cli import json_output, table

    if as_json:
        json_output.write(outcome)
    else:
        table.write(outcome)
    for line in _remarks(outcome):
        click.echo(line, err=True)


def _remarks(outcome: Outcome) -> list[str]:
    remarks = []
    withheld = [row.student for row in outcome.rows if row.broken]
    if outcome.already == outcome.found:
        remarks.append(f"nothing to grade: {outcome.already} already graded")
    if outcome.broken:
        suite = outcome.assignment.suite
        remarks += [f"broken: {test} {why}" for test, why in outcome.broken.items()]
        remarks.append(f"Run `pytest {suite}`, fix the errors it reports, and grade again.")
    if withheld:
        remarks.append(f"withheld, because a test is broken: {', '.join(withheld)}")
    if outcome.kept:
        remarks.append(f"a test broke, and the earlier grade is kept: {', '.join(outcome.kept)}")
    if outcome.drafts:
        remarks.append(_about_drafts(len(outcome.drafts), outcome.assignment.id))
    if outcome.others:
        remarks.append(f"another submission than this one counts: {_some(outcome.others)}")
    remarks += map(_about_shift, outcome.shifts)
    if outcome.unreadable:
        remarks.append(f"unreadable: {', '.join(outcome.unreadable)}")
    if outcome.attendance:
        remarks += _roster_remarks(outcome.attendance)
    if outcome.interrupted:
        left = outcome.found - len(outcome.rows)
        remarks.append(f"Interrupted, {left} to go. Run the same command again to continue.")
    return [printable(remark) for remark in remarks]


def _about_shift(shift: ScoreChange) -> str:
    scores = f"{score(shift.before)} -> {score(shift.after)}"
    return f"{shift.student} in {shift.assignment}: {scores}, by other late days"


def _about_drafts(drafts: int, assignment: str) -> str:
    return (
        f"{counted(drafts, 'draft')} of new grades: `grader diff {assignment}` shows what would change, "
        f"`grader publish {assignment}` makes it current"
    )


def _roster_remarks(attendance: Attendance) -> Iterator[str]:
    if attendance.missing:
        yield f"missing: {_some(attendance.missing)}"
    if attendance.unknown:
        yield f"not on the roster: {_some(attendance.unknown)}"
    for students in attendance.doubled:
        yield f"one student on the roster, graded under several ids: {_some(students)}"


def _some(students: Sequence[str]) -> str:
    more = len(students) - MOST_STUDENTS
    return ", ".join(students[:MOST_STUDENTS]) + (f" and {more} more" if more > 0 else "")


def _exit_code(outcome: Outcome) -> int:
    if outcome.interrupted:
        return INTERRUPTED
    return ATTENTION if outcome.needs_attention else 0
