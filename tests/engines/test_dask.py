from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from grader import grading
from grader.course import find_course, load_assignment
from grader.engines import EngineOptions, dask_cluster, find_engine, grade_all
from grader.engines.dask import AHEAD, DaskEngine
from grader.errors import SuiteError, UsageError
from grader.grading import Job, SuiteInfo, Work
from grader.model import Grade, Status, Submission, SubmissionInfo, content_hash
from grader.observations import Broken
from tests.waiting import ever_longer, until

Make = Callable[..., Submission]
RIGHT = """
import numpy as np

def total(x):
    return float(np.sum(x))

def scale(x, factor):
    return x * factor
"""
SLOW = RIGHT + "import time\ntime.sleep(0.1)\n"
ANSWERS = (
    SLOW,
    SLOW.replace("np.sum(x)", "np.sum(x) + 1"),
    SLOW.replace("return x * factor", "raise ValueError('no factor')"),
    SLOW.replace("return x * factor", "print('here I am'); return x * 2"),
    SLOW.replace("return x * factor", "while True: pass"),
    SLOW.replace("def scale", "def stale"),
    "import nothing\n",
)


@dataclass
class Log:
    """What a run told its caller."""

    briefings: list[SuiteInfo] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    pulled: int = 0
    ahead: int = 0  # most submissions that were pulled and not yet graded

    def watch(self, submissions: Iterable[Submission]) -> Iterator[Work]:
        for one in submissions:
            self.pulled += 1
            self.ahead = max(self.ahead, self.pulled - len(self.grades))
            yield Work(one)

    def by_student(self, change: Callable[[Grade], Grade]) -> dict[str, Grade]:
        return {grade.info.student: change(grade) for grade in self.grades}


@pytest.fixture
def tiny(course: Path) -> Job:
    found = find_course(course)
    return Job(found, load_assignment(found, "tiny"))


@pytest.fixture
def run(cluster: Any, job: Job, fake: tuple[str, ...]) -> Callable[..., Log]:
    """Grade with made-up examiners on two machines."""

    def run(
        *submissions: Submission,
        job: Job = job,
        on_grade: Callable[[Grade], None] | None = None,
        **options: Any,
    ) -> Log:
        log = Log()
        cluster.staff(2)
        engine = DaskEngine(EngineOptions(cluster.engine, command=fake, **options))
        works = log.watch(submissions)
        grade_all(engine, job, works, on_ready=log.briefings.append, on_grade=on_grade or log.grades.append)
        return log

    return run


def engine_at(address: str, **options: Any) -> DaskEngine:
    return DaskEngine(EngineOptions(address, **options))


def answer(student: str, sums: str) -> Submission:
    files = {"sums.py": sums, "words.py": "answer = 'b'\n"}
    return Submission(SubmissionInfo("tiny", student, content_hash(files)), files)


def test_a_machine_killed_in_the_middle_changes_no_grade(
    cluster: Any, tiny: Job, is_gone: Callable[[int], bool], timeless: Callable[[Grade], Grade]
) -> None:
    answers = [answer(f"s{number}", ANSWERS[number % len(ANSWERS)]) for number in range(12)]
    victim, _ = cluster.staff(2)
    many, one = Log(), Log()
    below: list[int] = []

    def kill_one(grade: Grade) -> None:
        many.grades.append(grade)
        at_work = cluster.below(victim.pid)
        if not below and len(at_work) >= 3:  # an examiner, its zygote, a student
            below.extend(at_work)
            victim.kill()

    engine, here = engine_at(cluster.engine), find_engine(EngineOptions(jobs=2))
    grade_all(engine, tiny, many.watch(answers), on_ready=many.briefings.append, on_grade=kill_one)
    grade_all(here, tiny, one.watch(answers), on_ready=one.briefings.append, on_grade=one.grades.append)
    assert below
    assert all(is_gone(pid) for pid in below)
    assert len(many.grades) == 12
    assert many.by_student(timeless) == one.by_student(timeless)
    assert many.briefings == one.briefings
    assert {grade.key for grade in many.grades} == {
        grading.key(grading.fingerprint(tiny), submission) for submission in answers
    }
    assert {result.status for grade in many.grades for result in grade.results} >= {
        Status.PASSED, Status.FAILED, Status.ERROR, Status.TIMEOUT, Status.MISSING,
    }  # fmt: skip


def test_a_machine_that_joins_gets_the_course_and_work(
    cluster: Any, job: Job, fake: tuple[str, ...], submission: Make
) -> None:
    for worker in cluster.staff(1)[1:]:
        worker.kill()
        worker.wait()
    grades: list[Grade] = []

    def works() -> Iterator[Work]:
        for number in range(60):
            if len({grade.output for grade in grades}) > 1:
                return  # examiners of two machines: the output is their process id
            if number == 2:
                cluster.staff(2)
            yield Work(submission(f"s{number}", "sleep 0.2"))

    engine = engine_at(cluster.engine, command=fake)
    grade_all(engine, job, works(), on_ready=print, on_grade=grades.append)
    assert len({grade.output for grade in grades}) == 2


def test_what_students_wrote_cannot_reach_dask(cluster: Any, tiny: Job) -> None:
    spy = RIGHT.replace(
        "    return float",
        """
    import os, socket, stat, time
    for fd in range(1024):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        print(fd, "socket" if stat.S_ISSOCK(mode) else "other")
    try:
        socket.socket()
    except OSError as error:
        print(type(error).__name__)
    print(sorted(name for name in os.environ if "DASK" in name or "GRADER" in name))
    time.sleep(0.4)
    return float""",
    )
    (worker,) = cluster.staff(1)[:1]
    for other in cluster.staff(1)[1:]:
        other.kill()
        other.wait()
    seen: list[set[str]] = []

    def works() -> Iterator[Work]:
        yield Work(answer("spy", spy))
        until(lambda: len(cluster.below(worker.pid)) >= 3)  # the examiner, its zygote, the spy
        seen.extend(network_sockets(pid) for pid in cluster.below(worker.pid))

    log = Log()
    engine = engine_at(cluster.engine)
    grade_all(engine, tiny, works(), on_ready=log.briefings.append, on_grade=log.grades.append)
    assert network_sockets(worker.pid)
    assert len(seen) >= 3
    assert not any(seen)
    told = log.grades[0].output.splitlines()[:6]
    assert told == ["0 other", "1 other", "2 other", "3 socket", "PermissionError", "[]"]


def network_sockets(pid: int) -> set[str]:
    """What `pid` has open to the network, as /proc names it."""
    listed = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()
    ]
    known = {f"socket:[{fields[9]}]" for fields in listed if fields[9].isdigit()}
    try:
        return {str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()} & known
    except PermissionError:  # a locked-in process shows nobody but root what it holds
        return set()


def test_no_more_submissions_are_pulled_than_examiners_can_use_soon(
    run: Callable[..., Log], submission: Make
) -> None:
    log = run(*(submission(f"s{number}") for number in range(30)))
    assert len(log.grades) == 30
    assert 2 < log.ahead <= 2 * AHEAD + 1


def test_jobs_limits_what_is_under_way(run: Callable[..., Log], submission: Make) -> None:
    log = run(*(submission(f"s{number}") for number in range(6)), jobs=1)
    assert len(log.grades) == 6
    assert log.ahead == 2  # one under way, and one grade on its way to the caller


def test_without_a_submission_no_cluster_is_asked(job: Job) -> None:
    grade_all(engine_at("dask://127.0.0.1:1"), job, [], on_ready=print, on_grade=print)


def test_a_submission_that_kills_its_examiner_twice_is_withheld(
    run: Callable[..., Log], submission: Make, tmp_path: Path
) -> None:
    once = f"die once {tmp_path / 'marker'}"
    log = run(submission("alice", "signal SIGKILL"), submission("bob", once), submission("carol"))
    alice, bob, carol = sorted(log.grades, key=lambda grade: grade.info.student)
    assert reasons(alice) == {"the examiner was killed by SIGKILL, twice"}
    assert alice.final is None
    assert bob.final == carol.final == 4.0


def test_a_submission_that_takes_its_machine_with_it_twice_is_withheld(
    run: Callable[..., Log], submission: Make, cluster: Any
) -> None:
    cluster.staff(4)
    log = run(submission("carol"), submission("alice", "signal SIGKILL parent"))
    alice, carol = sorted(log.grades, key=lambda grade: grade.info.student)
    assert reasons(alice) == {"its machine was lost, twice"}
    assert carol.final == 4.0


def test_an_examiner_that_hangs_is_given_up(run: Callable[..., Log], submission: Make) -> None:
    for patience in ever_longer(2.0):
        with suppress(SuiteError):  # not even the start of an examiner was done in time
            log = run(submission("alice", "hang"), patience=patience)
            break
    how = f"did not answer within {patience:g} s and was stopped, twice"
    assert reasons(log.grades[0]) == {f"the examiner {how}"}


def test_results_that_do_not_match_the_tests_are_withheld(run: Callable[..., Log], submission: Make) -> None:
    log = run(submission("alice", "lose a result"))
    assert "one to one" in reasons(log.grades[0]).pop()


def reasons(grade: Grade) -> set[str]:
    return {
        result.observed.reason if isinstance(result.observed, Broken) else result.status.value
        for result in grade.results
    }


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("unsound", "test_double.py: the points do not add up"),
        ("unlocked", "this machine: no Landlock here"),
    ],
)
def test_trouble_on_a_machine_is_told_at_home(
    run: Callable[..., Log], job: Job, submission: Make, title: str, told: str
) -> None:
    with pytest.raises(UsageError) as caught:
        run(submission("alice"), job=titled(job, title))
    assert str(caught.value).startswith(told)


def test_an_examiner_that_never_collects_is_reported(
    run: Callable[..., Log], job: Job, submission: Make
) -> None:
    with pytest.raises(SuiteError, match="ended with exit code 3 before it had collected") as caught:
        run(submission("alice"), job=titled(job, "dies at start"))
    assert caught.value.where == str(job.assignment.suite)


def test_a_suite_that_does_not_collect_is_told_with_the_paths_at_home(cluster: Any, tiny: Job) -> None:
    cluster.staff(1)
    (tiny.assignment.suite / "test_sums.py").write_text("import nothing_of_that_name\n")
    works = [Work(answer("a", RIGHT))]
    with pytest.raises(SuiteError) as caught:
        grade_all(engine_at(cluster.engine), tiny, works, on_ready=print, on_grade=print)
    assert str(tiny.assignment.suite) in str(caught.value)
    assert "dask-scratch-space" not in str(caught.value)


def titled(job: Job, title: str) -> Job:
    return replace(job, assignment=replace(job.assignment, title=title))


@pytest.mark.parametrize("error", [KeyboardInterrupt, UsageError("the disk is full")])
def test_whatever_ends_a_run_leaves_nothing_on_any_machine(
    run: Callable[..., Log], submission: Make, cluster: Any, error: BaseException | type[BaseException]
) -> None:
    before = cluster.courses()  # of workers that were killed: the next worker to start removes them
    there: list[Path] = []

    def stop(_: Grade) -> None:
        until(lambda: len(cluster.examiners()) == 2)
        there.extend(cluster.courses())
        raise error

    with pytest.raises((KeyboardInterrupt, UsageError)):
        run(submission("quick"), *(submission(f"{n}", "hang") for n in range(3)), on_grade=stop)
    assert len(there) == len(before) + 2
    assert not cluster.examiners()
    assert cluster.courses() == before


def test_a_finished_run_leaves_nothing_either(
    run: Callable[..., Log], submission: Make, cluster: Any
) -> None:
    before = cluster.courses()
    run(submission("alice"))
    assert not cluster.examiners()
    assert cluster.courses() == before


def test_the_course_of_a_killed_worker_is_removed_when_the_next_one_starts(
    run: Callable[..., Log], submission: Make, cluster: Any
) -> None:
    left: list[Path] = []

    def kill_all(_: Grade) -> None:
        left.extend(cluster.courses())
        for worker in cluster.workers:
            worker.kill()
            worker.wait()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(submission("alice"), on_grade=kill_all)
    assert left
    assert all(path.exists() and path.stat().st_mode & 0o777 == 0o700 for path in left)
    cluster.staff(1)
    assert not cluster.courses()


def test_a_scheduler_that_is_lost_ends_the_run(
    make_cluster: Any, job: Job, fake: tuple[str, ...], submission: Make
) -> None:
    cluster = make_cluster()
    cluster.staff(1)

    def works() -> Iterator[Work]:
        yield Work(submission("alice", "sleep 1"))
        cluster.scheduler.kill()
        yield Work(submission("bob"))

    engine = engine_at(cluster.engine, command=fake)
    with pytest.raises(UsageError, match="the Dask scheduler is gone"):
        grade_all(engine, job, works(), on_ready=print, on_grade=print)
    until(lambda: not cluster.examiners())


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of somebody who listens and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"dask://127.0.0.1:{listener.getsockname()[1]}"


def test_a_scheduler_that_does_not_answer_is_told_within_seconds(
    silent: str, job: Job, submission: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dask_cluster.ANSWER_SECONDS <= 5
    monkeypatch.setattr(dask_cluster, "ANSWER_SECONDS", 1.0)
    for address in (silent, "dask://127.0.0.1:1"):
        with pytest.raises(UsageError, match=r"no Dask scheduler answers \(.+\)"):
            grade_all(engine_at(address), job, [Work(submission("a"))], on_ready=print, on_grade=print)


def test_without_the_extra_it_is_said_what_to_install(
    job: Job, submission: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    engine = engine_at("dask://127.0.0.1:1")
    with pytest.raises(UsageError, match="pip install 'numgrader\\[dask\\]'"):
        grade_all(engine, job, [Work(submission("a"))], on_ready=print, on_grade=print)


def test_an_interrupted_command_goes_on_where_it_stopped(cluster: Any, course: Path, tmp_path: Path) -> None:
    for number in range(6):
        folder = tmp_path / "submissions" / f"s{number}"
        folder.mkdir(parents=True)
        (folder / "sums.py").write_text(SLOW if number % 2 else SLOW.replace("* factor", "* 2"))
        (folder / "words.py").write_text("answer = 'b'\n")
    cluster.staff(2)
    command = [sys.executable, "-P", "-c", "from grader.cli import grade_main; grade_main()"]
    command += ["tiny", str(folder.parent), "--json", "--course", str(course)]
    command += ["--engine", cluster.engine]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until(lambda: len(list(course.glob("reports/tiny/students/*"))) > 1)
    first.send_signal(signal.SIGINT)
    _, said = first.communicate()
    assert first.returncode == 130, said
    left = re.search(r"Interrupted, (\d+) to go", said)
    assert left, said
    assert 0 < int(left[1]) < 6
    assert not cluster.examiners()
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stderr
    told = json.loads(second.stdout)
    assert {row["student"]: row["score"] for row in told["submissions"]} == {
        f"s{number}": 6.0 if number % 2 else 4.0 for number in range(6)
    }
