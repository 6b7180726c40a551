"""What a collected test says about itself, and whether a suite's tests add up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import pytest

from grader.errors import SuiteError
from grader.model import Assignment, TestSpec, Visibility
from grader.runner import pytest_internals
from grader.runner.context import test_id
from grader.runner.fingerprints import Fingerprints

HOW_TO_MARK = (
    'Each test has a mark, `@pytest.mark.points(2, task="name_of_the_task")`, and a docstring; '
    "a task has the points of its tests."
)
PUBLIC = "public"  # the folder of a suite that students receive


def specs(items: Sequence[pytest.Item], assignment: Assignment) -> list[tuple[pytest.Item, TestSpec]]:
    """Each test with what it says about itself; raises SuiteError that lists all mistakes."""
    problems: list[str] = []
    fingerprints = Fingerprints(assignment)
    found = [(item, _spec(item, assignment, fingerprints, problems)) for item in items]
    problems += _sums([spec for _, spec in found], assignment)
    if not found:
        problems.append("there is no test in it")
    if problems:
        raise SuiteError(
            f"the suite of `{assignment.id}` is not sound:\n  " + "\n  ".join(problems),
            where=str(assignment.suite),
            advice=HOW_TO_MARK,
        )
    return found


def _spec(
    item: pytest.Item, assignment: Assignment, fingerprints: Fingerprints, problems: list[str]
) -> TestSpec:
    name = test_id(item, assignment.suite)
    points, task = _points(item)
    if points is None or points < 0 or task is None:
        problems.append(f"{name}: no mark says how many points of which task it is worth")
    elif task not in {known.name for known in assignment.tasks}:
        problems.append(f"{name}: assignment.toml has no task `{task}`")
    title = (pytest_internals.get_function(item).__doc__ or "").strip().split("\n")[0]
    if not title:
        problems.append(f"{name}: no docstring, so students would not know what was checked")
    problems += [
        f"{name}: the fixture `{fixture}` lives for the whole class and must not use `student`: "
        "give it the scope `module` or `function`"
        for fixture in _fixtures_for_all(item)
    ]
    visibility = _visibility(item, problems)
    if visibility is Visibility.HIDDEN and name.startswith(f"{PUBLIC}/"):
        problems.append(f'{name}: students receive it, so mark it `@pytest.mark.visibility("visible")`')
    return TestSpec(name, title, task or "", points or 0.0, visibility, _fingerprint(item, fingerprints))


def _fingerprint(item: pytest.Item, fingerprints: Fingerprints) -> str:
    _, outermost, *_ = item.nodeid.split("::")
    uses_reference = pytest_internals.uses(item, "reference")
    return fingerprints.of(item.path, outermost.partition("[")[0], uses_reference=uses_reference)


def _fixtures_for_all(item: pytest.Item) -> list[str]:
    """The fixtures of the session's scope that would show every student what the first one's code gave."""
    return [
        name
        for name, fixture in pytest_internals.fixtures(item).items()
        if fixture.scope in ("session", "package") and "student" in fixture.argnames
    ]


def _points(item: pytest.Item) -> tuple[float | None, str | None]:
    mark = item.get_closest_marker("points")
    if mark is None or not mark.args or not isinstance(mark.args[0], int | float):
        return None, None
    task = mark.kwargs.get("task")
    return float(mark.args[0]), task if isinstance(task, str) else None


def _visibility(item: pytest.Item, problems: list[str]) -> Visibility:
    mark = item.get_closest_marker("visibility")
    if mark is None:
        return Visibility.HIDDEN
    if mark.args not in {(name,) for name in Visibility}:
        problems.append(f"{item.nodeid}: a visibility is `visible` or `hidden`, not {mark.args}")
        return Visibility.HIDDEN
    return Visibility(mark.args[0])


def _sums(found: Sequence[TestSpec], assignment: Assignment) -> list[str]:
    sums: dict[str, float] = defaultdict(float)
    for spec in found:
        sums[spec.task] += spec.possible
    return [
        f"task `{task.name}` has {task.points:g} points in assignment.toml, its tests {sums[task.name]:g}: "
        f"write `points = {sums[task.name]:g}` there, or change what the tests' marks say"
        for task in assignment.tasks
        if not math.isclose(sums[task.name], task.points)
    ]
