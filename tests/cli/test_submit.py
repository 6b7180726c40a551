from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from tests.waiting import unhurried

ROOT = Path(__file__).parents[2]


@pytest.fixture
def losses(tmp_path) -> Path:
    folder = unhurried(shutil.copytree(ROOT / "assignments/losses", tmp_path / "losses"))
    shutil.copy(ROOT / "solutions/losses/softmax.py", folder)
    return folder


def test_what_is_untouched_is_told_and_the_zip_is_written(losses):
    ran = CliRunner().invoke(cli, ["submit", "--folder", str(losses)])
    assert ran.exit_code == 0
    assert "Written: losses-submission.zip" in ran.stdout
    assert "Upload `losses-submission.zip`" in ran.stdout
    assert "`linear_svm.py`: not written yet: hinge_loss" in ran.stderr
    assert "softmax.py" not in ran.stderr
    assert (losses / "losses-submission.zip").is_file()


def test_a_file_that_does_not_import_needs_attention(losses):
    (losses / "softmax.py").write_text("import numpy as np\nimport torch_of_mine\n")
    ran = CliRunner().invoke(cli, ["submit", "--json", "--folder", str(losses)])
    assert ran.exit_code == 1
    told = json.loads(ran.stdout)
    (fault,) = told["faulty"]
    assert "softmax.py, line 2" in fault
    assert "softmax.py" in told["files"]


def test_the_zip_goes_by_the_students_name(losses):
    ran = CliRunner().invoke(cli, ["submit", "--name", "ada-k", "--folder", str(losses)])
    assert "Upload `ada-k.zip`" in ran.stdout
    assert (losses / "ada-k.zip").is_file()


def test_a_name_that_is_no_file_name_is_refused(losses):
    ran = CliRunner().invoke(cli, ["submit", "--name", "../ada", "--folder", str(losses)])
    assert ran.exit_code == 2
    assert "`../ada` cannot be the name of a zip" in ran.stderr
    assert "Take the one that your course knows you by" in ran.stderr
