from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from grader.cli import cli

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "results-1.json"

Grade = Callable[..., Result]
HandIn = Callable[..., None]


@pytest.fixture
def export(course: Path) -> Callable[..., Result]:
    def export(name: str, *options: str) -> Result:
        return CliRunner().invoke(cli, ["export", name, "double", "--course", str(course), *options])

    return export


def test_the_path_goes_to_stdout_and_the_rest_to_stderr(
    grade: Grade, hand_in: HandIn, export: Callable[..., Result], course: Path
) -> None:
    hand_in("alice")
    grade()
    result = export("nbgrader")
    path = course / "reports" / "double" / "exports" / "nbgrader.csv"
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{path}\n", "1 student\n")
    assert '"alice"' in path.read_text()


def test_what_grade_prints_as_json_is_what_export_writes_and_fits_the_schema(
    grade: Grade, hand_in: HandIn, export: Callable[..., Result], tmp_path: Path
) -> None:
    hand_in("alice")
    hand_in("bob", "fail")
    hand_in("carol", "broken")
    printed = json.loads(grade("--json").stdout)
    assert export("json", "--out", str(tmp_path / "all.json")).exit_code == 1  # carol's is withheld
    written = json.loads((tmp_path / "all.json").read_text())
    for told in (printed, written):
        Draft202012Validator(json.loads(SCHEMA.read_text())).validate(told)
    assert printed == written | {"drafts": [], "kept": []}


def test_a_downloaded_file_is_filled_in(
    grade: Grade, hand_in: HandIn, export: Callable[..., Result], tmp_path: Path
) -> None:
    hand_in("alice")
    hand_in("zoe")
    grade()
    downloaded, out = tmp_path / "downloaded.csv", tmp_path / "filled.csv"
    downloaded.write_text("Student,ID,SIS Login ID,Section,Doubling (7)\nA,1,alice,01,\nB,2,bob,01,\n")
    result = export("canvas", "--into", str(downloaded), "--out", str(out))
    assert out.read_text() == "Student,ID,SIS Login ID,Section,Doubling (7)\nA,1,alice,01,4\nB,2,bob,01,\n"
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "1 row matched",
        "rows without a grade, left as they are: B",
        "Look at: graded, and in no row: zoe",
    ]


def test_the_autograder_zip_needs_no_grades(
    export: Callable[..., Result], course: Path, tmp_path: Path
) -> None:
    result = export("gradescope", "--out", str(tmp_path / "autograder.zip"))
    assert result.exit_code == 0
    assert (tmp_path / "autograder.zip").stat().st_size > 10_000
    assert not (course / "gradebook.db").exists()


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("json", [], "there is no gradebook"),
        ("cavnas", [], "`cavnas` is none of the formats"),
        ("canvas", [], "give the downloaded file with --into FILE"),
        ("canvas", ["--into", "/no/such/file.csv"], "/no/such/file.csv: cannot be read"),
        ("json", ["--into", "x.csv"], "json fills in no file"),
        ("json", ["--gradebook", "/no/such/folder/book.db"], "/no/such/folder/book.db"),
    ],
)
def test_a_wrong_command_is_refused_with_advice(
    export: Callable[..., Result], name: str, options: list[str], told: str
) -> None:
    result = export(name, *options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_that_cannot_be_written_is_told(
    grade: Grade, hand_in: HandIn, export: Callable[..., Result], tmp_path: Path
) -> None:
    hand_in("alice")
    grade()
    (tmp_path / "file").touch()
    result = export("json", "--out", str(tmp_path / "file" / "results.json"))
    assert result.exit_code == 2
    assert "the export cannot be written" in result.stderr
