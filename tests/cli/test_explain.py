from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

CATALOGUE = """
format = 1

[[misconceptions]]
id = "sign-kept"
title = "The sign stays as it is"
advice = "Add your result to `x`: what should come out?"
twins = ["nothing-done"]
[[misconceptions.variants]]
tasks = ["negate"]
file = "double.py"
changes = [{ old = "return -x", new = "sign = 1\\n    return sign * x" }]
[[misconceptions.variants]]
tasks = ["double"]
file = "double.py"
changes = [{ in = "double", old = "2 * x", new = "-2 * x" }]

[[misconceptions]]
id = "nothing-done"
title = "Nothing is done"
advice = "Compare what goes in and what comes out."
[[misconceptions.variants]]
tasks = ["negate"]
file = "double.py"
changes = [{ old = "return -x", new = "return x" }]
"""


@pytest.fixture
def explain(course: Path) -> Callable[[str], Result]:
    (course / "solutions" / "double" / "misconceptions.toml").write_text(CATALOGUE)
    return lambda code: CliRunner().invoke(cli, ["explain", code, "--course", str(course)])


def test_a_misconception_is_told_with_the_lines_that_it_changes(explain: Callable[[str], Result]) -> None:
    result = explain("sign-kept")
    assert result.exit_code == 0
    assert result.stdout == (
        "sign-kept\n"
        "The sign stays as it is\n"
        "\n"
        "Assignment  double: Doubling\n"
        "Tasks       negate, double\n"
        "Twins       nothing-done\n"
        "\n"
        "Add your result to `x`: what should come out?\n"
        "\n"
        "double.py, for negate:\n"
        "  line 11\n"
        "    -     return -x\n"
        "    +     sign = 1\n"
        "    +     return sign * x\n"
        "\n"
        "double.py, for double:\n"
        "  line 4\n"
        "    -     return 2 * x\n"
        "    +     return -2 * x\n"
    )


def test_one_without_twins_says_nothing_of_them(explain: Callable[[str], Result]) -> None:
    assert "Twins" not in explain("nothing-done").stdout


def test_an_unknown_code_is_refused_with_those_that_are_close(explain: Callable[[str], Result]) -> None:
    result = explain("sing-kept")
    assert result.exit_code == 2
    assert "no misconception `sing-kept`" in result.stderr
    assert "Did you mean `sign-kept`?" in result.stderr
    assert result.stdout == ""


def test_a_code_like_no_other_gets_no_guess(explain: Callable[[str], Result]) -> None:
    assert "Did you mean" not in explain("xyz").stderr


def test_a_code_that_two_assignments_know_is_told_twice(
    explain: Callable[[str], Result], course: Path
) -> None:
    for folder in ("assignments", "solutions", "autograder_tests"):
        (course / folder / "again").symlink_to(course / folder / "double")
    told = explain("nothing-done").stdout
    assert told.index("Assignment  again: ") < told.index("Assignment  double: ")
