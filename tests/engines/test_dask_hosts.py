"""Three hosts of their own: network namespaces on a bridge, so that every byte between them is TCP's."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from grader.course import find_course, load_assignment
from grader.engines import EngineOptions, find_engine, grade_all
from grader.grading import Job, Work
from grader.model import Grade, Submission, SubmissionInfo, content_hash

NETWORK = "10.231.77"
SUMS = """
import time
import numpy as np

time.sleep(0.2)

def total(x):
    return float(np.sum(x)) + {}

def scale(x, factor):
    return x * factor
"""


@pytest.fixture(scope="module")
def hosts() -> Iterator[list[str]]:
    """Namespaces with the addresses 10.231.77.2 to .4; this process is at .1."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        pytest.skip("network namespaces need root and the program `ip`")
    bridge = f"gr{os.getpid()}"
    with ExitStack() as undo:
        try:
            lay(undo, f"link add {bridge} type bridge", f"link del {bridge}")
            lay(undo, f"addr add {NETWORK}.1/24 dev {bridge}")
            lay(undo, f"link set {bridge} up")
            names = [add_host(undo, bridge, number) for number in (2, 3, 4)]
        except subprocess.CalledProcessError as error:
            pytest.skip(f"this machine permits no network namespaces: {error.stderr.strip()}")
        yield names


def add_host(undo: ExitStack, bridge: str, number: int) -> str:
    name = f"{bridge}h{number}"
    lay(undo, f"netns add {name}", f"netns del {name}")
    lay(undo, f"link add {name} type veth peer name eth0 netns {name}", f"link del {name}")
    lay(undo, f"link set {name} master {bridge} up")
    lay(undo, f"-n {name} addr add {NETWORK}.{number}/24 dev eth0")
    lay(undo, f"-n {name} link set eth0 up")
    lay(undo, f"-n {name} link set lo up")
    return name


def lay(undo: ExitStack, do: str, back: str = "") -> None:
    subprocess.run(["ip", *do.split()], check=True, capture_output=True, text=True)
    if back:
        undo.callback(subprocess.run, ["ip", *back.split()], check=False, capture_output=True)


def test_three_hosts_give_the_grades_of_one(
    hosts: list[str], make_cluster: Callable[..., Any], course: Path, timeless: Callable[[Grade], Grade]
) -> None:
    cluster = make_cluster(host=f"{NETWORK}.1")
    workers = [cluster.hire("ip", "netns", "exec", host) for host in hosts]
    cluster.staff(3)
    found = find_course(course)
    job = Job(found, load_assignment(found, "tiny"))
    works = [Work(answer(number)) for number in range(18)]
    many: list[Grade] = []
    one: list[Grade] = []
    at_work: set[int] = set()

    def put_away(grade: Grade) -> None:
        many.append(grade)
        at_work.update(worker.pid for worker in workers if cluster.below(worker.pid))
        if len(at_work) == 3:
            workers[0].kill()

    engine = find_engine(EngineOptions(cluster.engine))
    grade_all(engine, job, works, on_ready=print, on_grade=put_away)
    here = find_engine(EngineOptions(jobs=2))
    grade_all(here, job, works, on_ready=print, on_grade=one.append)
    assert len(at_work) == 3
    assert workers[0].wait() == -signal.SIGKILL
    assert len(many) == 18
    by_student = [
        sorted(map(timeless, grades), key=lambda grade: grade.info.student) for grades in (many, one)
    ]
    assert by_student[0] == by_student[1]
    assert not cluster.examiners()


def answer(number: int) -> Submission:
    files = {"sums.py": SUMS.format(number % 3), "words.py": "answer = 'b'\n"}
    return Submission(SubmissionInfo("tiny", f"s{number}", content_hash(files)), files)
