from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import intake
from grader.cli import cli
from grader.errors import UsageError
from grader.student import submit
from grader.student.folder import find_handout
from tests.waiting import unhurried


def test_the_zip_holds_the_expected_files_and_a_manifest(solved):
    folder = solved()
    (folder / "notes.txt").write_text("mine")
    handed_in = submit(folder=folder)
    assert handed_in.path == folder / "tiny-submission.zip"
    assert handed_in.warnings == ()
    with zipfile.ZipFile(handed_in.path) as archive:
        assert archive.namelist() == ["sums.py", "gates.py", "words.py", "manifest.json"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["schema_version"] == 1
    assert manifest["assignment"] == "tiny"
    assert list(manifest["files"]) == ["sums.py", "gates.py", "words.py"]


def test_the_same_files_make_the_same_zip_and_others_do_not(solved):
    folder = solved()
    first = submit(folder=folder).path.read_bytes()
    times = (folder / "sums.py").stat()
    assert submit(folder=folder).path.read_bytes() == first
    (folder / "sums.py").write_text((folder / "sums.py").read_text() + "# more\n")
    os.utime(folder / "sums.py", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert submit(folder=folder).path.read_bytes() != first


def test_what_is_untouched_absent_or_no_python_is_told(handout):
    folder = handout(gates="class Gate:\n    x = (\n")
    told = submit(folder=folder)
    assert any("`gates.py` cannot be imported" in fault and "line 2" in fault for fault in told.result.faulty)
    assert told.result.untouched == (
        "`sums.py`: not written yet: total, scale.",
        "`words.py`: 2 answers are still None.",
    )
    (folder / "words.py").unlink()
    assert any(warning.startswith("`words.py` is missing") for warning in submit(folder=folder).warnings)


def test_an_empty_folder_hands_nothing_in(handout):
    folder = handout()
    for name in ("sums.py", "gates.py", "words.py"):
        (folder / name).unlink()
    with pytest.raises(UsageError, match=r"Put your files there: sums\.py"):
        submit(folder=folder)


def test_intake_finds_nothing_odd_in_the_zip(solved):
    folder = solved()
    path = submit(folder=folder).path
    assignment = find_handout(folder)
    (source,) = intake.find(assignment, [path])
    submission = intake.read(assignment, source)
    assert submission.info.warnings == ()
    assert submission.files == {name: (folder / name).read_text() for name in assignment.files}


def test_the_zip_goes_by_the_name_that_is_given(solved):
    folder = solved()
    path = submit("ada.k@example.edu", folder=folder).path
    (source,) = intake.find(find_handout(folder), [path])
    assert (path.name, source.student) == ("ada.k@example.edu.zip", "ada.k@example.edu")


@pytest.mark.parametrize("name", ["../ada", "a/b", "a\\b", "", " ", "ada\n", ".ada", "a" * 65, "nul:"])
def test_a_name_that_could_lead_elsewhere_is_refused(solved, name):
    folder = solved()
    with pytest.raises(UsageError, match="cannot be the name of a zip"):
        submit(name, folder=folder)
    assert list(folder.glob("**/*.zip")) == []


def test_grade_takes_the_zip_as_it_is(course: Path, tmp_path):
    folder = unhurried(shutil.copytree(course / "assignments/tiny", tmp_path / "desk" / "tiny"))
    shutil.copytree(course / "autograder_tests/tiny/public", folder / "tests")
    (folder / "sums.py").write_text("def total(x): return float(sum(x))\ndef scale(x, factor): return x\n")
    (folder / "words.py").write_text("answer = 'b'\n")
    path = submit(folder=folder).path
    command = ["grade", "tiny", str(path), "--course", str(course), "--isolation", "none", "--json"]
    ran = CliRunner().invoke(cli, command)
    (graded,) = json.loads(ran.stdout)["submissions"]
    assert (graded["score"], graded["possible"], graded["oddities"]) == (4.0, 6.0, [])
