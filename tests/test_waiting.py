"""The limit ends what hangs, and no test has another one: none fails because a machine is slow."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.waiting import Hanging, limited, until

HERE = Path(__file__).parent
CLOCKS = {"clock_gettime", "monotonic", "perf_counter", "process_time", "thread_time", "getrusage", "timeit"}
CLOCKS |= {f"{name}_ns" for name in CLOCKS}
WAITS = {"join", "wait", "wait_for_workers"}
LIMITS = {"timeout", "startup_timeout", "iopub_timeout", "deadline"}
EXCEPTIONS = {
    "chaos/monkey.py": "draws the moments to kill at from the length of a run, and judges nothing by it",
    "gradebook/server.py": "a program that looks whether a server is there until it is, or has ended",
}
STUDENTS = (
    "attacks/corpus",
    "cli/course",
    "converters",
    "exports/downloads",
    "exports/golden",
    "fuzz/found",
    "load/loops",
)


def limits_of_time(source: str) -> Iterator[str]:
    """Each place where the result depends on how fast a machine is."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) if name in CLOCKS:
                yield f"{name} reads a clock"
            case ast.Attribute(value=ast.Name(id="time"), attr="time"):
                yield "time.time reads a clock"
            case ast.keyword(arg=name, value=ast.Constant(value=int() | float())) if name in LIMITS:
                yield f"{name} is a limit"
            case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=int() | float())]) if (
                name in WAITS
            ):
                yield f"{name} has a limit"
            case ast.keyword(arg="suppress_health_check", value=checks) if "too_slow" not in ast.unparse(
                checks
            ) and "list" not in ast.unparse(checks):
                yield "Hypothesis complains of slow examples"
            case ast.While() | ast.For() if _polls(node):
                yield "a loop that waits: use `until`"


def _polls(loop: ast.While | ast.For) -> bool:
    inside = list(ast.walk(loop))
    ends = isinstance(loop, ast.While) or any(isinstance(node, ast.Break | ast.Return) for node in inside)
    return ends and any(isinstance(node, ast.Call) and _sleeps(node) for node in inside)


def _sleeps(call: ast.Call) -> bool:
    return ast.unparse(call.func) in {"time.sleep", "sleep"}


def test_no_test_has_a_limit_of_time() -> None:
    files = {path.relative_to(HERE).as_posix(): path for path in HERE.rglob("*.py")}
    ours = {name: path for name, path in files.items() if not name.startswith(STUDENTS)}
    found = {name: list(limits_of_time(path.read_text("utf-8"))) for name, path in ours.items()}
    assert {name: limits for name, limits in found.items() if limits and name not in EXCEPTIONS} == {}
    assert all(found[name] for name in EXCEPTIONS), "an exception that is none any more"


@pytest.mark.parametrize(
    "line",
    [
        "assert time.monotonic() - started < 3",
        "from time import perf_counter",
        "began = time.time()",
        "subprocess.run(command, timeout=60)",
        "process.wait(10)",
        "thread.join(2)",
        "NotebookClient(notebook, startup_timeout=60)",
        "@settings(deadline=200)\ndef test(): ...",
        "@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])\ndef test(): ...",
        "while not page.exists():\n    time.sleep(0.1)",
        "for _ in range(100):\n    if page.exists():\n        break\n    time.sleep(0.1)",
    ],
)
def test_a_limit_of_time_is_found(line: str) -> None:
    assert len(list(limits_of_time(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run(command)",
        "process.wait()",
        "thread.join()",
        "', '.join(words)",
        "path.joinpath('a')",
        "for number in range(3):\n    time.sleep(0.1)",
        "until(page.exists)",
        "channel.receive(within(0.2))",
        "@settings(max_examples=9)\ndef test(): ...",
        "open_page(timeout=UNLIMITED)",
    ],
)
def test_what_depends_on_no_clock_is_left_alone(line: str) -> None:
    assert list(limits_of_time(line)) == []


def test_what_hangs_is_ended() -> None:
    with pytest.raises(Hanging), limited(0.01):
        until(lambda: False)


def test_what_does_not_hang_is_left_alone() -> None:
    answers = iter([False, False, True])
    with limited():
        until(lambda: next(answers))
    assert next(answers, None) is None


def test_a_limit_within_another_gives_it_back() -> None:
    def inner() -> bool:
        with limited():
            return False

    with pytest.raises(Hanging), limited(0.3):
        until(inner)


HANGS = """
import threading, pytest

@pytest.fixture
def slow_to_end():
    yield
    threading.Event().wait()

def test_for_ever():
    try:
        threading.Event().wait()
    except Exception:
        pass

def test_an_end_for_ever(slow_to_end):
    pass

def test_at_last():
    pass
"""


@pytest.mark.slow
def test_a_test_that_hangs_fails_and_the_next_one_runs(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *")
    (tmp_path / "test_hangs.py").write_text(HANGS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "1", str(tmp_path)]
    patience = {"GRADER_TEST_PATIENCE": "0.05", "PYTHONPATH": str(HERE.parent)}
    ran = subprocess.run(
        command, cwd=tmp_path, env=os.environ | patience, capture_output=True, text=True, check=False
    )
    assert "1 failed, 2 passed, 1 error" in ran.stdout, ran.stdout + ran.stderr
    assert ran.stdout.count("Hanging: it hangs") >= 2
