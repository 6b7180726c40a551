"""How far a run is, on stderr: a bar on a terminal, elsewhere a plain line now and then."""

from __future__ import annotations

import sys
import threading
import time
from typing import Self

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Columns
from rich.text import Text

from grader.grading import SuiteInfo
from grader.messages import printable
from grader.reports import ClassRow

SECONDS_BETWEEN_LINES = 10.0
NOT_ISOLATED = "Nothing is isolated: the submissions run with all your rights."


def progress() -> Bar | Lines:
    """What suits this stderr; to be entered while the run goes on."""
    return Bar(Console(stderr=True)) if sys.stderr.isatty() else Lines()


class Bar:
    """A bar with count, rate, time left and the submission that was started last."""

    def __init__(self, console: Console) -> None:
        self._columns = Columns(
            TextColumn("Grading"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[student]}", markup=False),
            console=console,
        )
        self._task = self._columns.add_task("", total=None, student="")
        self._total = 0

    def __enter__(self) -> Self:
        self._columns.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._columns.update(self._task, student="")
        self._columns.stop()

    def found(self, total: int) -> None:
        self._total = total
        self._columns.update(self._task, total=total)

    def skipped(self, student: str) -> None:  # noqa: ARG002 - what is graded already takes no time
        self._total -= 1
        self._columns.update(self._task, total=self._total)

    def started(self, student: str) -> None:
        self._columns.update(self._task, student=printable(student, 40))

    def ready(self, briefing: SuiteInfo) -> None:
        if briefing.isolation.mode == "none":
            self._columns.console.print(NOT_ISOLATED, style="yellow")

    def graded(self, row: ClassRow) -> None:  # noqa: ARG002 - the table tells the scores
        self._columns.advance(self._task)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class Lines:
    """A line every ten seconds, also while a submission takes longer, and one at the end."""

    def __init__(self, seconds: float = SECONDS_BETWEEN_LINES) -> None:
        self._seconds = seconds
        self._total = self._graded = self._already = 0
        self._student = ""
        self._worst = 0.0
        self._begun = time.monotonic()
        self._ended = threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._clock.join()
        if self._total:
            self._say(self._so_far())

    def found(self, total: int) -> None:
        self._total = total

    def skipped(self, student: str) -> None:  # noqa: ARG002
        self._total -= 1
        self._already += 1

    def started(self, student: str) -> None:
        self._student = printable(student, 40)

    def ready(self, briefing: SuiteInfo) -> None:
        self._begun = time.monotonic()
        self._worst = briefing.worst_seconds
        if briefing.isolation.mode == "none":
            self._say(NOT_ISOLATED)

    def graded(self, row: ClassRow) -> None:  # noqa: ARG002
        self._graded += 1

    def _tick(self) -> None:
        while not self._ended.wait(self._seconds):
            self._say(f"{self._so_far()}{self._to_come()}")

    def _so_far(self) -> str:
        already = f" ({self._already} more were graded already)" if self._already else ""
        return f"graded {self._graded} of {self._total}{already}"

    def _to_come(self) -> str:
        rate = self._graded / max(time.monotonic() - self._begun, 0.1)
        left = f", {rate:.1f}/s, {(self._total - self._graded) / rate:.0f} s left" if rate else ""
        worst = f" (one that hangs: up to {self._worst:.0f} s)" if self._worst else ""
        return f"{left}, now {self._student}{worst}" if self._student else left

    def _say(self, line: str) -> None:
        click.echo(line, err=True)
