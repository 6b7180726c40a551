from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from grader.engines import EngineOptions, grade_all, local
from grader.engines.local import LocalEngine
from grader.engines.process import Examiner
from grader.errors import IsolationUnavailable, SuiteError, UsageError
from grader.grading import Job, SuiteInfo, Work
from grader.model import Grade, Status, Submission
from grader.observations import Broken
from grader.sandbox.launcher import ENVIRONMENT
from tests.waiting import LIMIT, ever_longer

Make = Callable[..., Submission]


@dataclass
class Log:
    """What a run told its caller."""

    briefings: list[SuiteInfo] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    pulled: int = 0
    ahead: int = 0  # most submissions that were pulled and not yet graded

    def watch(self, submissions: tuple[Submission, ...]) -> Iterator[Work]:
        for one in submissions:
            self.pulled += 1
            self.ahead = max(self.ahead, self.pulled - len(self.grades))
            yield Work(one)

    @property
    def students(self) -> list[str]:
        return sorted(grade.info.student for grade in self.grades)

    @property
    def examiners(self) -> set[int]:
        return {int(grade.output) for grade in self.grades if grade.output}


Run = Callable[..., Log]


@pytest.fixture
def run(job: Job, fake: tuple[str, ...]) -> Run:
    def run(*submissions: Submission, jobs: int = 2, job: Job = job, patience: float = LIMIT) -> Log:
        log = Log()
        options = EngineOptions(jobs=jobs, command=fake, patience=patience)
        works = log.watch(submissions)
        grade_all(LocalEngine(options), job, works, on_ready=log.briefings.append, on_grade=log.grades.append)
        return log

    return run


def engine(jobs: int, command: Sequence[str]) -> LocalEngine:
    return LocalEngine(EngineOptions(jobs=jobs, command=command))


def titled(job: Job, title: str) -> Job:
    return replace(job, assignment=replace(job.assignment, title=title))


def children() -> set[int]:
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def test_every_submission_gets_its_own_grade(run: Run, submission: Make) -> None:
    log = run(*(submission(f"s{number}", "fail" if number % 2 else "") for number in range(9)))
    assert log.students == [f"s{number}" for number in range(9)]
    for grade in log.grades:
        wrong = int(grade.info.student[1:]) % 2
        assert grade.final == 4.0 - wrong


def test_grades_come_as_they_finish(run: Run, submission: Make) -> None:
    log = run(submission("slow", "sleep 2"), submission("quick"), submission("quicker"))
    assert log.grades[-1].info.student == "slow"


def test_the_briefing_comes_once_and_first(run: Run, submission: Make) -> None:
    log = run(*(submission(f"s{number}", "sleep 0.3") for number in range(3)), jobs=2)
    assert len(log.examiners) == 2
    assert [len(briefing.tests) for briefing in log.briefings] == [3]


def test_no_submission_is_pulled_before_an_examiner_is_free(run: Run, submission: Make) -> None:
    log = run(*(submission(f"s{number}") for number in range(12)), jobs=2)
    assert len(log.grades) == 12
    assert log.ahead <= 3  # one in each examiner, and one grade on its way to the caller


def test_all_examiners_start_at_once(
    job: Job, fake: tuple[str, ...], submission: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None waits until another has collected the suite."""
    started: list[int] = []
    first = Examiner

    def start(*arguments: Any) -> Any:
        started.append(len(seen))
        return first(*arguments)

    seen: list[SuiteInfo] = []
    monkeypatch.setattr(local, "Examiner", start)
    works = [Work(submission(f"s{number}")) for number in range(4)]
    grade_all(engine(2, fake), job, works, on_ready=seen.append, on_grade=lambda _: None)
    assert started == [0, 0]


def test_an_examiner_multiplies_matrices_as_a_worker_does(
    job: Job, submission: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    tell = f"import json, os; open({str(tmp_path / 'told')!r}, 'w').write(json.dumps(dict(os.environ)))"
    works = [Work(submission("alice"))]
    command = (sys.executable, "-c", tell)
    with pytest.raises(SuiteError):  # it tells, and ends
        grade_all(engine(1, command), job, works, on_ready=print, on_grade=print)
    examiner = json.loads((tmp_path / "told").read_text())
    names = {"OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"}
    assert {name: examiner.get(name) for name in names} == {name: ENVIRONMENT.get(name) for name in names}


def test_one_submission_starts_one_examiner(job: Job, fake: tuple[str, ...], submission: Make) -> None:
    seen: list[int] = []

    def count(_: object) -> None:
        seen.append(len(children()))

    grade_all(engine(4, fake), job, [Work(submission("alice"))], on_ready=count, on_grade=count)
    assert seen == [1, 1]


def test_without_a_submission_no_examiner_starts(job: Job) -> None:
    def never(_: object) -> None:
        raise AssertionError

    grade_all(engine(2, ["/no/such/program"]), job, [], on_ready=never, on_grade=never)


def test_a_dead_examiner_is_replaced_and_its_submission_tried_again(
    run: Run, submission: Make, tmp_path: Path
) -> None:
    log = run(submission("alice", f"die once {tmp_path / 'marker'}"), submission("bob"), jobs=1)
    assert log.students == ["alice", "bob"]
    assert [grade.final for grade in log.grades] == [4.0, 4.0]
    assert (tmp_path / "marker").exists()


def test_the_second_death_withholds_the_grade_and_the_run_goes_on(run: Run, submission: Make) -> None:
    log = run(submission("alice", "signal SIGKILL"), submission("bob", "exit 7"), submission("carol"), jobs=1)
    alice, bob, carol = sorted(log.grades, key=lambda grade: grade.info.student)
    assert reasons(alice) == {"the examiner was killed by SIGKILL, twice"}
    assert reasons(bob) == {"the examiner ended with exit code 7, twice"}
    assert alice.final is None
    assert carol.final == 4.0


def reasons(grade: Grade) -> set[str]:
    assert {result.status for result in grade.results} == {Status.BROKEN}
    return {result.observed.reason for result in grade.results if isinstance(result.observed, Broken)}


def test_a_hanging_examiner_is_stopped_and_the_grade_withheld(
    run: Run, job: Job, submission: Make, is_gone: Callable[[int], bool], tmp_path: Path
) -> None:
    marker = tmp_path / "child"
    hangs = submission("alice", f"hang with a child {marker}")
    for patience in ever_longer(3.0):
        with suppress(SuiteError):  # not even the start of an examiner was done in time
            log = run(hangs, submission("bob"), patience=patience, jobs=1)
        if marker.exists():
            break
    assert log.students == ["alice", "bob"]
    (reason,) = reasons(next(grade for grade in log.grades if grade.info.student == "alice"))
    assert f"did not answer within {patience:g} s" in reason
    assert is_gone(int(marker.read_text()))


def test_a_slow_examiner_that_shows_life_is_left_alone(run: Run, submission: Make) -> None:
    for patience in ever_longer(3.0):  # a busy machine delays the signs of life as well
        with suppress(SuiteError):
            log = run(submission("alice", f"sleep {2 * patience}"), patience=patience)
            if log.grades[0].final is not None:
                break
    assert log.grades[0].final == 4.0


def test_results_that_do_not_match_the_tests_are_withheld(run: Run, submission: Make) -> None:
    log = run(submission("alice", "lose a result"), submission("bob"))
    alice, bob = sorted(log.grades, key=lambda grade: grade.info.student)
    assert "one to one" in reasons(alice).pop()
    assert len(alice.results) == 3
    assert bob.final == 4.0


@pytest.mark.parametrize(
    ("title", "error"),
    [
        ("unsound", SuiteError("the points do not add up")),
        ("unlocked", IsolationUnavailable("no Landlock here")),
        ("misspelt", UsageError("assignment.toml:2: unknown key `titel`")),
    ],
)
def test_an_error_of_the_examiner_is_raised_in_the_parent(
    run: Run, job: Job, submission: Make, title: str, error: UsageError
) -> None:
    with pytest.raises(UsageError) as caught:
        run(submission("alice"), job=titled(job, title))
    assert type(caught.value) is type(error)
    assert caught.value.what == error.what
    assert caught.value.advice
    assert not children()


@pytest.mark.parametrize(("title", "code"), [("dies at start", 3), ("fails inside", 1)])
def test_an_examiner_that_never_collects_is_reported(
    run: Run, job: Job, submission: Make, title: str, code: int
) -> None:
    with pytest.raises(SuiteError, match=f"ended with exit code {code} before it had collected") as caught:
        run(submission("alice"), job=titled(job, title))
    assert caught.value.where == str(job.assignment.suite)


def test_no_examiner_is_left_after_a_run(run: Run, submission: Make, is_gone: Callable[[int], bool]) -> None:
    log = run(*(submission(f"s{number}", "sleep 0.2") for number in range(4)))
    assert not children()
    assert all(is_gone(pid) for pid in log.examiners)


@pytest.mark.parametrize("error", [KeyboardInterrupt, UsageError("the disk is full")])
def test_an_error_of_the_caller_ends_every_examiner(
    job: Job, fake: tuple[str, ...], submission: Make, error: BaseException | type[BaseException]
) -> None:
    def stop(_: Grade) -> None:
        assert len(children()) == 2
        raise error

    work = [Work(submission("quick", "sleep 0.5")), Work(submission("stuck", "hang"))]
    with pytest.raises((KeyboardInterrupt, UsageError)):
        grade_all(engine(2, fake), job, work, on_ready=lambda _: None, on_grade=stop)
    assert not children()


def test_an_examiner_leaves_interruptions_to_its_parent(run: Run, submission: Make) -> None:
    log = run(submission("alice", "signal SIGINT"))
    assert log.grades[0].final == 4.0


def test_what_an_examiner_prints_never_reaches_our_stdout(
    run: Run, submission: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    run(submission("alice"))
    assert capfd.readouterr().out == ""


def test_a_message_larger_than_any_buffer_arrives(run: Run, submission: Make) -> None:
    log = run(submission("alice", "# a long file\n" * 300_000))
    assert log.grades[0].final == 4.0


PARENT = """
import sys
from pathlib import Path
from grader.course import find_course, load_assignment
from grader.engines import EngineOptions, grade_all
from grader.engines.local import LocalEngine
from grader.grading import Job, Work
from grader.model import SubmissionInfo, Submission

course = find_course(Path(sys.argv[1]))
job = Job(course, load_assignment(course, "double"), "none", None)
texts = ["sleep 0", "hang", "sleep 60"]
work = (Work(Submission(SubmissionInfo("double", text, "h"), {"double.py": text})) for text in texts)

def tell(grade):
    print("pid", grade.output, flush=True)

engine = LocalEngine(EngineOptions(jobs=2, command=sys.argv[2:]))
grade_all(engine, job, work, on_ready=print, on_grade=tell)
"""


@pytest.fixture
def parent(job: Job, fake: tuple[str, ...]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-P", "-c", PARENT, str(job.course.root), *fake]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_a_killed_parent_leaves_no_examiner(
    parent: subprocess.Popen[str], is_gone: Callable[[int], bool]
) -> None:
    assert parent.stdout is not None
    _briefing, graded = (parent.stdout.readline() for _ in range(2))
    examiner = int(graded.split()[1])
    time.sleep(0.3)
    assert Path(f"/proc/{examiner}").exists()
    parent.kill()
    parent.wait()
    assert is_gone(examiner)


def test_at_least_one_processor_is_ours() -> None:
    assert 1 <= local.cores() <= (os.cpu_count() or 1)
