"""What drafts would change, by student and by test, for people and for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click
from rich.text import Text

from grader.cli.columns import Paper, plain
from grader.cli.phrases import final, points, signed
from grader.messages import counted
from grader.model import Status, TestResult
from grader.workflow import Change, TestChange

SCHEMA_VERSION = 1
GAIN, LOSS = "green", "red"


@dataclass(slots=True)
class ChangeTally:
    """How often tests end otherwise than before."""

    passes: int = 0  # now pass
    fails: int = 0  # now fail
    others: int = 0  # pass or fail as before but with other points or in another way, or are gone
    points: float = 0.0

    def add(self, change: TestChange) -> None:
        before, after = _passed(change.before), _passed(change.after)
        self.passes += after is True and not before
        self.fails += after is False and before is not False
        self.others += after is None or after == before
        self.points = round(self.points + change.gain, 9)

    def __str__(self) -> str:
        parts = ((self.passes, "now pass"), (self.fails, "now fail"), (self.others, "otherwise"))
        return ", ".join(f"{count} {what}" for count, what in parts if count)


def _passed(result: TestResult | None) -> bool | None:
    return None if result is None else result.status is Status.PASSED


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One student, without the two grades: a class of them fits into memory."""

    student: str
    before: str
    after: str
    gain: float | None
    tally: ChangeTally
    plain: dict[str, Any]

    @classmethod
    def of(cls, change: Change) -> ChangeLine:
        tally = ChangeTally()
        for test in change.tests:
            tally.add(test)
        scores = [f"{final(one)} / {points(one.possible)}" for one in (change.before, change.after)]
        return cls(change.student, scores[0], scores[1], change.gain, tally, _plain(change))

    @property
    def size(self) -> float:
        """Where it is not known, it comes first."""
        return math.inf if self.gain is None else abs(self.gain)


@dataclass(slots=True)
class Summary:
    """All changes of an assignment; `students` counts who has a grade, with a draft or without."""

    assignment: str
    students: int
    lines: list[ChangeLine] = field(default_factory=list)
    tests: dict[str, ChangeTally] = field(default_factory=dict)

    def add(self, change: Change) -> None:
        self.lines.append(ChangeLine.of(change))
        for one in change.tests:
            self.tests.setdefault(one.test.id, ChangeTally()).add(one)

    @property
    def by_size(self) -> list[ChangeLine]:
        return sorted(self.lines, key=lambda line: (-line.size, line.student))

    @property
    def tests_by_size(self) -> list[tuple[str, ChangeTally]]:
        """By how many students they change, not by points, of which gains and losses cancel."""
        return sorted(self.tests.items(), key=lambda item: (-item[1].passes - item[1].fails, item[0]))


def write(summary: Summary) -> None:
    """Print who gains and who loses, the largest change first, then the tests behind it."""
    paper = Paper()
    if not summary.lines:
        paper.line(f"no drafts of `{summary.assignment}`: every grade is published")
        return
    for line in _headlines(summary):
        paper.line(line)
    _print_students(paper, [line for line in summary.by_size if line.size])
    _print_tests(paper, summary.tests_by_size)
    paper.line()
    paper.line(f"`grader publish {summary.assignment}` makes the drafts current.")


def write_json(summary: Summary) -> None:
    """Print as ASCII: no text of a student's reaches a terminal unescaped."""
    tests = [
        {
            "test": test,
            "now_pass": tally.passes,
            "now_fail": tally.fails,
            "otherwise": tally.others,
            "points": tally.points,
        }
        for test, tally in summary.tests_by_size
    ]
    told = {
        "schema_version": SCHEMA_VERSION,
        "assignment": summary.assignment,
        "graded": summary.students,
        "students": [line.plain for line in summary.by_size],
        "tests": tests,
    }
    click.echo(json.dumps(told))


def _headlines(summary: Summary) -> Iterator[str]:
    gains = [line.gain for line in summary.lines if line.gain is not None]
    ups, downs = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    rest = summary.students - len(summary.lines)
    yield f"{summary.assignment}: {counted(len(summary.lines), 'student')} with a draft, {rest} without"
    yield f"{ups} gain, {downs} lose, {gains.count(0)} keep their score"


def _print_students(paper: Paper, lines: list[ChangeLine]) -> None:
    if not lines:
        return
    table = paper.table()
    table.add_column("Student", overflow="fold")
    for title in ("Before", "After", "Change"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Tests")
    for line in lines:
        table.add_row(plain(line.student), line.before, line.after, _change(line.gain), str(line.tally))
    paper.line()
    paper.print(table)


def _print_tests(paper: Paper, tests: list[tuple[str, ChangeTally]]) -> None:
    if not tests:
        return
    table = paper.table()
    table.add_column("Test", overflow="fold")
    for title in ("Now pass", "Now fail", "Otherwise", "Points"):
        table.add_column(title, justify="right", no_wrap=True)
    for test, tally in tests:
        counts = map(str, (tally.passes, tally.fails, tally.others))
        table.add_row(plain(test), *counts, _change(tally.points))
    paper.line()
    paper.print(table)


def _change(gain: float | None) -> Text:
    if gain is None:
        return Text("?")
    return Text(signed(gain), GAIN if gain > 0 else LOSS if gain < 0 else "")


def _plain(change: Change) -> dict[str, Any]:
    return {
        "student": change.student,
        "before": change.before.final,
        "after": change.after.final,
        "change": change.gain,
        "tests": [
            {
                "test": one.test.id,
                "before": one.before.status.value if one.before else None,
                "after": one.after.status.value if one.after else None,
                "points": one.gain,
            }
            for one in change.tests
        ],
    }
