from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader import workflow
from grader.course import find_course, load_assignment
from grader.engines import EngineOptions
from grader.engines.local import LocalEngine
from grader.errors import GradebookError, UsageError
from grader.grading import SuiteInfo
from grader.reports import ClassRow, page_name
from grader.workflow import Outcome

HERE = Path(__file__).parent
FAKE = (sys.executable, "-P", str(HERE / "engines" / "fake_examiner.py"))

Grade = Callable[..., AbstractContextManager[Outcome]]
HandIn = Callable[..., Path]


@dataclass
class Recorder:
    """A Progress that remembers, and interrupts the run at the given event."""

    events: list[tuple[object, ...]] = field(default_factory=list)
    interrupt_at: tuple[object, ...] | None = None

    def found(self, total: int) -> None:
        self.note("found", total)

    def skipped(self, student: str) -> None:
        self.note("skipped", student)

    def started(self, student: str) -> None:
        self.note("started", student)

    def ready(self, briefing: SuiteInfo) -> None:
        self.note("ready", len(briefing.tests))

    def graded(self, row: ClassRow) -> None:
        self.note("graded", row.student)

    def note(self, *event: object) -> None:
        self.events.append(event)
        if event == self.interrupt_at:
            os.kill(os.getpid(), signal.SIGINT)

    def of(self, kind: str) -> list[object]:
        return [event[1] for event in self.events if event[0] == kind]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(HERE / "cli" / "course", tmp_path / "course")


@pytest.fixture
def hand_in(tmp_path: Path) -> HandIn:
    def hand_in(student: str, text: str = "all is well") -> Path:
        folder = tmp_path / "submissions" / student
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "double.py").write_text(text)
        return folder

    return hand_in


@pytest.fixture
def watch() -> Recorder:
    return Recorder()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def grade(root: Path, tmp_path: Path, out: Path, watch: Recorder) -> Grade:
    def grade(
        *, only: str | None = None, gradebook_url: str = "", jobs: int = 1
    ) -> AbstractContextManager[Outcome]:
        course = find_course(root)
        return workflow.grade(
            course,
            load_assignment(course, "double"),
            [tmp_path / "submissions"],
            out=out,
            engine=LocalEngine(EngineOptions(jobs=jobs, command=FAKE)),
            gradebook_url=gradebook_url or course.gradebook,
            isolation="none",
            only=only,
            watch=watch,
        )

    return grade


def page(out: Path, student: str) -> Path:
    return out / "students" / page_name(student)


def test_a_run_grades_records_and_reports_every_submission(
    grade: Grade, hand_in: HandIn, out: Path, watch: Recorder
) -> None:
    hand_in("bob", "fail")
    hand_in("alice")
    with grade() as outcome:
        assert [(row.student, row.final) for row in outcome.rows] == [("alice", 4.0), ("bob", 3.0)]
        assert [one.info.student for one in outcome.grades()] == ["alice", "bob"]
    assert (outcome.graded, outcome.already, outcome.interrupted) == (2, 0, False)
    assert (outcome.isolation.mode, outcome.needs_attention) == ("none", False)
    assert outcome.index == out / "index.html"
    assert page(out, "alice").exists()
    assert page(out, "bob").exists()
    assert [event[0] for event in watch.events[:3]] == ["found", "started", "ready"]
    assert sorted(map(str, watch.of("graded"))) == ["alice", "bob"]


def test_what_the_gradebook_knows_is_not_graded_again(grade: Grade, hand_in: HandIn, watch: Recorder) -> None:
    hand_in("alice")
    hand_in("bob")
    with grade() as first:
        before = [one.graded_at for one in first.grades()]
    hand_in("carol")
    hand_in("bob", "fail")
    watch.events.clear()
    with grade() as outcome:
        after = [one.graded_at for one in outcome.grades()]
    assert watch.of("skipped") == ["alice"]
    assert watch.of("graded") == ["bob", "carol"]
    assert (outcome.graded, outcome.already, len(outcome.rows)) == (2, 1, 3)
    assert after[0] == before[0]
    assert after[1] > before[1]


def test_the_page_of_a_known_grade_is_written_again(grade: Grade, hand_in: HandIn, out: Path) -> None:
    hand_in("alice", "fail")
    with grade():
        first = page(out, "alice").read_text()
    hand_in("alice")
    with grade():
        second = page(out, "alice").read_text()
    hand_in("alice", "fail")
    with grade() as outcome:
        assert outcome.already == 1
    assert page(out, "alice").read_text() not in {first, second}
    page(out, "alice").unlink()
    with grade() as outcome:
        assert outcome.already == 1
    assert "No longer pass" in page(out, "alice").read_text()


def test_a_broken_grade_is_withheld_and_tried_again(grade: Grade, hand_in: HandIn) -> None:
    hand_in("alice", "broken")
    for _ in range(2):
        with grade() as outcome:
            assert outcome.needs_attention
            assert outcome.graded == 1
            assert outcome.rows[0].final is None


def test_the_class_page_keeps_the_students_of_earlier_runs(
    grade: Grade, hand_in: HandIn, out: Path, tmp_path: Path
) -> None:
    for student in ("alice", "bob", "carol"):
        hand_in(student)
    with grade():
        pass
    for student in ("alice", "bob"):
        shutil.rmtree(tmp_path / "submissions" / student)
    page(out, "bob").unlink()  # his page is not in this folder
    with grade() as outcome:
        assert [row.student for row in outcome.rows] == ["carol"]
    text = (out / "index.html").read_text()
    assert ("alice" in text, "bob" in text, "carol" in text) == (True, False, True)


def test_an_unreadable_submission_is_named(grade: Grade, hand_in: HandIn, tmp_path: Path) -> None:
    hand_in("alice")
    (tmp_path / "submissions" / "bob.zip").write_bytes(b"PK\x03\x04 not really")
    for _ in range(2):
        with grade() as outcome:
            assert outcome.unreadable == ("bob",)
            assert outcome.needs_attention


def test_only_one_task_is_reported_and_kept_nowhere(grade: Grade, hand_in: HandIn, root: Path) -> None:
    hand_in("alice")
    with grade(only="negate") as outcome:
        (row,) = outcome.rows
        assert (row.final, row.possible) == (1.0, 1.0)
        assert [result.task for one in outcome.grades() for result in one.results] == ["negate"]
    assert not (root / "gradebook.db").exists()
    with grade() as outcome:
        assert outcome.already == 0


def test_an_unknown_task_is_refused_with_the_nearest_name(grade: Grade, hand_in: HandIn) -> None:
    hand_in("alice")
    with pytest.raises(UsageError, match="no task `negat`") as caught, grade(only="negat"):
        pass
    assert "Did you mean `negate`?" in str(caught.value)


def test_an_interrupted_run_keeps_what_was_graded_and_goes_on(
    grade: Grade, hand_in: HandIn, watch: Recorder, out: Path
) -> None:
    for student in ("alice", "bob"):
        hand_in(student)
    hand_in("carol", "hang")
    watch.interrupt_at = ("graded", "bob")
    with grade() as outcome:
        assert outcome.interrupted
        assert [row.student for row in outcome.rows] == ["alice", "bob"]
        assert len(list(outcome.grades())) == 2
    assert outcome.index is not None
    assert "alice" in outcome.index.read_text()
    assert not children()

    hand_in("carol")
    watch.interrupt_at = None
    with grade() as outcome:
        assert (outcome.graded, outcome.already, outcome.interrupted) == (1, 2, False)


def test_an_interruption_before_the_first_grade_leaves_nothing_to_list(
    grade: Grade, hand_in: HandIn, watch: Recorder
) -> None:
    hand_in("alice", "hang")
    watch.interrupt_at = ("ready", 3)
    with grade() as outcome:
        assert outcome.interrupted
        assert outcome.rows == ()
        assert outcome.index is None
    assert not children()


def children() -> str:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text()


def test_a_report_that_cannot_be_written_ends_the_run_and_the_grade_is_safe(
    grade: Grade, hand_in: HandIn, out: Path
) -> None:
    out.mkdir()
    (out / "students").write_text("a file where the folder of the pages should be")
    hand_in("alice")
    hand_in("bob", "hang")
    with pytest.raises(UsageError, match="cannot be written"), grade(jobs=2):
        pass
    assert not children()

    (out / "students").unlink()
    hand_in("bob")
    with grade() as outcome:
        assert (outcome.graded, outcome.already) == (1, 1)


def test_a_gradebook_that_cannot_be_opened_is_a_usage_error(grade: Grade, hand_in: HandIn, out: Path) -> None:
    hand_in("alice")
    with pytest.raises(GradebookError), grade(gradebook_url=f"sqlite:///{out.parent}/nowhere/book.db"):
        pass
    assert not out.exists()


def test_an_unsound_suite_grades_nothing(grade: Grade, hand_in: HandIn, root: Path, out: Path) -> None:
    hand_in("alice")
    settings = root / "assignments" / "double" / "assignment.toml"
    settings.write_text(settings.read_text().replace("Doubling", "unsound"))
    with pytest.raises(UsageError, match="the points do not add up"), grade():
        pass
    assert not out.exists()
