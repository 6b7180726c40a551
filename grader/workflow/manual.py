"""What a person decides about one student's grade, with a trail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook import Decision, Gradebook
from grader.messages import suggestion
from grader.model import Adjustment, Assignment, Course, Extension, Grade
from grader.workflow.pages import Pages


def decide(
    course: Course,
    assignment: Assignment,
    gradebook: Gradebook,
    student: str,
    decision: Decision,
    *,
    out: Path,
) -> Grade | None:
    """Keep the decision, and bring the pages up to date; returns what now counts, None without a grade.

    An extension may come before there is a grade. Raises UsageError for an unknown student or task.
    """
    pages = Pages(course, assignment, gradebook, out)
    students = gradebook.students(assignment.id)
    if isinstance(decision, Adjustment):
        tasks = [task.name for task in assignment.tasks]
        _refuse_unknown("task", decision.task, tasks, assignment, f"Its tasks are: {', '.join(tasks)}.")
    if student not in students and not isinstance(decision, Extension):
        _refuse_unknown("student", student, students, assignment, "Nothing of theirs is graded yet.")
    gradebook.decisions.add(assignment.id, student, decision)
    if student not in students:
        return None
    pages.refresh(student)
    return pages.standing(student)


def _refuse_unknown(kind: str, name: str, known: Sequence[str], assignment: Assignment, advice: str) -> None:
    if name not in known:
        what = f"no {kind} `{name}` in the assignment `{assignment.id}`"
        raise UsageError(what, advice=suggestion(name, known) or advice)
