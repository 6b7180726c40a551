"""Writes the reference when the pages are built: what is generated cannot be out of date.

It takes the place of comments such as `<!-- generated: commands -->`. `WRITERS` names the functions, each of
which returns Markdown.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 84


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def fill(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Change `source`, a list of the one text, in place: Sphinx asks for that."""
    source[0] = re.sub(r"<!-- generated: (\w+) -->", lambda comment: WRITERS[comment[1]](), source[0])


def commands() -> str:
    """What `--help` prints of each command, and of those below it."""
    return "".join(
        f"({_anchor(name)})=\n## `{name}`\n\n```text\n{_help(name, command)}\n```\n\n"
        for name, command in all_commands()
    )


def keys() -> str:
    """The tables of pyproject.toml and assignment.toml, key by key."""
    from grader.course import files

    tables = (files.CourseTable, files.AssignmentFile, files.TaskTable, files.LateTable, files.LimitsTable)
    return "".join(_keys(table) for table in tables)


def marks_and_fixtures() -> str:
    """What the pytest plugin brings."""
    marks = "".join(f"| `{_cell(usage)}` | {_cell(means)} |\n" for usage, means in all_marks())
    fixtures = "".join(f"| `{name}` | {_cell(means)} |\n" for name, means in all_fixtures())
    options = "".join(f"| `{_cell(name)}` | {_cell(means)} |\n" for name, means in all_pytest_options())
    parts = {"Marks": marks, "Fixtures": fixtures, "Options of pytest": options}
    return "".join(f"## {title}\n\n| | |\n|---|---|\n{rows}\n" for title, rows in parts.items())


def results() -> str:
    """The schema of results, object by object."""
    schema = json.loads((ROOT / "docs/schema/results-1.json").read_text("utf-8"))
    objects = {"the whole": schema, **schema["$defs"]}
    return "".join(_object(name, described) for name, described in objects.items())


def layers() -> str:
    """The import contract as a picture: each layer may import those below it."""
    rows = "".join(f'<div class="layer">{"".join(map(_package, row))}</div>' for row in all_layers())
    return f'```{{raw}} html\n<div class="layers">{rows}</div>\n```\n'


WRITERS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "keys": keys,
    "suites": marks_and_fixtures,
    "results": results,
    "layers": layers,
}


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """`grader grade`, `grader db backup`, and so on, each with its command."""
    from grader.cli import cli

    yield from _below("grader", cli)


def all_marks() -> Iterator[tuple[str, str]]:
    from grader.runner.plugin import MARKS

    for mark in MARKS:
        usage, _, means = mark.partition(": ")
        yield usage, means


def all_fixtures() -> Iterator[tuple[str, str]]:
    from grader.runner import plugin

    for name, value in vars(plugin).items():
        if type(value).__name__ == "FixtureFunctionDefinition":
            yield name, inspect.getdoc(value) or ""


def all_pytest_options() -> Iterator[tuple[str, str]]:
    """The options that the plugin adds, in the order in which it does."""
    from grader.runner.plugin import pytest_addoption

    options = _Options()
    pytest_addoption(options)  # type: ignore[arg-type]
    yield from options.added


def all_layers() -> list[list[str]]:
    """The packages of each layer, the highest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    return [row.split(" | ") for row in contract["layers"]]


class _Options:
    """Stands for pytest's parser, and remembers what is added to it."""

    def __init__(self) -> None:
        self.added: list[tuple[str, str]] = []

    def getgroup(self, *_names: str) -> _Options:
        return self

    def addoption(self, name: str, *, help: str, choices: tuple[str, ...] = (), **_more: Any) -> None:  # noqa: A002
        value = f" {'|'.join(choices)}" if choices else f" {_more.get('metavar', '')}".rstrip()
        self.added.append((name + value, help))


def _below(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(command, info_name=name)
    if not isinstance(command, click.Group):
        yield name, command
        return
    for below in command.list_commands(context):
        found = command.get_command(context, below)
        assert found is not None
        yield from _below(f"{name} {below}", found)


def _help(name: str, command: click.Command) -> str:
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": WIDTH, "terminal_width": WIDTH}
    with click.Context(command, info_name=name, **settings) as context:  # type: ignore[arg-type]
        return command.get_help(context)


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _keys(table: type[Any]) -> str:
    documented = ModuleAnalyzer.for_module(table.__module__).find_attr_docs()
    schema = table.model_json_schema()
    rows = "".join(
        f"| `{key}` | {_cell(_type(described))} | {_default(key, described, schema)} "
        f"| {_cell(' '.join(documented[table.__name__, key]))} |\n"
        for key, described in schema["properties"].items()
    )
    title = (inspect.getdoc(table) or "").rstrip(".")
    return f"## {title}\n\n| key | value | without it | |\n|---|---|---|---|\n{rows}\n"


def _type(described: Mapping[str, Any]) -> str:
    """What a value may be, in words."""
    if "anyOf" in described:
        return _type(next(kind for kind in described["anyOf"] if kind.get("type") != "null"))
    if "$ref" in described:
        return f"a {described['$ref'].rpartition('/')[2].removesuffix('Table').lower()}"
    if choices := described.get("enum") or ([described["const"]] if "const" in described else []):
        return " or ".join(f"`{json.dumps(choice)}`" for choice in choices)
    kind = described.get("type", "anything")
    if isinstance(kind, list):
        return " or ".join("null" if one == "null" else _type({**described, "type": one}) for one in kind)
    if kind == "array":
        return f"list: {_type(described.get('items', {}))}"
    return WORDS.get(described.get("format", kind), kind) + _bounds(described)


WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "date-time": "date and time",
    "object": "object",
}


def _bounds(described: Mapping[str, Any]) -> str:
    signs = {"exclusiveMinimum": "above", "minimum": "from", "maximum": "to"}
    return "".join(f", {word} {described[key]:g}" for key, word in signs.items() if key in described)


def _default(key: str, described: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if key in schema.get("required", ()):
        return "required"
    default = described.get("default")
    return "" if default is None or isinstance(default, dict) else f"`{json.dumps(default)}`"


def _object(name: str, described: Mapping[str, Any]) -> str:
    rows = "".join(
        f"| `{key}` | {_cell(_type(value))} | {_cell(value.get('description', ''))} |\n"
        for key, value in described.get("properties", {}).items()
    )
    about = described.get("description", "")
    return f"## {name.capitalize()}\n\n{about}\n\n| property | value | |\n|---|---|---|\n{rows}\n"


def _package(name: str) -> str:
    folder = ROOT / "grader" / name
    source = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    about = ast.get_docstring(ast.parse(source.read_text("utf-8"))) or ""
    sentence = re.split(r"(?<=\.)\s|\n\n", re.sub(r"^[\w ]{,25}: ", "", about))[0]
    shown = re.sub(r"`(.*?)`", r"<code>\1</code>", str(escape(sentence[:1].upper() + sentence[1:])))
    return f'<div class="package"><b>{name}</b> {shown}</div>'


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
