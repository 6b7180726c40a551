"""The autograder zip, run as Gradescope runs it: its folders under a scratch root."""

from __future__ import annotations

import email
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.course import find_course, load_assignment
from grader.exports import ExportRequest, export

WRONG = "def total(x):\n    return float(sum(x)) + 1e-3\n\ndef scale(x, factor):\n    return x * factor\n"
WORDS = "answer = 'b'\n"


@pytest.fixture
def zipped(course: Path, tmp_path: Path) -> Path:
    found = find_course(course)
    request = ExportRequest(found, load_assignment(found, "tiny"), iter(()), tmp_path / "autograder.zip")
    return export("gradescope", request).written


@pytest.fixture
def autograder(zipped: Path, tmp_path: Path) -> Path:
    """The root after setup.sh, but that the dependencies come from here and not from the network."""
    root = unpacked(zipped, tmp_path / "autograder")
    script(root / "source" / "setup.sh", root, PIP_NO_INDEX="1", PIP_NO_DEPS="1")
    [packages] = root.glob("venv/lib/python3*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return root


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """One student with a mistake, and one who handed in nothing of use."""
    folder = tmp_path / "submissions"
    for student in ("ada", "bob"):
        (folder / student).mkdir(parents=True)
    (folder / "ada" / "sums.py").write_text(WRONG)
    (folder / "ada" / "words.py").write_text(WORDS)
    (folder / "bob" / "notes.txt").write_text("sorry")
    return folder


def unpacked(zipped: Path, root: Path) -> Path:
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root)
    return root


def script(path: Path, root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"AUTOGRADER_ROOT": str(root), "GRADER_SECRET": "another one"} | variables
    return subprocess.run(
        ["bash", str(path)], env=environment, cwd=root, capture_output=True, text=True, check=True
    )


def run(root: Path, submission: Path) -> dict[str, Any]:
    shutil.rmtree(root / "submission", ignore_errors=True)
    shutil.copytree(submission, root / "submission")
    (root / "submission_metadata.json").write_text('{"created_at": "2025-07-01T14:22:32.365935-07:00"}')
    script(root / "run_autograder", root)
    return json.loads((root / "results" / "results.json").read_text())


def test_it_gives_the_same_scores_as_grade(autograder: Path, submissions: Path, course: Path) -> None:
    command = ["grade", "tiny", str(submissions), "--course", str(course), "--json"]
    graded = json.loads(CliRunner().invoke(cli, command).stdout)["submissions"]
    for expected in graded:
        results = run(autograder, submissions / expected["student"])
        assert results["score"] == expected["score"]
        assert [test["score"] for test in results["tests"]] == [test["earned"] for test in expected["tests"]]
        assert results["extra_data"]["received_at"] == "2025-07-01T21:22:32.365935+00:00"
    assert [one["score"] for one in graded] == [3.0, 0.0]


def test_a_suite_that_does_not_collect_leaves_no_results(
    zipped: Path, submissions: Path, tmp_path: Path
) -> None:
    root = unpacked(zipped, tmp_path / "autograder")
    (root / "venv").symlink_to(sys.prefix)
    (root / "results").mkdir()
    (root / "results" / "results.json").write_text("of an earlier run")
    (root / "source/course/autograder_tests/tiny/test_sums.py").write_text("import nothing_like_that\n")
    with pytest.raises(subprocess.CalledProcessError) as failure:
        run(root, submissions / "bob")
    assert "nothing_like_that" in failure.value.stderr
    assert not (root / "results" / "results.json").exists()


def test_it_holds_one_assignment_of_the_course_and_the_secret(zipped: Path, course: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        names = archive.namelist()
        assert archive.read("course/.grader-secret") == b"for the tests\n"
        assert archive.read("assignment") == b"tiny\n"
        modes = {name: archive.getinfo(name).external_attr >> 16 for name in ("setup.sh", "run_autograder")}
    inside = {str(file.relative_to(course)) for file in course.rglob("*.*") if file.is_file()}
    assert {name.removeprefix("course/") for name in names if name.startswith("course/")} == inside | {
        ".grader-secret"
    }
    assert modes == {"setup.sh": 0o755, "run_autograder": 0o755}


def test_the_same_course_gives_the_same_bytes(zipped: Path, course: Path, tmp_path: Path) -> None:
    found = find_course(course)
    again = ExportRequest(found, load_assignment(found, "tiny"), iter(()), tmp_path / "again.zip")
    assert export("gradescope", again).written.read_bytes() == zipped.read_bytes()


def test_the_wheel_holds_all_of_grader_and_its_requirements(zipped: Path) -> None:
    repository = Path(__file__).parents[2]
    with zipfile.ZipFile(zipped) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".whl")]
        with zipfile.ZipFile(io.BytesIO(archive.read(name))) as wheel:
            inside = set(wheel.namelist())
            [metadata] = [wheel.read(name).decode() for name in inside if name.endswith("/METADATA")]
    package = {str(file.relative_to(repository)) for file in (repository / "grader").rglob("*.*")}
    assert {name for name in inside if name.startswith("grader/")} >= {
        name for name in package if name.endswith((".py", ".jinja", ".sh"))
    }
    assert email.message_from_string(metadata).get_all("Requires-Dist") == requires("numgrader")


def test_the_zip_does_not_tell_where_the_gradebook_is(course: Path, tmp_path: Path) -> None:
    settings = course / "pyproject.toml"
    settings.write_text(
        '[tool.grader]\nname = "Ü \\"C\\" \\\\ 😀"\nlate_days = 3\ngradebook = "postgresql://u:pw@h/g"\n'
    )
    found = find_course(course)
    export("gradescope", ExportRequest(found, load_assignment(found, "tiny"), iter(()), tmp_path / "a.zip"))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert b"pw@h" not in b"".join(archive.read(name) for name in archive.namelist())
    unpacked(tmp_path / "a.zip", tmp_path / "there")
    there = find_course(tmp_path / "there" / "source" / "course")
    assert (there.name, there.late_days) == ('Ü "C" \\ 😀', 3)
