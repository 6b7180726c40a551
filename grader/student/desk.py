"""Check and hand in, as Python and Jupyter call them; the commands do the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from grader.model import Assignment
from grader.student import process
from grader.student.folder import find_handout, find_task
from grader.student.handin import HandIn, hand_in
from grader.student.notebooks import stand_ins
from grader.student.report import CheckReport, make_report


def check(task: str | None = None, *, folder: str | Path = ".") -> Checked:
    """Run the public tests on your files, of one task or of all: shown as a page in a notebook."""
    return Checked(check_files(find_handout(Path(folder)), task))


def submit(name: str | None = None, *, folder: str | Path = ".") -> HandedIn:
    """Write the zip to hand in, called by your `name` where you give one, and tell what is missing in it."""
    return HandedIn(hand_in(find_handout(Path(folder)), name))


def check_files(assignment: Assignment, task: str | None = None, saved: Collection[str] = ()) -> CheckReport:
    """The report on a task or on all, those of the files that were just saved first."""
    chosen = [find_task(assignment, task)] if task else list(assignment.tasks)
    if saved:
        counting = {file: one.notebook.name for file, one in stand_ins(assignment).files.items()}
        # Stable: otherwise in the assignment's order.
        chosen.sort(key=lambda each: counting.get(each.file, each.file) not in saved)
    files = list(dict.fromkeys(each.file for each in chosen))
    return make_report(assignment, chosen, process.run(assignment, files, [each.name for each in chosen]))


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """What a check found; its page or its text is what a notebook or a shell shows of it."""

    report: CheckReport

    @property
    def passed(self) -> bool:
        """Whether every public test passes and nothing is left to write."""
        return self.report.passed

    def __repr__(self) -> str:
        from grader.student.text import as_text

        return as_text(self.report).plain

    def _repr_html_(self) -> str:
        from grader.student.page import as_html

        return as_html(self.report)


@dataclass(frozen=True, slots=True, repr=False)
class HandedIn:
    """The zip that was written, and what to know about it."""

    result: HandIn

    @property
    def path(self) -> Path:
        return self.result.path

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.result.warnings

    def __repr__(self) -> str:
        lines = [f"Written: {self.path.name}", *self.warnings, self.result.step]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from grader.student.page import handed_in_html

        return handed_in_html(self.path.name, self.warnings, self.result.step)
