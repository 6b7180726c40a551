"""`grader.testing` is what suites import, and all that they import of grader."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import testing

ROOT = Path(__file__).parents[2]
SUITES = [
    *sorted(ROOT.glob("autograder_tests/**/*.py")),
    *sorted(ROOT.glob("assignments/*/tests/*.py")),
    *sorted(ROOT.glob("docs/scenes/**/autograder_tests/**/*.py")),
]


def other_imports(source: str) -> Iterator[str]:
    """What a suite imports of grader besides its public API."""
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        yield from (name for name in names if name.split(".")[0] == "grader" and name != "grader.testing")


@pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_suite_imports_nothing_else_of_grader(suite: Path) -> None:
    assert list(other_imports(suite.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "line", ["from grader.testing.checks import unpack", "import grader.model", "from grader.errors import X"]
)
def test_an_import_of_something_else_is_found(line: str) -> None:
    assert len(list(other_imports(line))) == 1


@pytest.mark.parametrize("name", testing.__all__)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    assert inspect.getdoc(getattr(testing, name))


def test_the_list_of_public_names_is_complete() -> None:
    public = {name for name, value in vars(testing).items() if callable(value)}
    assert public == set(testing.__all__)
