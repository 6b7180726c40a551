"""`pytest autograder_tests` and its options, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WRONG = "def total(x): return float(sum(x)) + 1.0\ndef scale(x, f): return x * f\n"


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "sums.py").write_text(WRONG)
    (folder / "words.py").write_text("answer = 'c'\n")
    return folder


def test_the_suites_run_against_the_references_by_default(course):
    ran = pytest_in(course, "autograder_tests")
    assert ran.returncode == 0, ran.stdout
    assert "4 passed" in ran.stdout


def test_the_suites_run_against_a_submission_in_its_sandbox(course, submission):
    (submission / "sums.py").write_text(
        "import os\nassert not os.access('/etc/passwd', os.R_OK) or open('/etc/passwd')\n"
    )
    ran = pytest_in(course, "autograder_tests", "--submission", str(submission))
    assert "PermissionError" in ran.stdout


def test_failures_are_told_in_sentences_without_a_traceback(course, submission):
    ran = pytest_in(course, "autograder_tests/tiny", "--submission", str(submission), "--isolation", "none")
    assert "3 failed, 1 passed" in ran.stdout
    assert "Got 4, expected 3." in ran.stdout
    assert "checks.py" not in ran.stdout


def test_a_student_runs_the_public_tests_on_their_own_files(course, submission, tmp_path):
    handout = tmp_path / "handed-out"
    (handout / "tests").mkdir(parents=True)
    (handout / "assignment.toml").write_text((course / "assignments/tiny/assignment.toml").read_text())
    public = (course / "autograder_tests/tiny/public/test_public.py").read_text()
    (handout / "tests/test_public.py").write_text(public)
    (handout / "sums.py").write_text("def total(x):\n    raise NotImplementedError('total')\n")
    assert "`total` is not written yet" in pytest_in(handout, "tests").stdout
    (handout / "sums.py").write_text("def total(x):\n    return float(x.sum())\n")
    assert "1 passed" in pytest_in(handout, "tests").stdout


def test_tests_that_are_not_ours_are_left_alone(tmp_path):
    (tmp_path / "test_other.py").write_text("def test_other():\n    assert 1 == 2\n")
    ran = pytest_in(tmp_path)
    assert "assert 1 == 2" in ran.stdout
    assert "1 failed" in ran.stdout


def test_our_tests_outside_of_any_assignment_say_where_they_belong(tmp_path):
    text = "import pytest\n@pytest.mark.points(1, task='x')\ndef test_it(student):\n    pass\n"
    (tmp_path / "test_lost.py").write_text(text)
    ran = pytest_in(tmp_path)
    assert "these tests belong to no assignment" in ran.stdout + ran.stderr


def test_the_plugin_is_light_for_other_peoples_runs(tmp_path):
    heavy = {"numpy", "pydantic", "sqlalchemy", "rich"}
    text = f"import sys\ndef test_light():\n    assert not {heavy} & set(sys.modules)\n"
    (tmp_path / "test_light.py").write_text(text)
    ran = pytest_in(tmp_path)
    assert ran.returncode == 0, ran.stdout


def test_given_of_hypothesis_accepts_the_fixtures(course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    given = """
from hypothesis import given, settings, strategies as st

@settings(deadline=None)
@given(factor=st.integers(-5, 5))
@pytest.mark.points(2, task="scale")
def test_scale(student, factor):
    \"\"\"Each entry is scaled.\"\"\"
    assert student.sums.scale(2.0, factor) == 2.0 * factor
"""
    suite.write_text(suite.read_text() + given)
    ran = pytest_in(course, "autograder_tests", "-k", "scale")
    assert ran.returncode == 0, ran.stdout
