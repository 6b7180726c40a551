"""Clocks are found in whatever way they are imported; no suite and no reference of this course reads one."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.validation.clocks import clocks

ROOT = Path(__file__).parents[2]
FILES = [*sorted(ROOT.glob("autograder_tests/**/*.py")), *sorted(ROOT.glob("solutions/**/*.py"))]

READS = {
    "import time": "time",
    "import time as t": "time",
    "import numpy, timeit": "timeit",
    "from time import perf_counter": "time.perf_counter",
    "from time import monotonic as now_": "time.monotonic",
    "from time import *": "time.*",
    "from timeit import default_timer": "timeit.default_timer",
    "from resource import getrusage": "resource.getrusage",
    "from os import times": "os.times",
    "import cProfile": "cProfile",
    "__import__('time').time()": "time",
    "importlib.import_module('time')": "time",
    "started = t.perf_counter()": "t.perf_counter",
    "used = psutil_.process_time()": "psutil_.process_time",
    "datetime.datetime.now()": "datetime.datetime.now",
    "from datetime import datetime as d; d.utcnow()": "d.utcnow",
    "date.today()": "date.today",
    "os.times()": "os.times",
    "signal.setitimer(signal.ITIMER_REAL, 1)": "signal.setitimer",
    "signal.alarm(5)": "signal.alarm",
    "threading.Timer(5, stop)": "threading.Timer",
    "def test():\n    def inner():\n        import time": "time",
}
DOES_NOT = [
    "from datetime import date; due = date(2027, 1, 15)",
    "time = 3.0; steps = time.real",
    "def f(time): return time * 2",
    "from .time import schedule",
    "from my_time import schedule",
    "x = 'import time'  # time.perf_counter()",
    "np.random.default_rng(0).random()",
    "f.counted(x)",
    "not Python",
]


@pytest.mark.parametrize("source", READS)
def test_a_clock_is_found(source: str) -> None:
    assert READS[source] in [name for _, name in clocks(source)]


@pytest.mark.parametrize("source", DOES_NOT)
def test_other_code_is_left_alone(source: str) -> None:
    assert list(clocks(source)) == []


def test_the_line_is_told() -> None:
    source = "import numpy as np\n\ndef test():\n    from time import monotonic\n    monotonic()\n"
    assert list(clocks(source)) == [(4, "time.monotonic")]


def test_a_file_in_another_encoding_is_read() -> None:
    assert list(clocks("# -*- coding: latin-1 -*-\n# \xe4\nimport time".encode("latin-1"))) == [(3, "time")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_suite_and_no_reference_reads_a_clock(file: Path) -> None:
    assert list(clocks(file.read_bytes())) == []


def test_all_suites_were_looked_at() -> None:
    suites = {path.name for path in ROOT.glob("autograder_tests/*/") if list(path.glob("*.py"))}
    assert suites <= {file.relative_to(ROOT).parts[1] for file in FILES}
    assert len(suites) >= 7
