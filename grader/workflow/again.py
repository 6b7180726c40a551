"""Whose submissions are graded once more although their grades are known: `grade --again`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Self

from grader.errors import UsageError
from grader.messages import suggestion
from grader.model import Grade
from grader.runner.confirmation import LIMITED

ALL, TIMEOUTS = "all", "timeouts"


@dataclass(frozen=True, slots=True)
class Again:
    """Students by id; with `timeouts` those with a test that ran out of time or memory; or `all`."""

    students: frozenset[str] = frozenset()
    timeouts: bool = False
    all: bool = False

    @classmethod
    def of(cls, names: Iterable[str], known: Collection[str]) -> Self:
        """From what the user wrote; a name that is neither a keyword nor among `known` is refused."""
        wanted = frozenset(names)
        students = wanted - {ALL, TIMEOUTS}
        for name in sorted(students - set(known)):
            rest = f"`--again` takes a student's id, `{TIMEOUTS}` or `{ALL}`."
            raise UsageError(
                f"no submission of `{name}` is among those to grade",
                advice=suggestion(name, [*known, ALL, TIMEOUTS], rest),
            )
        return cls(students, TIMEOUTS in wanted, ALL in wanted)

    def includes(self, student: str, earlier: Callable[[], Grade | None]) -> bool:
        """Whether the student's submission is graded again; `earlier` is its latest grade."""
        if self.all or student in self.students:
            return True
        grade = earlier() if self.timeouts else None
        return grade is not None and any(result.status in LIMITED for result in grade.results)
