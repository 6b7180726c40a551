"""A proof for people, with survivors first, and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from grader import wire
from grader.messages import counted, printable
from grader.validation import Proof
from grader.validation.matrix import Matrix, MatrixRow
from grader.validation.mutation import Mutation, Survivor
from grader.validation.proof import RequirementResult
from grader.validation.verdicts import Kill

SCHEMA_VERSION = 1
CELLS = {Kill.NONE: ".", Kill.KILLED: "o", Kill.NAMED: "x", Kill.MISNAMED: "!"}
STYLES = {Kill.KILLED: "blue", Kill.NAMED: "green", Kill.MISNAMED: "red"}
KEY = "x fails and is named, o fails, ! fails and is named as another, . passes"
GOOD, BAD, UNKNOWN = "green", "red", "yellow"


def write(proofs: Sequence[Proof], pages: Sequence[Path], *, as_json: bool) -> None:
    """Print to stdout: one JSON object, or text, with colours on a terminal."""
    if as_json:
        told = {"schema_version": SCHEMA_VERSION, "proofs": [_as_plain(proof) for proof in proofs]}
        click.echo(json.dumps(told))
        return
    console = Console(file=sys.stdout, highlight=False)
    for proof, page in zip(proofs, pages, strict=True):
        for line in _lines(proof):
            console.print(line, soft_wrap=True)
        console.print(Text(f"Page: {printable(str(page))}\n"), soft_wrap=True)


def _as_plain(proof: Proof) -> dict[str, object]:
    plain: dict[str, object] = {"sound": proof.sound, **wire.as_plain(proof)}
    if proof.mutation:
        plain["mutation"] = {"share": proof.mutation.share, **wire.as_plain(proof.mutation)}
    return plain


def _lines(proof: Proof) -> Iterator[Text]:
    yield _headline(proof)
    yield Text()
    for verdict in sorted(proof.verdicts, key=_worst_first):
        yield from _verdict(verdict)
    if proof.matrix.columns:
        yield from _matrix(proof.matrix)
    if proof.mutation:
        yield from _mutation(proof.mutation)
    yield Text()


def _worst_first(verdict: RequirementResult) -> tuple[bool, bool]:
    return not verdict.findings, verdict.tried


def _headline(proof: Proof) -> Text:
    count = sum(len(verdict.findings) for verdict in proof.verdicts)
    said = Text("sound", GOOD) if proof.sound else Text(f"not sound, {counted(count, 'problem')}", BAD)
    untried = f", {len(proof.untried)} of {len(proof.verdicts)} not tried" if proof.untried else ""
    return Text(f"{proof.assignment}: ", "bold") + said + Text(untried, UNKNOWN)


def _verdict(verdict: RequirementResult) -> Iterator[Text]:
    yield _word(verdict) + Text(verdict.requirement)
    for finding in verdict.findings:
        place = f"{finding.place}: " if finding.place else ""
        first, *rest = f"{place}{finding.where}: {finding.what}".splitlines()
        yield _plain(f"             {first}")
        for line in rest:
            yield _plain(f"               {line}")
        yield _plain(f"               {finding.advice}", "dim")


def _word(verdict: RequirementResult) -> Text:
    if not verdict.tried:
        return Text("not tried  ", UNKNOWN)
    return Text("problem    ", BAD) if verdict.findings else Text("ok         ", GOOD)


def _matrix(matrix: Matrix) -> Iterator[Text]:
    yield Text()
    yield Text(f"Kill matrix ({KEY})", "bold")
    digits = len(str(matrix.columns[-1].number))
    numbers = [f"{column.number:>{digits}}" for column in matrix.columns]
    for line in zip(*numbers, strict=True):
        yield _plain(f"  {''.join(line)}")
    task = ""
    for row in matrix.rows:
        if row.task != task:
            yield _plain(task := row.task, "bold")
        yield _row(row)
    yield Text()
    for column in matrix.columns:
        yield _plain(f"{column.number:>4} {column.id}: {column.title}", BAD if column.survives else "")


def _row(row: MatrixRow) -> Text:
    cells = Text("").join(Text(CELLS[cell], STYLES.get(cell, "dim")) for cell in row.cells)
    return Text("  ") + cells + _plain(f"  {row.test}", BAD if row.survives else "")


def _mutation(mutation: Mutation) -> Iterator[Text]:
    yield Text()
    marked = f", {mutation.equivalent} more are marked as equivalent" if mutation.equivalent else ""
    share = f"{100 * mutation.share:.1f} %"
    yield Text("Mutants", "bold") + Text(
        f": {mutation.killed} of {mutation.counted} are killed ({share}){marked}"
    )
    for survivor in mutation.survivors:
        yield from _survivor(survivor)


def _survivor(survivor: Survivor) -> Iterable[Text]:
    place = f"{survivor.file}:{survivor.line}" + (f" in {survivor.function}" if survivor.function else "")
    yield _plain(f"  {place} ({survivor.operator})")
    yield _plain(f"    - {survivor.before}")
    yield _plain(f"    + {survivor.after}")
    if survivor.reason is None:
        yield Text("    survives: add a test that fails on it, or mark it in [[equivalents]]", BAD)
    else:
        yield _plain(f"    equivalent: {survivor.reason}")


def _plain(text: str, style: str = "") -> Text:
    return Text(printable(text), style)
