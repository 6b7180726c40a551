"""The commands `grader` and `grade`: parse, call, print. One file per command."""

from __future__ import annotations

import sys

import click

import grader
from grader.cli.base import LazyGroup

NAMES = (
    "adjust",
    "check",
    "convert",
    "db",
    "diff",
    "doctor",
    "explain",
    "export",
    "extend",
    "grade",
    "hint",
    "history",
    "init",
    "new",
    "publish",
    "release",
    "report",
    "review",
    "show",
    "similar",
    "submit",
    "validate",
)
COMMANDS = {name: f"grader.cli.{name}" for name in NAMES}
HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


@click.group(cls=LazyGroup, modules=COMMANDS, context_settings=HELP_OPTIONS)
@click.version_option(grader.__version__, prog_name="grader")
def cli() -> None:
    """Hand out numpy exercises, grade them safely, and explain each grade."""


def main() -> None:
    """The script `grader`."""
    cli(prog_name="grader")


def grade_main() -> None:
    """The script `grade`, short for `grader grade`."""
    cli(["grade", *sys.argv[1:]], prog_name="grader")
