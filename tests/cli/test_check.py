from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from subprocess import PIPE
from typing import IO

import pytest
from click.testing import CliRunner

from grader.cli import cli
from tests.waiting import unhurried

ROOT = Path(__file__).parents[2]


@pytest.fixture
def losses(tmp_path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__")
    return unhurried(shutil.copytree(ROOT / "assignments/losses", tmp_path / "losses", ignore=ignored))


def test_stubs_need_attention_and_the_next_step_is_named(losses):
    ran = CliRunner().invoke(cli, ["check", "--folder", str(losses)])
    assert ran.exit_code == 1
    assert "todo  svm_loss_naive" in ran.stdout
    assert "Write `hinge_loss` in `linear_svm.py`." in ran.stdout


def test_a_solved_task_is_done(losses):
    shutil.copy(ROOT / "solutions/losses/softmax.py", losses)
    ran = CliRunner().invoke(cli, ["check", "softmax_loss_vectorized", "--folder", str(losses)])
    assert ran.exit_code == 0, ran.stdout
    assert "pass  softmax_loss_vectorized  2 of 2 tests" in ran.stdout


def test_json_tells_all_of_it(losses):
    text = (ROOT / "solutions/losses/softmax.py").read_text()
    (losses / "softmax.py").write_text(text.replace("dW = ", "dW = 2 * "))
    ran = CliRunner().invoke(cli, ["check", "softmax_loss_vectorized", "--json", "--folder", str(losses)])
    told = json.loads(ran.stdout)
    assert (told["schema_version"], told["passed"], ran.exit_code) == (1, False, 1)
    (task,) = told["tasks"]
    assert task["state"] == "failed"
    assert [test["status"] for test in task["tests"]] == ["passed", "failed"]
    assert task["tests"][1]["observed"]["message"]


def test_an_unknown_task_is_a_usage_error(losses):
    ran = CliRunner().invoke(cli, ["check", "sofmax", "--folder", str(losses)])
    assert ran.exit_code == 2
    assert "Did you mean `softmax`?" in ran.stderr


def test_watching_checks_again_after_a_save_until_interrupted(losses):
    script = "from grader.cli import main; main()"
    command = [sys.executable, "-u", "-c", script, "check", "--watch", "--folder", str(losses)]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdout and process.stderr  # noqa: PT018
        assert "Watching" in process.stderr.readline()
        shutil.copy(ROOT / "solutions/losses/softmax.py", losses)
        assert process.stderr.readline() == "Saved: softmax.py\n"
        first_check, second_check = (read_until_next(process.stdout) for _ in range(2))
        process.send_signal(signal.SIGINT)
        process.wait()
    assert first_check[0].startswith("todo  hinge_loss")
    assert second_check[0].startswith("pass  softmax ")
    assert process.returncode == 1


def read_until_next(lines: IO[str]) -> list[str]:
    """The tasks of one report."""
    report = takewhile(lambda line: not line.startswith("Next  "), map(str.strip, lines))
    return [line for line in report if line.startswith(("pass", "todo", "FAIL"))]
