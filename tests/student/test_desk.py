from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SuiteError, UsageError
from grader.model import Status, TestResult
from grader.observations import Died, Observation, WrongValues, details, frames
from grader.student import Checked, check
from grader.student.events import Imported
from grader.student.report import State, TaskReport

WRONG = """import numpy as np


def total(x):
    print("adding up")
    return float(x.sum()) + (1.0 if len(x) == 5 else 0.0)


def scale(x, factor):
    return x.reshape(2, 2) * factor
"""
LOOPS = """def total(x):
    while len(x) == 2:
        pass
    return float(x.sum())


def scale(x, factor):
    import os
    os._exit(0)
"""
SYNTAX = "def total(x):\n    return (x\n\n\ndef scale(x, factor):\n    return x * factor\n"
ELSEWHERE = """
import os, sys, sysconfig
sysconfig.get_config_vars()  # looks for a file that is named after the real platform
for name in ("fcntl", "resource", "termios", "pty", "pwd", "grp", "syslog", "_posixshmem"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "memfd_create", "pidfd_open", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY"):
    if hasattr(os, name):
        delattr(os, name)
sys.platform = "darwin"
"""


def states(checked: Checked) -> dict[str, State]:
    return {report.task.name: report.state for report in checked.report.tasks}


def seen(result: TestResult | Imported) -> Observation:
    assert result.observed
    return result.observed


def task(checked: Checked, name: str) -> TaskReport:
    return next(report for report in checked.report.tasks if report.task.name == name)


@pytest.fixture(scope="module")
def wrong(handout) -> Checked:
    return check(folder=handout(sums=WRONG))


@pytest.fixture(scope="module")
def loops(solved) -> Checked:
    return check(folder=solved(seconds=3, sums=LOOPS))


@pytest.fixture(scope="module")
def syntax(solved) -> Checked:
    return check(folder=solved(seconds=3, sums=SYNTAX, words="while True: pass\n"))


def test_what_is_not_written_is_no_failure(handout):
    checked = check(folder=handout())
    assert set(states(checked).values()) == {State.UNWRITTEN}
    assert not checked.passed
    assert "FAIL" not in repr(checked)
    assert "Write `total` in `sums.py`." in repr(checked)


def test_all_right_is_all_right(solved):
    checked = check(folder=solved())
    assert checked.passed
    assert states(checked) == {
        "total": State.PASSED,
        "scale": State.PASSED,
        "Gate": State.PASSED,
        "words": State.UNTESTED,
    }
    assert "Nothing fails here." in repr(checked)


def test_a_wrong_value_is_told_with_what_was_expected(wrong):
    (failed,) = task(wrong, "total").failed
    assert failed.title == "Five random numbers."
    assert isinstance(seen(failed), WrongValues)
    assert details(seen(failed))["yours"] != details(seen(failed))["expected"]


def test_what_is_right_already_is_told_too(wrong):
    assert [passed.title for passed in task(wrong, "total").passed] == ["1 + 2 is 3."]
    assert "Already right     1 + 2 is 3." in repr(wrong)


def test_an_exception_is_told_with_the_students_own_line(wrong):
    (failed,) = task(wrong, "scale").failed
    assert failed.status is Status.ERROR
    (frame,) = frames(seen(failed))
    assert (frame.file, frame.line, frame.function) == ("sums.py", 10, "scale")
    assert frame.source == "return x.reshape(2, 2) * factor"


def test_a_method_that_is_not_written_is_no_failure(wrong):
    assert states(wrong)["Gate"] is State.UNWRITTEN
    assert task(wrong, "Gate").unwritten == ("Gate.forward", "Gate.backward")


def test_what_the_code_printed_is_kept(wrong):
    assert wrong.report.output.splitlines() == ["adding up", "adding up"]
    assert "adding up" in repr(wrong)


def test_an_endless_loop_costs_one_test(loops):
    first, second = task(loops, "total").results
    assert first.status is Status.TIMEOUT
    assert "`total` was not done within 3 seconds." in repr(loops)
    assert second.status is Status.PASSED


def test_a_python_that_ends_costs_one_test(loops):
    (died,) = task(loops, "scale").results
    assert isinstance(seen(died), Died)
    assert states(loops)["Gate"] is State.PASSED


def test_a_syntax_error_is_told_with_its_line_and_other_files_are_checked(syntax):
    assert states(syntax)["total"] is State.BLOCKED
    assert states(syntax)["Gate"] is State.PASSED
    told = repr(syntax)
    assert "FAIL  sums.py" in told
    assert "sums.py:2" in told
    assert "`return (x`" in told
    assert "was never closed" in told


def test_a_file_that_never_ends_when_imported_is_told(syntax):
    assert {fault.file: fault.status for fault in syntax.report.faults}["words.py"] is Status.TIMEOUT


def test_one_task_alone_is_checked(handout):
    checked = check("Gate", folder=handout(gates="class Gate:\n    def forward(self, x):\n        exit()\n"))
    assert list(states(checked)) == ["Gate"]
    (failed,) = task(checked, "Gate").failed
    assert details(seen(failed))["exception"] == "SystemExit"
    assert seen(failed).subject == "Gate.forward"


def test_a_file_of_another_encoding_and_an_absent_one_are_told(solved):
    folder = solved()
    (folder / "sums.py").write_bytes("# f\xfcr\n".encode("latin-1"))
    (folder / "gates.py").unlink()
    (folder / "numpy.py").write_text("raise RuntimeError('a file of the same name as a library')")
    checked = check(folder=folder)
    faults = {fault.file: fault for fault in checked.report.faults}
    assert "save it in the encoding UTF-8" in details(seen(faults["sums.py"]))["message"]
    assert faults["sums.py"].status is Status.ERROR
    assert faults["gates.py"].status is Status.MISSING
    assert states(checked)["words"] is State.UNTESTED


def test_the_folder_is_found_from_below(solved, monkeypatch):
    monkeypatch.chdir(solved() / "tests")
    assert check("Gate").passed


def test_without_a_folder_the_way_is_told(tmp_path):
    with pytest.raises(UsageError, match="Go to the folder that you unpacked"):
        check(folder=tmp_path)


def test_an_unknown_task_is_guessed(handout):
    with pytest.raises(UsageError, match="Did you mean `total`"):
        check("totl", folder=handout())


def test_damaged_public_tests_are_named(handout):
    folder = handout()
    (folder / "tests/test_public.py").write_text("def broken(:\n")
    with pytest.raises(SuiteError, match=r"test_public\.py.*\n(.*\n)*.*Unpack the handout again"):
        check(folder=folder)


def test_a_check_needs_nothing_of_linux(solved, tmp_path):
    """In the desk's own process and in the one that it starts."""
    (tmp_path / "sitecustomize.py").write_text(ELSEWHERE)
    script = (
        "import sys, grader; assert sys.platform == 'darwin'; checked = grader.check(); print(checked.passed)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=solved(),
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "True\n", ran.stderr


def test_pytest_needs_nothing_of_linux_in_a_handed_out_folder(solved, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(ELSEWHERE)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "tests", "-q", "-p", "no:cacheprovider"],
        cwd=solved(gates="class Gate:\n    def forward(self, x):\n        return x\n"),
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed, 3 passed" in ran.stdout, ran.stdout + ran.stderr
    assert "The values of `out` are not right." in ran.stdout


def test_elsewhere_is_where_the_sandbox_cannot_be(tmp_path):
    """The other test's blocks do block: what grades needs what they take away."""
    (tmp_path / "sitecustomize.py").write_text(ELSEWHERE)
    ran = subprocess.run(
        [sys.executable, "-c", "import grader.sandbox.lockdown.limits"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0


def test_nothing_is_left_in_the_students_folder(solved):
    folder: Path = solved()
    before = {path.name for path in folder.rglob("*")}
    check("Gate", folder=folder)
    after = {path.name for path in folder.rglob("*") if path.suffix != ".pyc"}
    assert after - before <= {"__pycache__"}  # of the tests, as pytest leaves it
