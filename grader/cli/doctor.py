"""`grader doctor`: what this machine can do."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import ATTENTION, USAGE, Command
from grader.messages import printable

if TYPE_CHECKING:
    from grader.doctor.findings import Findings, System
    from grader.doctor.verdict import MachineVerdict

EXIT_CODES = {"safe": 0, "weakened": ATTENTION, "unsafe": USAGE}
WIDTH = 100


@click.command("doctor", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Find out whether this machine grades safely, by trying it with hostile code.

    The exit code is 0 if it does, 1 if it does without one of the confinement mechanisms, 2 if it does not.
    In a course's folder it also tries to read the course's own hidden tests.
    """
    from grader.doctor.examination import examine
    from grader.doctor.verdict import judge

    findings = examine(Path.cwd())
    verdict = judge(findings)
    click.echo(_as_json(findings, verdict) if as_json else "\n".join(_lines(findings, verdict)))
    ctx.exit(EXIT_CODES[verdict.level])


def _as_json(findings: Findings, verdict: MachineVerdict) -> str:
    return json.dumps({**dataclasses.asdict(verdict), **dataclasses.asdict(findings)}, indent=2)


def _lines(findings: Findings, verdict: MachineVerdict) -> Iterator[str]:
    yield _about(findings.system)
    if findings.features:
        yield "\nKernel features"
        for feature in findings.features:
            yield _row("yes" if feature.there else "no", feature.name, feature.detail)
    if findings.attempts:
        yield "\nHostile attempts"
        for attempt in findings.attempts:
            yield _row(
                "held" if attempt.held_by else "NOT HELD", attempt.what, attempt.held_by or attempt.seen
            )
    if findings.isolation:
        yield f"\nIsolation of a grade made here: {findings.isolation}"
    yield f"\n{verdict.sentence}"
    for advice in verdict.advice:
        yield click.wrap_text(advice, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _about(system: System) -> str:
    who = "root" if system.root else "a user without privileges"
    return f"{system.name} {system.release} on {system.machine}, Python {system.python}, as {who}"


def _row(answer: str, what: str, detail: str) -> str:
    return printable(f"  {answer:<9}{what:<37}{detail}").rstrip()
