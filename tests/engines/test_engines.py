"""What every engine does alike, whatever it grades with; and how an engine is found by its address."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from grader.course import find_course, load_assignment
from grader.engines import Engine, EngineOptions, find_engine, grade_all
from grader.engines.dask import DaskEngine
from grader.engines.dispatcher import Dispatcher
from grader.engines.in_process import InProcessEngine
from grader.engines.local import LocalEngine
from grader.errors import SuiteError, UsageError
from grader.grading import Job, Work
from grader.grading.examination import examine
from grader.model import Grade, Status, Submission
from tests.engines import fake_examiner

Make = Callable[..., Submission]


@pytest.fixture(params=["local", "in process"])
def engine(request: pytest.FixtureRequest, fake: tuple[str, ...]) -> Engine:
    if request.param == "local":
        return LocalEngine(EngineOptions(jobs=1, command=fake))
    return InProcessEngine(fake_examiner.examine)


@pytest.fixture
def events(engine: Engine, job: Job) -> Callable[..., list[Any]]:
    """What a run tells its caller, in order: students that are read, the briefing, grades."""

    def events(*submissions: Submission, job: Job = job) -> list[Any]:
        told: list[Any] = []

        def works() -> Iterator[Work]:
            for one in submissions:
                told.append(one.info.student)
                yield Work(one)

        grade_all(engine, job, works(), on_ready=told.append, on_grade=told.append)
        return told

    return events


def kinds(told: list[Any]) -> list[str]:
    return [type(one).__name__ for one in told]


def test_the_briefing_comes_once_and_before_the_first_grade(events, submission: Make) -> None:
    told = kinds(events(*(submission(f"s{number}") for number in range(3))))
    assert told[:2] == ["str", "SuiteInfo"]
    assert (told.count("SuiteInfo"), told.count("Grade")) == (1, 3)


def test_every_submission_gets_its_own_grade(events, submission: Make) -> None:
    told = events(submission("ada"), submission("bob", "fail"), submission("eve", "late"))
    grades = {one.info.student: one.final for one in told if isinstance(one, Grade)}
    assert grades == {"ada": 4.0, "bob": 3.0, "eve": 3.0}


def test_results_that_do_not_match_the_tests_are_withheld(events, submission: Make) -> None:
    told = events(submission("alice", "lose a result"), submission("bob"))
    alice, bob = (one for one in told if isinstance(one, Grade))
    assert {result.status for result in alice.results} == {Status.BROKEN}
    assert (alice.final, bob.final) == (None, 4.0)


def test_without_a_submission_nothing_happens(events, job: Job) -> None:
    unsound = replace(job, assignment=replace(job.assignment, title="unsound"))
    assert events(job=unsound) == []


def test_an_error_of_the_suite_ends_the_run(events, job: Job, submission: Make) -> None:
    unsound = replace(job, assignment=replace(job.assignment, title="unsound"))
    with pytest.raises(SuiteError, match="the points do not add up"):
        events(submission("alice"), job=unsound)


@pytest.mark.parametrize("error", [KeyboardInterrupt, UsageError("the disk is full")])
def test_what_the_caller_raises_ends_the_run(
    engine: Engine, job: Job, submission: Make, error: BaseException | type[BaseException]
) -> None:
    grades: list[Grade] = []

    def stop(grade: Grade) -> None:
        grades.append(grade)
        raise error

    works = [Work(submission("ada")), Work(submission("bob"))]
    with pytest.raises((KeyboardInterrupt, UsageError)):
        grade_all(engine, job, works, on_ready=lambda _: None, on_grade=stop)
    assert len(grades) == 1


def test_grading_in_this_process_gives_the_grades_of_an_examiner(
    course, forget_modules, submission: Make
) -> None:
    found = find_course(course)
    job = Job(found, load_assignment(found, "tiny"), "none")
    sums = "def total(x):\n    return float(x.sum())\n"
    works = [Work(Submission(submission("ada").info, {"sums.py": sums}))]
    told: list[list[Any]] = [[], []]
    engines: list[Engine] = [LocalEngine(), InProcessEngine(examine)]
    for engine, heard in zip(engines, told, strict=True):
        grade_all(engine, job, works, on_ready=heard.append, on_grade=heard.append)
    (briefing, grade), (same_briefing, same) = told
    assert {result.status for result in grade.results} == {Status.PASSED, Status.MISSING}
    assert (grade.key, grade.final, outcomes(grade)) == (same.key, same.final, outcomes(same))
    assert briefing.tests == same_briefing.tests


def outcomes(grade: Grade) -> list[tuple[Any, ...]]:
    return [(result.id, result.status, result.earned, result.observed) for result in grade.results]


class Forgetful:
    """An engine that takes some work, and answers some of it."""

    def __init__(self, taken: int, answered: int) -> None:
        self.taken, self.answered = taken, answered

    def run(self, job: Job, dispatcher: Dispatcher) -> None:
        def works() -> Iterator[Work]:
            for _ in range(self.taken):
                work = dispatcher.next_work()
                assert work is not None
                given.append(work.submission)
                yield work

        def on_grade(grade: Grade) -> None:
            if len(given) <= self.answered:
                dispatcher.accept(given[-1], grade)

        given: list[Submission] = []
        fake_examiner.examine(job, works(), dispatcher.ready, on_grade, lambda: None)


@pytest.mark.parametrize(("taken", "answered"), [(2, 1), (1, 1), (2, 0)])
def test_an_engine_that_leaves_out_a_submission_is_an_error(
    job: Job, submission: Make, taken: int, answered: int
) -> None:
    works = [Work(submission("ada")), Work(submission("bob"))]
    with pytest.raises(RuntimeError, match="before every submission had a grade"):
        grade_all(Forgetful(taken, answered), job, works, on_ready=print, on_grade=print)
    grade_all(Forgetful(2, 2), job, works, on_ready=print, on_grade=print)


@pytest.mark.parametrize(
    ("address", "kind"),
    [("local", LocalEngine), ("dask://host:8786", DaskEngine), ("dask+tls://host:8786", DaskEngine)],
)
def test_an_address_names_an_engine(address: str, kind: type) -> None:
    assert isinstance(find_engine(EngineOptions(address)), kind)


def test_without_an_address_this_machine_grades() -> None:
    assert find_engine(EngineOptions()) == LocalEngine()


@pytest.mark.parametrize("address", ["ray://host:1", "host:8786", "dask", "dask://host", ""])
def test_an_address_that_names_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="is not an engine") as caught:
        find_engine(EngineOptions(address))
    assert "dask://HOST:PORT" in str(caught.value)
    assert "dask+tls://HOST:PORT" in str(caught.value)


def test_this_machines_engine_needs_nothing_of_dask() -> None:
    script = """
import sys
from grader.engines import EngineOptions, find_engine
find_engine(EngineOptions())
print([name for name in sys.modules if "dask" in name or name in ("distributed", "numpy", "pytest")])
"""
    told = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
