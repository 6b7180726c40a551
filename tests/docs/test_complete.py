"""Every command, option, mark, fixture and setting is documented."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from grader.course import files

ROOT = Path(__file__).resolve().parents[2]
GUIDES = "\n".join(page.read_text("utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
TABLES = (files.CourseTable, files.AssignmentFile, files.TaskTable, files.LateTable, files.LimitsTable)


def in_a_sentence(name: str, text: str) -> bool:
    """Whether code in running text, not only in a transcript, names it."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.search(rf"`[^`\n]*(?<![\w-]){re.escape(name)}(?![\w-])[^`\n]*`", prose) is not None


def test_a_guide_has_a_sentence_on_every_command(reference):
    commands = [name.removeprefix("grader ") for name, _ in reference.all_commands()]
    assert len(commands) > 15
    assert [name for name in commands if not in_a_sentence(name, GUIDES)] == []


def test_every_option_is_in_the_reference_with_its_help(reference):
    written = reference.commands()
    for name, command in reference.all_commands():
        part = written.partition(f"## `{name}`")[2].partition("\n## ")[0]
        for option in command.params:
            if isinstance(option, click.Option):
                assert f" {option.opts[0]}" in part, f"{name} {option.opts[0]}"
                assert option.help, f"{name} {option.opts[0]} does not say what it does"


def test_every_mark_fixture_and_option_of_pytest_is_named_in_a_guide_and_has_a_meaning(reference):
    marks = [(f"pytest.mark.{usage.partition('(')[0]}", means) for usage, means in reference.all_marks()]
    found = [*marks, *reference.all_fixtures(), *reference.all_pytest_options()]
    assert {name for name, _ in found} > {"student", "reference", "rng", "pytest.mark.points"}
    for name, means in found:
        assert means, name
        assert name.partition(" ")[0] in GUIDES, name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_key_is_in_the_reference_with_a_meaning(reference, table):
    written = reference.keys()
    for key in table.model_fields:
        assert re.search(rf"^\| `{key}` \| .+ \| .* \| \S.* \|$", written, re.MULTILINE), key


def test_every_check_is_named_in_a_guide():
    for module in ("checks", "gradients", "questions", "vectorized"):
        source = (ROOT / "grader" / "testing" / f"{module}.py").read_text("utf-8")
        for name in re.findall(r"^def ([a-z]\w+)\(", source, re.MULTILINE):
            assert name in GUIDES, name


def test_the_picture_of_the_layers_names_every_package(reference):
    drawn = (
        (ROOT / "docs" / "design.md")
        .read_text("utf-8")
        .partition("## The layers")[2]
        .partition("What is in")[0]
    )
    names = [name for row in reference.all_layers() for name in row]
    assert len(names) > 20
    assert [name for name in names if not re.search(rf"\b{name}\b", drawn)] == []
    assert all(f"<b>{name}</b>" in reference.layers() for name in names)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Run `grader frob`.", True),
        ("Frob it.", False),
        ("```\n$ grader frob\n```\n", False),
        ("Run `grader frobnicate`.", False),
    ],
)
def test_only_code_in_running_text_names_a_command(text, named):
    assert in_a_sentence("frob", text) is named
