from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

Release = Callable[..., Result]

REFERENCE = """
def double(x: float) -> float:
    \"\"\"Twice x.\"\"\"
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION
"""
CHANGED = (
    "solutions/double/double.py: has changed since its release: "
    "prove it with `grader validate double`, then run `grader release double`"
)


@pytest.fixture
def release(course: Path) -> Release:
    def release(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["release", *arguments, "--course", str(course)])

    return release


@pytest.fixture
def reference(course: Path) -> Path:
    path = course / "solutions" / "double" / "double.py"
    path.write_text(REFERENCE)
    return path


def test_releasing_writes_the_handout_and_its_zip(release: Release, reference: Path, course: Path) -> None:
    handout = course / "assignments" / "double"
    (handout / "gone.py").write_text("")
    result = release()
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        f"wrote    {handout / 'double.py'}",
        f"removed  {handout / 'gone.py'}",
        f"wrote    {course / 'solutions' / 'double' / '.released.toml'}",
        f"double: {course / 'dist' / 'double.zip'} (2 files)",
    ]
    assert 'raise NotImplementedError("double")' in (handout / "double.py").read_text()
    with zipfile.ZipFile(course / "dist" / "double.zip") as archive:
        assert archive.namelist() == ["double/assignment.toml", "double/double.py"]


def test_a_changed_reference_is_out_of_step_until_it_is_released(
    release: Release, reference: Path, course: Path
) -> None:
    release()
    assert release("--check", "double").exit_code == 0
    reference.write_text(REFERENCE.replace("Twice x.", "Two times x."))
    before = (course / "assignments" / "double" / "double.py").read_bytes()
    result = release("--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "assignments/double/double.py:3: is not what `solutions/double/double.py` gives",
        CHANGED,
        "double: out of step; run `grader release double`",
    ]
    assert (course / "assignments" / "double" / "double.py").read_bytes() == before
    release("double")
    assert release("--check").exit_code == 0


def test_a_change_within_a_solution_is_noticed_though_no_stub_shows_it(
    release: Release, reference: Path, course: Path
) -> None:
    release()
    stub = (course / "assignments" / "double" / "double.py").read_bytes()
    reference.write_text(REFERENCE.replace("2 * x", "x + x"))
    result = release("--check")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, CHANGED)
    assert "wrote" in release().stdout
    assert (course / "assignments" / "double" / "double.py").read_bytes() == stub
    assert release("--check").exit_code == 0


def test_checking_writes_nothing(release: Release, reference: Path, course: Path) -> None:
    assert release("--check").exit_code == 1
    assert not (course / "assignments" / "double" / "double.py").exists()
    assert not (course / "dist").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    # END SOLUTION\n", "", "solutions/double/double.py:4: `# BEGIN SOLUTION` without an end"),
        ("\ndef", "\nfactor: Two = 2\ndef", "assignments/double/double.py:2: the stub does not import"),
        ("Twice x.", "Simply return 2 * x.", "solutions/double/double.py:3: students would see the answer"),
        ("Twice x.", "Stuck? `grader hint dubble`.", "solutions/double/double.py:3: `dubble` is no task"),
    ],
)
def test_what_is_not_fit_for_students_is_refused_and_nothing_is_written(
    release: Release, reference: Path, old: str, new: str, told: str
) -> None:
    reference.write_text(REFERENCE.replace(old, new))
    course = reference.parents[2]
    result = release()
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (course / "assignments" / "double" / "double.py").exists()
    assert not (course / "dist").exists()


def test_an_unknown_assignment_is_refused_with_a_guess(release: Release) -> None:
    result = release("doubel")
    assert result.exit_code == 2
    assert "did you mean `double`?" in result.stderr
