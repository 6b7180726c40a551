"""`grader similar`: pairs of submissions to look at side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.base import Command
from grader.messages import printable

if TYPE_CHECKING:
    from grader.similarity import Comparison
    from grader.similarity.answers import Answers
    from grader.similarity.ranking import Match, Pair

FOLDER = click.Path(path_type=Path, file_okay=False)
PATHS = click.Path(path_type=Path)
MOST_NAMES = 3


@click.command("similar", cls=Command)
@click.argument("assignment", metavar="ID")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATHS)
@click.option("--earlier", type=PATHS, multiple=True, help="Submissions of an earlier year; may be repeated.")
@click.option(
    "--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many pairs to show."
)
@click.option("--out", type=FOLDER, help="Where the page goes.  [default: COURSE/reports/ID]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
def command(
    *,
    assignment: str,
    paths: tuple[Path, ...],
    earlier: tuple[Path, ...],
    top: int,
    out: Path | None,
    as_json: bool,
    folder: Path | None,
) -> None:
    """Rank pairs of submissions for ID by how much they share that is rare in the class.

    Look at them side by side: alike code has many innocent reasons, and a place in this list is not
    proof of copying. The page is for instructors; nothing that a student sees leads to it.
    """
    from grader.course import find_course, load_assignment
    from grader.similarity import compare, write_page

    course = find_course(folder or Path.cwd())
    comparison = compare(course, load_assignment(course, assignment), paths, earlier, top)
    page = write_page(comparison, course.name, out or course.root / "reports" / assignment)
    if as_json:
        click.echo(json.dumps(_as_json(comparison), indent=1))
    else:
        _tell(comparison, page)


def _tell(comparison: Comparison, page: Path) -> None:
    for line in [*_ranked(comparison), *_remarks(comparison, page)]:
        click.echo(printable(line))


def _ranked(comparison: Comparison) -> Iterator[str]:
    for number, pair in enumerate(comparison.pairs, start=1):
        who = f"{_who(pair.one)} and {_who(pair.other)}"
        yield f"{number:3}. {pair.weight:6.0f}  {who}: {_functions(pair)}"


def _who(answers: Answers) -> str:
    return f"{answers.student} ({answers.earlier})" if answers.earlier else answers.student


def _functions(pair: Pair) -> str:
    names = [f"{match.one.name} {match.alike:.0%}" for match in pair.matches[:MOST_NAMES]]
    more = len(pair.matches) - MOST_NAMES
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _remarks(comparison: Comparison, page: Path) -> list[str]:
    counted = f"{comparison.compared} submissions"
    if comparison.earlier:
        counted += f" and {comparison.earlier} of earlier years"
    remarks = [f"Compared: {counted}. This list is not proof of copying: look at the two side by side."]
    if not comparison.pairs:
        remarks = [f"Compared: {counted}. No two share anything rare."]
    remarks += [
        f"Not compared: {one.student}{f' ({one.earlier})' if one.earlier else ''}: {one.reason}"
        for one in comparison.left_out
    ]
    return [*remarks, f"Page: {page}"]


def _as_json(comparison: Comparison) -> dict[str, Any]:
    """Dumped as ASCII: no text of a student's reaches a terminal unescaped."""
    return {
        "assignment": comparison.assignment.id,
        "compared": comparison.compared,
        "earlier": comparison.earlier,
        "pairs": [_pair(pair) for pair in comparison.pairs],
        "not_compared": [
            {"student": one.student, "earlier": one.earlier or None, "reason": one.reason}
            for one in comparison.left_out
        ],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "one": {"student": pair.one.student, "earlier": pair.one.earlier or None},
        "other": {"student": pair.other.student, "earlier": pair.other.earlier or None},
        "weight": round(pair.weight, 1),
        "functions": [_match(match) for match in pair.matches],
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "one": {"name": match.one.name, "place": match.one.place},
        "other": {"name": match.other.name, "place": match.other.place},
        "alike": round(match.alike, 3),
        "holders": match.holders,
    }
