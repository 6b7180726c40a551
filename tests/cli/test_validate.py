from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

Validate = Callable[..., Result]

CATALOGUE = """
format = 1

[[misconceptions]]
id = "added-not-doubled"
title = "Two is added instead of multiplied by"
advice = "What is twice ten, and what do you get?"
[[misconceptions.variants]]
tasks = ["double"]
file = "double.py"
changes = [{ old = "2 * x", new = "2 + x" }]
"""


@pytest.fixture
def validate(course: Path) -> Validate:
    def validate(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["validate", *arguments, "--course", str(course)])

    return validate


@pytest.fixture
def catalogue(course: Path) -> Path:
    path = course / "solutions" / "double" / "misconceptions.toml"
    path.write_text(CATALOGUE)
    return path


def test_a_sound_assignment_is_a_success(validate: Validate, catalogue: Path, course: Path) -> None:
    result = validate("double")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "double: sound"
    assert "ok         The reference earns full marks." in lines
    assert "  x  test_double.py::test_zero_stays_zero" in lines
    assert "   1 added-not-doubled: Two is added instead of multiplied by" in lines
    assert "Mutants: 4 of 4 are killed (100.0 %)" in lines
    matrix = next(number for number, line in enumerate(lines) if line.startswith("Kill matrix"))
    assert lines[matrix + 1 : matrix + 3] == ["  1", "double"]
    page = course / "reports" / "double" / "validate.html"
    assert f"Page: {page}" in lines
    assert page.is_file()
    assert "problem" not in result.stdout
    assert "not tried" not in result.stdout
    assert "\x1b" not in result.stdout
    assert "graded 7 of 7" in result.stderr


def test_an_unsound_assignment_needs_attention_and_problems_come_first(
    validate: Validate, course: Path, tmp_path: Path
) -> None:
    result = validate("--out", str(tmp_path / "pages"))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "double: not sound, 1 problem",
        "",
        "problem    No test kills nothing.",
        "             test_double.py::test_zero_stays_zero: "
        "no misconception and no mutant gives an answer that it finds wrong",
    ]
    assert (tmp_path / "pages" / "double" / "validate.html").is_file()


def test_a_suite_that_is_no_python_is_told_with_its_line_and_without_pytests_own(
    validate: Validate, course: Path
) -> None:
    (course / "autograder_tests/double/test_more.py").write_text("x = 1\n\ndef f(:\n")
    result = validate()
    assert result.exit_code == 1
    assert 'test_more.py", line 3' in result.stdout
    assert "SyntaxError" in result.stdout
    assert "_pytest" not in result.stdout
    told = result.stdout.partition("does not collect:")[2].partition("not tried")[0]
    assert all(line.startswith(" " * 15) for line in told.strip("\n").splitlines())


def test_json_is_one_object_and_nothing_else(validate: Validate, catalogue: Path) -> None:
    catalogue.write_text(CATALOGUE.replace("2 + x", "2 * y"))
    told = json.loads(validate("double", "--no-mutants", "--json").stdout)
    assert told["schema_version"] == 1
    (proof,) = told["proofs"]
    assert (proof["assignment"], proof["sound"]) == ("double", False)
    findings = {verdict["requirement"]: verdict["findings"] for verdict in proof["verdicts"]}
    (finding,) = findings["No variant fails by a typo alone."]
    assert finding["where"] == "added-not-doubled, variant 1 (double)"
    assert finding["place"] == "solutions/double/misconceptions.toml:8"
    assert set(finding) == {"what", "where", "advice", "place", "others"}
    assert proof["matrix"]["columns"][0]["id"] == "added-not-doubled"
    assert proof["matrix"]["rows"][0]["cells"] == ["named"]


def test_a_finding_in_the_catalogue_has_its_line(validate: Validate, catalogue: Path) -> None:
    catalogue.write_text(CATALOGUE.replace("2 + x", "2 * y"))
    lines = validate("double", "--no-mutants").stdout.splitlines()
    assert lines[2] == "problem    No variant fails by a typo alone."
    place = "solutions/double/misconceptions.toml:8: added-not-doubled, variant 1 (double)"
    assert lines[3].strip().startswith(f"{place}: every test that fails on it")


def test_without_mutants_what_they_decide_is_not_tried(validate: Validate, catalogue: Path) -> None:
    result = validate("double", "--no-mutants")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "double: sound, 3 of 13 not tried"
    untried = [line.removeprefix("not tried  ") for line in lines if line.startswith("not tried  ")]
    assert "No test kills nothing." in untried
    assert len(untried) == 3
    (proof,) = json.loads(validate("double", "--no-mutants", "--json").stdout)["proofs"]
    assert [one["requirement"] for one in proof["verdicts"] if not one["tried"]] == untried
    assert proof["mutation"] is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["doubel"], "did you mean `double`?"), (["double", "--isolation", "hope"], "hope")],
)
def test_a_wrong_command_is_refused_with_advice(validate: Validate, arguments: list[str], told: str) -> None:
    result = validate(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_a_catalogue_with_mistakes_is_refused_with_all_of_them(validate: Validate, catalogue: Path) -> None:
    catalogue.write_text(CATALOGUE.replace('["double"]', '["doubel"]').replace("2 * x", "3 * x"))
    result = validate("double")
    assert result.exit_code == 2
    assert "no task `doubel`" in result.stderr
    assert "`old` stands 0 times" in result.stderr
