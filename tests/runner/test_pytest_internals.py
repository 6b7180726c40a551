"""The undocumented part of pytest that grader uses: that it works, and that no other module uses it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.runner.pytest_internals import argument_names, arguments, fixtures, get_function, uses

ROOT = Path(__file__).resolve().parents[2]
INTERNALS = ROOT / "grader/runner/pytest_internals.py"
TRICKS = ROOT / "benchmarks/tricks"  # student code that attacks pytest
UNDOCUMENTED = {"callspec", "fixturenames", "funcargs", "name2fixturedefs", "obj"}


@pytest.fixture(scope="module")
def number() -> int:
    return 1


@pytest.fixture
def double(number: int) -> int:
    return 2 * number


@pytest.fixture
def private(request: pytest.FixtureRequest) -> set[str]:
    """The names that pytest does not document, of a test, its fixtures, its session and their settings."""
    objects = (request.node, request.node._fixtureinfo, request.session, request.config, pytest)
    names = {name for thing in objects for name in dir(thing)}
    return UNDOCUMENTED | {name for name in names if name.startswith("_") and not name.startswith("__")}


def test_arguments_are_those_of_the_functions_signature(request: pytest.FixtureRequest, double: int) -> None:
    assert argument_names(request.node) == ("request", "double")
    assert arguments(request.node) == {"request": request, "double": 2}


@pytest.mark.parametrize("value", [3])
def test_a_parameter_is_an_argument(request: pytest.FixtureRequest, value: int) -> None:
    assert arguments(request.node)["value"] == value == 3


def test_fixtures_behind_other_fixtures_are_found(request: pytest.FixtureRequest, double: int) -> None:
    found = fixtures(request.node)
    assert (found["double"].scope, found["number"].scope) == ("function", "module")
    assert found["double"].argnames == ("number",)
    assert "tmp_path" not in found


def test_a_test_uses_what_its_fixtures_use_and_nothing_else(
    request: pytest.FixtureRequest, double: int
) -> None:
    assert uses(request.node, "number")
    assert uses(request.node, "own_finders")  # of tests/conftest.py, for every test
    assert not uses(request.node, "tmp_path")


class TestMethod:
    def test_a_methods_function_is_bound(self, request: pytest.FixtureRequest) -> None:
        """And has the docstring."""
        function = get_function(request.node)
        assert inspect.ismethod(function)
        assert function.__self__ is self
        assert function.__doc__ == "And has the docstring."


def test_what_is_no_test_function_is_refused(request: pytest.FixtureRequest) -> None:
    with pytest.raises(TypeError, match="is a Module, not a test function"):
        get_function(request.node.parent)


def test_no_other_module_uses_undocumented_parts_of_pytest(private: set[str]) -> None:
    files = [path for folder in ("grader", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    checked = [path for path in files if path != INTERNALS and not path.is_relative_to(TRICKS)]
    found = {str(path.relative_to(ROOT)): [*undocumented(path.read_text(), private)] for path in checked}
    assert {path: uses for path, uses in found.items() if uses} == {}


def test_the_use_of_undocumented_parts_is_found(private: set[str]) -> None:
    found = set(undocumented(INTERNALS.read_text(), private))
    assert {"item._initrequest", "_function_item(item).obj", "_function_item(item).funcargs"} <= found
    assert [*undocumented("import _pytest.python", private)] == ["import _pytest.python"]
    assert [*undocumented("from _pytest import python", private)] == ["from _pytest import python"]
    assert [*undocumented("import pytest\nclass A:\n    def f(self): self._store = 1", private)] == []
    assert [*undocumented("context.obj", private)] == []


def undocumented(source: str, private: set[str]) -> Iterator[str]:
    """Where a module that imports pytest uses an attribute that pytest does not document."""
    tree = ast.parse(source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    texts = [ast.unparse(node) for node in imports]
    yield from (text for text in texts if "_pytest" in text.replace(".", " ").split())
    if any(text.split()[1].startswith("pytest") for text in texts):
        yield from (ast.unparse(node) for node in ast.walk(tree) if _is_private(node, private))


def _is_private(node: ast.AST, private: set[str]) -> bool:
    if not isinstance(node, ast.Attribute) or node.attr not in private:
        return False
    return not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
