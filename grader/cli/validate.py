"""`grader validate`: prove assignments sound before anyone receives them."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import ATTENTION, Command

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("validate", cls=Command)
@click.argument("assignment", metavar="[ID]", required=False)
@click.option("--no-mutants", is_flag=True, help="Leave out the mutants of the reference.")
@click.option(
    "--out", type=FOLDER, help="Where the page goes, as ID/validate.html.  [default: COURSE/reports]"
)
@click.option(
    "--isolation",
    type=click.Choice(["kernel", "none"]),
    default="kernel",
    show_default=True,
    help="What locks the code in; none will do, since all of it is the course's own.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    assignment: str | None,
    no_mutants: bool,
    out: Path | None,
    isolation: str,
    as_json: bool,
    folder: Path | None,
) -> None:
    """Prove the assignment ID sound, or every assignment.

    The reference must earn full marks and the blank stub nothing; each misconception must be caught and
    named as itself, and nearly all mutants of the reference be noticed.
    """
    from grader.cli import proof_output
    from grader.cli.progress import progress
    from grader.course import assignments, find_course, load_assignment
    from grader.grading import Job
    from grader.validation import prove, write_page

    course = find_course(folder or Path.cwd())
    proofs, pages = [], []
    for name in [assignment] if assignment else assignments(course):
        job = Job(course, load_assignment(course, name), isolation)
        with progress() as watch:
            proofs.append(prove(job, watch, with_mutants=not no_mutants))
        pages.append(write_page(proofs[-1], course.name, out or course.root / "reports"))
    proof_output.write(proofs, pages, as_json=as_json)
    ctx.exit(0 if all(proof.sound for proof in proofs) else ATTENTION)
