"""Plugins as the command line meets them; the first is the example of docs/plugins.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"
BLOCK = re.compile(r"^```(python|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HELLO = """
import click
from grader.cli.base import Command
from grader.errors import UsageError

@click.command("hello", cls=Command)
@click.argument("name")
def command(name):
    if name == "nobody":
        raise UsageError("there is nobody to greet")
    click.echo(f"Hello {name}")
"""

Install = Callable[..., Path]


@pytest.fixture
def example(install_plugin: Install) -> Path:
    """The page's module under the name and the entry points that the page's settings give."""
    blocks = dict(BLOCK.findall(PAGE.read_text("utf-8")))
    project = tomllib.loads(blocks["toml"])["project"]
    entries = {
        group: "\n".join(f"{name} = {value}" for name, value in points.items())
        for group, points in project["entry-points"].items()
    }
    return install_plugin(project["name"], "grader_scores", blocks["python"], entries)


def test_the_example_of_the_page_exports(
    example: Path, grade, hand_in, grader: Callable[..., Result], course: Path
) -> None:
    for student, text in {"alice": "", "bob": "fail", "carol": "broken"}.items():
        hand_in(student, text)
    grade()
    result = grader("export", "scores", "double")
    path = course / "reports" / "double" / "exports" / "scores.tsv"
    assert (result.exit_code, result.stdout) == (1, f"{path}\n")
    assert path.read_text() == "alice\t4\nbob\t3\n"
    assert result.stderr == "2 students\nLook at: no score, because a test is broken: carol\n"


def test_the_example_has_at_most_20_lines() -> None:
    source = dict(BLOCK.findall(PAGE.read_text("utf-8")))["python"]
    assert len([line for line in source.splitlines() if line.strip()]) <= 20


@pytest.fixture
def hello(install_plugin: Install) -> Callable[..., Path]:
    def hello(text: str = HELLO, name: str = "hello") -> Path:
        return install_plugin(
            "grader-hello", "grader_hello", text, {"grader.commands": f"{name} = grader_hello:command"}
        )

    return hello


def test_a_command_of_a_plugin_runs_as_one_of_graders(hello) -> None:
    hello()
    assert CliRunner().invoke(cli, ["hello", "world"]).stdout == "Hello world\n"
    refused = CliRunner().invoke(cli, ["hello", "nobody"])
    assert (refused.exit_code, refused.stderr) == (2, "Error: there is nobody to greet\n")


def test_help_lists_it_and_imports_nothing_of_it(hello) -> None:
    assert "Plugins:" not in CliRunner().invoke(cli, ["--help"]).stdout
    hello()
    listed = CliRunner().invoke(cli, ["--help"]).stdout
    assert listed.endswith("Plugins:\n  hello  Added by grader-hello.\n")
    assert "grader_hello" not in sys.modules


def test_a_broken_command_is_told_and_breaks_nothing_else(hello) -> None:
    hello("import nothing_of_this_name")
    result = CliRunner().invoke(cli, ["hello", "world"])
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "Error: the plugin `hello` (grader.commands) of the distribution `grader-hello`"
    )
    assert len(result.stderr.splitlines()) == 1
    assert CliRunner().invoke(cli, ["--help"]).exit_code == 0
    assert CliRunner().invoke(cli, ["explain", "--help"]).exit_code == 0
    assert CliRunner().invoke(cli, ["helo"]).exit_code == 2


def test_a_shell_completes_the_other_commands_where_one_is_broken(hello) -> None:
    hello("1 / 0")
    context = click.Context(cli, info_name="grader", resilient_parsing=True)
    offered = [item.value for item in cli.shell_complete(context, "h")]
    assert offered == ["hint", "history"]


def test_a_command_of_graders_own_keeps_its_name(hello, caplog) -> None:
    hello(name="explain")
    listed = CliRunner().invoke(cli, ["--help"])
    assert "Plugins:" not in listed.stdout
    (sentence,) = caplog.messages
    assert "`grader-hello` and grader itself have the same name `explain`" in sentence
    assert "misconception" in CliRunner().invoke(cli, ["explain", "--help"]).stdout


def test_warnings_reach_stderr_in_one_line(hello) -> None:
    site = hello(name="explain")
    script = "from grader.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, "--help"],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.startswith("Warning: `grader-hello` and grader itself")
    assert len(done.stderr.splitlines()) == 1
