"""`grader check` and `grader submit` as students run them, on any system.

    python -m pytest --noconftest tests/portable

Without the tests' conftest, which needs POSIX, as most other tests do. Only what requirements.lock lists is
imported here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
TASK = "softmax"
RIGHT = "solutions/losses/softmax.py"
WRONG = "def softmax(scores):\n    return 0.5 * scores\n"
ENDING = "import os\ndef softmax(scores):\n    os._exit(0)\n"
ENDLESS = "def softmax(scores):\n    while True: pass\n"


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    """The folder of an assignment as students receive it."""
    unwanted = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(
        ROOT / "assignments/losses", tmp_path / "losses with spaces and ü", ignore=unwanted
    )


def grader(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which("grader", path=sysconfig.get_path("scripts"))
    assert command is not None, "grader is not installed"
    return run(command, *arguments, folder=folder)


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False
    )


def statuses(folder: Path) -> set[str]:
    """How the public tests of the task end."""
    checked = grader("check", TASK, "--json", folder=folder)
    assert checked.stdout, checked.stderr
    (task,) = json.loads(checked.stdout)["tasks"]
    return {test["status"] for test in task["tests"]}


def test_stubs_are_not_written_yet(handout: Path) -> None:
    checked = grader("check", folder=handout)
    assert checked.returncode == 1, checked.stderr
    assert "not written yet" in checked.stdout


def test_a_right_answer_passes(handout: Path) -> None:
    shutil.copy(ROOT / RIGHT, handout)
    assert statuses(handout) == {"passed"}
    assert grader("check", TASK, folder=handout).returncode == 0


def test_a_wrong_answer_fails(handout: Path) -> None:
    (handout / "softmax.py").write_text(WRONG, encoding="utf-8")
    assert statuses(handout) == {"failed"}
    assert grader("check", TASK, folder=handout).returncode == 1


def test_an_endless_loop_is_stopped(handout: Path) -> None:
    (handout / "softmax.py").write_text(ENDLESS, encoding="utf-8")
    assert statuses(handout) == {"timeout"}


def test_a_process_that_ends_itself_is_an_error(handout: Path) -> None:
    (handout / "softmax.py").write_text(ENDING, encoding="utf-8")
    assert statuses(handout) == {"error"}


def test_a_check_from_python_gives_the_same(handout: Path) -> None:
    shutil.copy(ROOT / RIGHT, handout)
    script = f"import grader; print(grader.check({TASK!r}).passed)"
    checked = run(sys.executable, "-c", script, folder=handout)
    assert checked.stdout == "True\n", checked.stderr


def test_pytest_runs_the_public_tests(handout: Path) -> None:
    shutil.copytree(ROOT / "solutions/losses", handout, dirs_exist_ok=True)
    ran = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", folder=handout)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_zip_holds_the_files(handout: Path) -> None:
    submitted = grader("submit", "--name", "ada-k", "--json", folder=handout)
    assert submitted.returncode == 0, submitted.stdout + submitted.stderr
    with ZipFile(handout / "ada-k.zip") as made:
        assert {*json.loads(submitted.stdout)["files"]} <= {*made.namelist()}
        assert made.read("softmax.py") == (handout / "softmax.py").read_bytes()


def test_a_file_that_does_not_import_is_handed_in_and_named(handout: Path) -> None:
    (handout / "softmax.py").write_text("def softmax(:\n", encoding="utf-8")
    submitted = grader("submit", folder=handout)
    assert submitted.returncode == 1, submitted.stdout + submitted.stderr
    assert "softmax.py, line 1" in submitted.stderr
    (made,) = handout.glob("*.zip")
    assert "softmax.py" in ZipFile(made).namelist()
