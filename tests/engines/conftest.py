from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from grader.course import find_course, load_assignment
from grader.grading import Job
from grader.model import Grade, Submission, SubmissionInfo, content_hash
from tests.waiting import until

HERE = Path(__file__).parent


@pytest.fixture
def fake() -> tuple[str, ...]:
    """The command that starts an examiner with a made-up `examine`."""
    return (sys.executable, "-P", str(HERE / "fake_examiner.py"))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    root = shutil.copytree(HERE.parent / "cli" / "course", tmp_path / "course")
    course = find_course(root)
    return Job(course, load_assignment(course, "double"), "none", None)


@pytest.fixture
def submission() -> Callable[..., Submission]:
    def submission(student: str, text: str = "") -> Submission:
        files = {"double.py": text}
        return Submission(SubmissionInfo("double", student, content_hash(files)), files)

    return submission


@pytest.fixture
def is_gone() -> Callable[[int], bool]:
    """Whether a process has ended, or ends: there is no end to the wait for one that lives on."""

    def is_gone(pid: int) -> bool:
        until(lambda: not _runs(pid))
        return True

    return is_gone


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.fixture
def timeless() -> Callable[[Grade], Grade]:
    """A grade but for what no two runs have in common: times, and the notes on how busy the machine was."""

    def timeless(grade: Grade) -> Grade:
        results = tuple(
            replace(result, seconds=0.0, notes=tuple(note for note in result.notes if not is_lost_time(note)))
            for result in grade.results
        )
        return replace(grade, results=results, seconds=0.0, graded_at=datetime.min.replace(tzinfo=UTC))

    return timeless


def is_lost_time(note: str) -> bool:
    """As in `runner/timing.py`: "waited for a processor for 1.3 s, which is not counted"."""
    return re.search(r" for \d+\.\d s, which is not counted$", note) is not None


# What the programs `dask scheduler` and `dask worker` run.
SCHEDULER = (sys.executable, "-P", "-m", "distributed.cli.dask_scheduler")
WORKER = (sys.executable, "-P", "-m", "distributed.cli.dask_worker")


@dataclass
class DaskCluster:
    """A scheduler and workers, each a process of its own.

    `options` are for both programs; `where` is a command's beginning that takes a process to its place.
    """

    folder: Path
    host: str = "127.0.0.1"
    options: Sequence[str] = ()
    where: Sequence[str] = ()
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        file = self.folder / "scheduler.json"
        options = ["--port", "0", "--host", self.host, "--scheduler-file", str(file)]
        self.scheduler = self._start(self.where, *SCHEDULER, *options)
        try:
            until(lambda: file.exists() and file.read_text().rstrip().endswith("}"))
            self.address = json.loads(file.read_text())["address"]
        except BaseException:
            self.close()
            raise

    @property
    def engine(self) -> str:
        return self.address.replace("tcp://", "dask://").replace("tls://", "dask+tls://")

    def hire(self, *where: str, threads: int = 1) -> subprocess.Popen[bytes]:
        options = ["--no-nanny", "--nthreads", str(threads), "--local-directory", str(self.folder)]
        worker = self._start(where, *WORKER, self.address, *options)
        self.workers.append(worker)
        return worker

    def staff(self, number: int) -> list[subprocess.Popen[bytes]]:
        """So many living workers, which the scheduler knows."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < number:
            self.hire()
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(number)
        return self.workers

    def examiners(self) -> list[int]:
        """All processes below the workers."""
        return [pid for worker in self.workers for pid in self.below(worker.pid)]

    def courses(self) -> list[Path]:
        """What the workers have unpacked."""
        return list(self.folder.glob("dask-scratch-space*/*/course-*"))

    @classmethod
    def below(cls, pid: int) -> list[int]:
        """The processes below `pid`."""
        try:
            tasks = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
        except (FileNotFoundError, ProcessLookupError):
            return []
        children = [int(child) for text in tasks for child in text.split()]
        return children + [below for child in children for below in cls.below(child)]

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, where: Sequence[str], *command: str) -> subprocess.Popen[bytes]:
        variables = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*where, *command, "--no-dashboard", *self.options],
                env={**os.environ, **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


@pytest.fixture(scope="module")
def make_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., DaskCluster]]:
    with ExitStack() as stack:

        def make(**options: Any) -> DaskCluster:
            cluster = DaskCluster(tmp_path_factory.mktemp("dask"), **options)
            stack.callback(cluster.close)
            return cluster

        yield make


@pytest.fixture(scope="module")
def cluster(make_cluster: Callable[..., DaskCluster]) -> DaskCluster:
    return make_cluster()
