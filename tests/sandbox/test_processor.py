from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from grader.sandbox import processor


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"]) as process:
        yield process
        process.kill()


def test_processes_share_one_processor_for_a_while(sleeper: subprocess.Popen[bytes]) -> None:
    before = os.sched_getaffinity(0)
    with processor.shared(sleeper.pid):
        here = os.sched_getaffinity(0)
        assert len(here) == 1
        assert here <= before
        assert os.sched_getaffinity(sleeper.pid) == here
    assert os.sched_getaffinity(0) == os.sched_getaffinity(sleeper.pid) == before


def test_what_they_start_meanwhile_is_there_too() -> None:
    ask = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]
    with processor.shared():
        assert subprocess.check_output(ask) == b"1\n"


def test_processors_that_are_not_ours_stay_so() -> None:
    before = os.sched_getaffinity(0)
    one = {min(before)}
    os.sched_setaffinity(0, one)
    try:
        with processor.shared():
            pass
        assert os.sched_getaffinity(0) == one
    finally:
        os.sched_setaffinity(0, before)


def test_a_process_that_ends_meanwhile_stops_nobody(sleeper: subprocess.Popen[bytes]) -> None:
    before = os.sched_getaffinity(0)
    with processor.shared(sleeper.pid, None):
        sleeper.kill()
        sleeper.wait()
    assert os.sched_getaffinity(0) == before
