"""The texts of an assignment's files."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence

from grader.converters.module import ConvertedModule
from grader.converters.parts import Part, Role
from grader.converters.suite import ConvertedSuite, ConvertedTask, Test

TAGS = {Role.AUTHOR: ["solution"]}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def points(value: float) -> str:
    """In full, so that sums are the same wherever they are made."""
    return str(int(value)) if value.is_integer() else repr(value)


def settings(title: str, module: ConvertedModule, tasks: Sequence[ConvertedTask]) -> str:
    """assignment.toml."""
    tables = (
        _TASK.format(
            name=_quoted(task.name),
            file=_quoted(f"{module.name}.py"),
            title=_quoted(task.title),
            points=points(task.points),
        )
        for task in tasks
    )
    return _SETTINGS.format(title=_quoted(title), file=_quoted(f"{module.name}.py")) + "".join(tables)


def readme(title: str, module: ConvertedModule, tasks: Sequence[ConvertedTask]) -> str:
    """The handout's text, to begin with."""
    rows = "".join(f"| `{task.name}` | {_cell(task.title)} | {task.points:g} |\n" for task in tasks)
    return _README.format(title=title, name=module.name, rows=rows)


def notebook(parts: Sequence[Part], suite: ConvertedSuite) -> str:
    """The author's notebook: in place of a task's tests it checks the task."""
    checks = _checks(suite)
    cells: list[dict[str, object]] = []
    for part in parts:
        if part.role is not Role.TEST:
            if part.source.strip():
                cells.append(_notebook_cell(part.kind, part.source, TAGS.get(part.role, [])))
        elif part.cell in checks:
            cells.append(_notebook_cell("code", f'import grader\n\ngrader.check("{checks[part.cell]}")', []))
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def test_file(tests: Sequence[Test], *, public: bool) -> str:
    """The public tests, or the hidden ones."""
    checks = sorted({check for test in tests if test.body for check in test.body.checks})
    given = _given(tests)
    imports = [text for text, is_import in given if is_import]
    others = [text for text, is_import in given if not is_import]
    head = [*sorted(imports), "import pytest"] if imports else ["import pytest"]
    if checks:
        head += ["", f"from grader.testing import {', '.join(checks)}"]
    if public:
        head += ["", 'pytestmark = pytest.mark.visibility("visible")']
    blocks = ["\n".join(head), *others, *(_function(test) for test in tests)]
    return "\n\n\n".join(blocks) + "\n"


def _checks(suite: ConvertedSuite) -> dict[int, str]:
    """The cell behind which a task is checked: the last of its public tests."""
    return {
        max(test.case.cell for test in task.tests if test.public): task.name
        for task in suite.tasks
        if any(test.public for test in task.tests)
    }


def _notebook_cell(kind: str, source: str, tags: list[str]) -> dict[str, object]:
    metadata: dict[str, object] = {"tags": tags} if tags else {}
    cell: dict[str, object] = {
        "cell_type": kind,
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
    }
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def _given(tests: Sequence[Test]) -> list[tuple[str, bool]]:
    """What the tests need of the notebook, once each: the text, and whether it is an import."""
    needed = {}
    for test in tests:
        for each in test.body.needs if test.body else ():
            needed[each.statement.text] = each
    ordered = sorted(needed.values(), key=lambda each: (each.cell, each.statement.line))
    return [
        (each.statement.text, isinstance(each.statement.node, ast.Import | ast.ImportFrom))
        for each in ordered
    ]


def _function(test: Test) -> str:
    lines = test.body.text.split("\n") if test.body else list(_to_do(test))
    body = "\n".join(f"    {line}" if line.strip() else "" for line in lines)
    return _FUNCTION.format(
        points=points(test.case.points),
        task=_quoted(test.task),
        name=test.name,
        title=_docstring(test.title),
        body=body,
    )


def _to_do(test: Test) -> Iterator[str]:
    """A test that fails, with what the notebook has in comments."""
    reason = f"cell {test.case.cell} is not converted: {test.reason}"
    yield f"pytest.fail({_quoted(reason)})"
    yield from (f"# {line}".rstrip() for line in test.case.source.split("\n"))
    if test.case.printed:
        yield "# What it printed:"
        yield from (f"# {line}".rstrip() for line in test.case.printed.split("\n"))


def _docstring(title: str) -> str:
    plain = "\\" not in title and '"""' not in title and not title.endswith('"')
    return f'"""{title}"""' if plain else repr(title)


def _quoted(text: str) -> str:
    """A string of TOML and of Python."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_SETTINGS = """\
format = 1
title = {title}
# due = 2027-01-31T23:59:00Z
files = [{file}]
"""

_TASK = """
[[tasks]]
name = {name}
file = {file}
title = {title}
points = {points}
"""

_README = """\
# {title}

Write in the notebook `{name}.ipynb`, or in `{name}.py`: both begin with the same functions and answers.

| task | | points |
|---|---|---|
{rows}
Keep names and arguments as they are; write as many helper functions as you like. To check your work, in this
folder:

    grader check

It runs the tests that are handed out; others may be hidden. `grader submit` makes the file to hand in.
"""

_FUNCTION = """\
@pytest.mark.points({points}, task={task})
def {name}(student):
    {title}
{body}"""
