"""What all commands share: they are imported when used, and their errors become exit codes.

0 done, 1 something needs attention, 2 usage or configuration, 3 internal error, 130 interrupted.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

import grader
from grader.errors import PluginError, UsageError
from grader.messages import printable
from grader.plugins import Plugin, PluginGroup

ATTENTION = 1
USAGE = 2
INTERNAL = 3
INTERRUPTED = 130

LONGEST_ERROR = 20_000
LONGEST_SENTENCE = 300  # of a help, which is never cut


class LazyGroup(click.Group):
    """A group whose commands are named by module; each module has a `command`.

    `sections` are those of the help: titles, and the commands below each. Plugins are looked for where the
    help lists them, and where a command is none of grader's own.
    """

    def __init__(
        self,
        *args: Any,
        modules: Mapping[str, str],
        sections: Mapping[str, Sequence[str]],
        plugins: PluginGroup,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._modules = modules
        self._sections = sections
        self._plugins = plugins

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted([*self._modules, *self._plugins.found()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command: click.Command
        if cmd_name in self._modules:
            command = importlib.import_module(self._modules[cmd_name]).command
            return command
        plugin = self._plugins.found().get(cmd_name)
        return self._load(ctx, plugin) if plugin else None

    def _load(self, ctx: click.Context, plugin: Plugin) -> click.Command | None:
        try:
            command: click.Command = plugin.load()
        except PluginError as error:
            if ctx.resilient_parsing:
                return None  # a shell completes the names of the others
            raise _Refused(str(error)) from error
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in self._sections.items():
            with formatter.section(title):
                formatter.write_dl([(name, self._first_sentence(ctx, name)) for name in names])
        if plugins := self._plugins.found():
            with formatter.section("Plugins"):
                rows = [(name, f"Added by {plugin.distribution}.") for name, plugin in plugins.items()]
                formatter.write_dl(rows)

    def _first_sentence(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(LONGEST_SENTENCE) if command else ""


class _Refused(click.ClickException):
    exit_code = USAGE


class Command(click.Command):
    """A command with `--debug` and `--version`, the one place where errors are told."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        debug = click.Option(["--debug"], is_flag=True, help="Show the traceback of an error.")
        self.params.append(debug)
        click.version_option(grader.__version__, prog_name="grader")(self)

    def invoke(self, ctx: click.Context) -> Any:
        debug = ctx.params.pop("debug")
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click's own, and the reader of a pipe who has seen enough: click ends quietly
        except KeyboardInterrupt:
            click.echo("Interrupted. Run the same command again to continue.", err=True)
            ctx.exit(INTERRUPTED)
        except Exception as error:
            if debug:
                raise
            click.echo(printable(_sentence(error), LONGEST_ERROR), err=True)  # it may quote a student
            ctx.exit(USAGE if isinstance(error, UsageError) else INTERNAL)


def gradebook_url(option: str) -> str:
    """The SQLAlchemy URL that the option `--gradebook` means: one as it is, or a SQLite file's."""
    return option if "://" in option else f"sqlite:///{Path(option).absolute()}"


def _sentence(error: Exception) -> str:
    if isinstance(error, UsageError):
        return f"Error: {error}"
    first, *_ = str(error).splitlines() or [""]
    return f"Internal error in grader: {type(error).__name__}: {first}; --debug prints the traceback."
