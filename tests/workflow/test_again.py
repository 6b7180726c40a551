"""`--again`: graded once more although the grade is known."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader import workflow
from grader.course import find_course, load_assignment
from grader.engines.in_process import InProcessEngine
from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.model import Status
from grader.workflow import Outcome
from tests.engines import fake_examiner

TESTS = Path(__file__).parents[1]


class Silent:
    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = shutil.copytree(TESTS / "cli" / "course", tmp_path / "course")
    for student, text in {
        "ada": f"late {tmp_path / 'marker'}",
        "bob": "fail",
        "eve": "all is well",
    }.items():
        folder = tmp_path / "in" / student
        folder.mkdir(parents=True)
        (folder / "double.py").write_text(text)
    return root


@pytest.fixture
def grade(root: Path, tmp_path: Path) -> Callable[..., object]:
    @contextmanager
    def grade(*again: str) -> Iterator[Outcome]:
        course = find_course(root)
        with workflow.grade(
            course,
            load_assignment(course, "double"),
            [tmp_path / "in"],
            out=tmp_path / "out",
            engine=InProcessEngine(fake_examiner.examine),
            gradebook_url=course.gradebook,
            isolation="none",
            only=None,
            watch=Silent(),
            again=again,
        ) as outcome:
            yield outcome

    return grade


def test_without_it_a_known_timeout_stays(grade) -> None:
    with grade() as first, grade() as second:
        assert (first.graded, second.graded) == (3, 0)


@pytest.mark.parametrize(
    ("again", "graded", "drafts"),
    [(("timeouts",), 1, {"ada"}), (("ada",), 1, {"ada"}), (("bob",), 1, set()), (("all",), 3, {"ada"})],
)
def test_the_new_grade_is_a_draft_where_it_says_something_else(grade, root, again, graded, drafts) -> None:
    with grade():
        pass
    with grade(*again) as outcome:
        assert (outcome.graded, set(outcome.drafts)) == (graded, drafts)
    if drafts:
        course = find_course(root)
        with Gradebook.open(course.gradebook) as book:
            (change,) = workflow.changes(course, load_assignment(course, "double"), book)
        assert change.gain == 1.0
        assert [test.before and test.before.status for test in change.tests] == [Status.TIMEOUT]


def test_a_later_run_grades_nothing_and_the_draft_waits(grade) -> None:
    for again in ((), ("timeouts",), ()):
        with grade(*again) as outcome:
            pass
    assert (outcome.graded, set(outcome.drafts)) == (0, {"ada"})


def test_a_published_second_grade_is_known_from_then_on(grade, root, tmp_path) -> None:
    for again in ((), ("timeouts",)):
        with grade(*again):
            pass
    course = find_course(root)
    with Gradebook.open(course.gradebook) as book:
        workflow.publish(course, load_assignment(course, "double"), book, by="me", out=tmp_path / "out")
    with grade("timeouts") as outcome:
        assert (outcome.graded, {row.student: row.final for row in outcome.rows}["ada"]) == (0, 4.0)


def test_who_is_not_there_is_said(grade) -> None:
    with pytest.raises(UsageError, match="no submission of `adda`") as caught, grade("adda"):
        pass
    assert "Did you mean `ada`?" in str(caught.value)
