from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from grader.student.desk import check_files
from grader.student.folder import find_handout
from grader.student.watch import saves

Step = Callable[[], object]


class Script:
    """Does one thing each time that the watch waits; raises StopIteration where it would wait for ever."""

    def __init__(self, *steps: Step) -> None:
        self._steps: Iterator[Step] = iter(steps)

    def __call__(self) -> None:
        try:
            next(self._steps)()
        except StopIteration:
            raise TimeoutError from None


def nothing() -> None: ...


@pytest.fixture
def assignment(handout):
    return find_handout(handout())


def seen(assignment, *steps: Step) -> list[set[str]]:
    found: list[set[str]] = []
    with pytest.raises(TimeoutError):
        found.extend(saves(assignment, Script(*steps)))
    return found


def test_a_save_is_seen_once_the_file_is_at_rest(assignment):
    def save(text: str) -> Step:
        return lambda: (assignment.handout / "sums.py").write_text(text)

    assert seen(assignment, nothing, save("x ="), save("x = 1"), nothing, nothing) == [{"sums.py"}]


def test_a_file_that_goes_and_comes_back_is_seen(assignment):
    path = assignment.handout / "gates.py"
    text = path.read_text()
    steps = [path.unlink, lambda: path.write_text(text + "# saved anew\n"), nothing]
    assert seen(assignment, *steps) == [{"gates.py"}]


def test_other_files_are_none_of_our_business(assignment):
    assert seen(assignment, lambda: (assignment.handout / "notes.txt").write_text("mine"), nothing) == []


def test_the_tasks_of_a_saved_file_come_first(assignment):
    report = check_files(assignment, saved={"gates.py"})
    assert [task.task.name for task in report.tasks] == ["Gate", "total", "scale", "words"]
