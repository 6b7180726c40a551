"""`--json`: one object on stdout, written student by student."""

from __future__ import annotations

import json

import click

from grader.exports.results_json import head, submission
from grader.workflow import Outcome


def write(outcome: Outcome) -> None:
    """Print the outcome as ASCII: no text of a student's reaches a terminal unescaped."""
    before = head(outcome.assignment.id, outcome.isolation)
    click.echo(json.dumps(before)[:-1] + ', "submissions": [', nl=False)
    separator = "\n"
    for grade in outcome.grades():
        click.echo(separator + json.dumps(submission(grade)), nl=False)
        separator = ",\n"
    after = {"drafts": sorted(outcome.drafts), "kept": outcome.kept}
    missing = {"missing": outcome.attendance.missing} if outcome.attendance else {}
    click.echo(f"\n], {json.dumps(after | missing)[1:]}")
