"""The transcripts of docs/regrades.md are what the commands print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli

PAGE = (Path(__file__).parents[2] / "docs" / "regrades.md").read_text()
HANDED_IN = {
    "ada": "def double(x):\n    return 2.0 * x\n\n\ndef negate(x):\n    return -x\n",
    "bob": "def double(x):\n    return x and x + 3\n\n\ndef negate(x):\n    return -x\n",
    "carol": "def double(x):\n    return x + x\n\n\ndef negate(x):\n    return x\n",
}
MISTAKEN = "    assert repr(student.double.double(3)) == '6'\n"
MENDED = "    assert student.double.double(5) == 10\n"
RIGHT = "    assert student.double.double(3) == 6\n"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def transcripts() -> Iterator[tuple[str, str]]:
    """Each command of the page, and what it prints."""
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in block.split("$ ")[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed


@pytest.fixture
def suite(course: Path, submissions: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test with its mistake, in the course where the commands run."""
    monkeypatch.chdir(course)
    for student, text in HANDED_IN.items():
        folder = course / "submissions" / student
        folder.mkdir(parents=True)
        (folder / "double.py").write_text(text)
    path = course / "autograder_tests" / "double" / "test_double.py"
    rewrite(path, RIGHT, MISTAKEN)
    settings = course / "assignments" / "double" / "assignment.toml"
    rewrite(settings, "[limits]", "due = 2036-12-01T12:00:00+01:00\n\n[limits]")
    return path


def rewrite(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_a_regrade_goes_as_the_page_says(suite: Path, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "prof")
    assert f"-{MISTAKEN}+{MENDED}" in PAGE
    for number, (command, printed) in enumerate(transcripts()):
        if number == 1:  # the first shows the mistake
            rewrite(suite, MISTAKEN, MENDED)
        name, *words = re.findall(r'"[^"]*"|\S+', command.removeprefix("grader "))
        result = CliRunner().invoke(cli, [name, *(word.strip('"') for word in words)])
        output = result.output.replace(str(course), "/home/prof/course")
        assert result.exit_code == 0, output
        assert comparable(output) == comparable(printed), f"{command}\n{output}"


def comparable(text: str) -> list[str]:
    return [TIME.sub("TIME", line.rstrip()) for line in text.strip().splitlines()]
