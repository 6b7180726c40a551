"""`grader explain`: a misconception's page, for instructors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import Command
from grader.errors import UsageError
from grader.messages import suggestion

if TYPE_CHECKING:
    from grader.diagnosis.catalogue import Misconception, Variant
    from grader.model import Assignment

    Known = tuple[Assignment, Misconception]

FOLDER = click.Path(path_type=Path, file_okay=False)
COLOURS = {"-": "red", "+": "green"}


@click.command("explain", cls=Command)
@click.argument("code")
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
def command(*, code: str, folder: Path | None) -> None:
    """Print what the course knows of the misconception CODE, with the lines of the solution it changes."""
    from grader.course import assignments, find_course, load_assignment
    from grader.diagnosis.catalogue import load_catalogue

    course = find_course(folder or Path.cwd())
    loaded = [load_assignment(course, name) for name in assignments(course)]
    known = [(one, entry) for one in loaded for entry in load_catalogue(one).misconceptions]
    found = [(one, entry) for one, entry in known if entry.id == code]
    if not found:
        raise _unknown(code, known)
    click.echo("\n\n".join("\n".join(_page(*one)) for one in found))


def _unknown(code: str, known: Sequence[Known]) -> UsageError:
    ids = sorted({entry.id for _, entry in known})
    return UsageError(
        f"no misconception `{code}` in the course",
        advice=suggestion(code, ids, "`grader validate` lists them all, assignment by assignment.", most=3),
    )


def _page(assignment: Assignment, misconception: Misconception) -> Iterator[str]:
    tasks = dict.fromkeys(task for variant in misconception.variants for task in variant.tasks)
    yield click.style(misconception.id, bold=True)
    yield misconception.title
    yield ""
    yield f"Assignment  {assignment.id}: {assignment.title}"
    yield f"Tasks       {', '.join(tasks)}"
    if misconception.twins:
        yield f"Twins       {', '.join(misconception.twins)}"
    yield ""
    yield click.wrap_text(misconception.advice, width=100)
    for variant in misconception.variants:
        yield ""
        yield from _change(assignment, variant)


def _change(assignment: Assignment, variant: Variant) -> Iterator[str]:
    """The lines before and after; `difflib` puts two lines of names first."""
    before = (assignment.solutions / variant.file).read_text("utf-8").splitlines()
    after = variant.files[variant.file].splitlines()
    yield f"{variant.file}, for {', '.join(variant.tasks)}:"
    for line in list(unified_diff(before, after, n=0, lineterm=""))[2:]:
        if line.startswith("@@"):
            yield f"  line {_first_line(line)}"
        else:
            yield click.style(f"    {line[0]} {line[1:]}", fg=COLOURS[line[0]])


def _first_line(hunk: str) -> int:
    """From `@@ -38,2 +38 @@`: where the reference's lines begin."""
    return int(hunk.split()[1].removeprefix("-").partition(",")[0])
