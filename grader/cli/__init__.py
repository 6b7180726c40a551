"""The commands `grader` and `grade`: parse, call, print. One file per command."""

from __future__ import annotations

import sys

import click

import grader
from grader.cli.base import LazyGroup
from grader.plugins import PluginGroup

SECTIONS = {
    "For students": ("check", "hint", "submit"),
    "To grade": ("grade", "diff", "publish", "doctor"),
    "Results": ("show", "history", "review", "report", "similar", "export"),
    "Manual grading": ("adjust", "extend"),
    "To write assignments": ("init", "new", "convert", "validate", "release", "explain"),
    "The gradebook": ("db",),
}
NAMES = tuple(sorted(name for names in SECTIONS.values() for name in names))
COMMANDS = {name: f"grader.cli.{name}" for name in NAMES}
PLUGINS = PluginGroup("grader.commands", COMMANDS, click.Command, "a `click.Command`")
HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


@click.group(
    cls=LazyGroup, modules=COMMANDS, sections=SECTIONS, plugins=PLUGINS, context_settings=HELP_OPTIONS
)
@click.version_option(grader.__version__, prog_name="grader")
def cli() -> None:
    """Hand out numpy exercises, grade them safely, and explain each grade."""


def main() -> None:
    """The script `grader`."""
    cli(prog_name="grader")


def grade_main() -> None:
    """The script `grade`, short for `grader grade`."""
    cli(["grade", *sys.argv[1:]], prog_name="grader")
