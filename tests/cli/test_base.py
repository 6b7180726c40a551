from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner, Result

import grader
from grader.cli import cli
from grader.cli.base import Command, LazyGroup
from grader.errors import UsageError


def run(error: BaseException, *options: str) -> Result:
    @click.command(cls=Command)
    def command() -> None:
        raise error

    return CliRunner().invoke(command, options)


def test_a_usage_error_is_two_and_told_whole() -> None:
    result = run(UsageError("no such task", where="losses", advice="Look at the list."))
    assert result.exit_code == 2
    assert result.stderr == "Error: losses: no such task\n  Look at the list.\n"


def test_a_mistake_of_ours_is_three_and_one_line() -> None:
    result = run(ZeroDivisionError("division by zero\nand more"))
    assert result.exit_code == 3
    assert result.stderr.startswith("Internal error in grader: ")
    assert "ZeroDivisionError: division by zero; --debug" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_mistake_without_a_message_is_told_too() -> None:
    assert "ValueError" in run(ValueError()).stderr


def test_an_error_that_quotes_a_student_is_made_harmless() -> None:
    told = run(UsageError("no grade of `\x1b[31m\u202ebob`")).stderr
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "bob" in told


def test_an_interruption_is_130() -> None:
    result = run(KeyboardInterrupt())
    assert result.exit_code == 130
    assert "Run the same command again" in result.stderr


def test_debug_shows_the_traceback() -> None:
    error = ZeroDivisionError()
    assert run(error, "--debug").exception is error
    assert run(error).exception is not error


def test_clicks_own_exits_pass() -> None:
    assert run(click.exceptions.Exit(5)).exit_code == 5
    assert run(click.UsageError("no such option")).exit_code == 2


@pytest.mark.parametrize("command", [["--version"], ["grade", "--version"]])
def test_the_version_is_told(command: list[str]) -> None:
    assert CliRunner().invoke(cli, command).stdout == f"grader, version {grader.__version__}\n"


def test_every_command_is_listed_and_has_help() -> None:
    assert isinstance(cli, LazyGroup)
    listed = CliRunner().invoke(cli, ["--help"]).stdout
    for name in cli.list_commands(click.Context(cli)):
        assert f"\n  {name} " in listed
        assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(cli, ["grad"]).exit_code == 2


def test_help_imports_nothing_heavy() -> None:
    script = """
import sys
from grader.cli import cli
cli(["grade", "--help"], standalone_mode=False)
cli(["--help"], standalone_mode=False)
print(sorted({"numpy", "rich", "sqlalchemy", "pydantic", "pytest", "jinja2"} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"
