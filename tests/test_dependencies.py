"""What `grader/` imports is what pyproject.toml declares, no more and no less.

A distribution that only comes along with another one is there until the other one does without it.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DISTRIBUTIONS = packages_distributions()  # of each importable name
OWN = {*sys.stdlib_module_names, "grader"}


def declared() -> set[str]:
    texts = sum(PROJECT["optional-dependencies"].values(), PROJECT["dependencies"])
    return {canonicalize_name(Requirement(text).name) for text in texts}


def imported(source: str) -> set[str]:
    """The top-level names of all absolute imports, also of those inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def distributions(module: str) -> set[str]:
    """Those that bring the module; its own name where none does, so that it is missed."""
    return {canonicalize_name(name) for name in DISTRIBUTIONS.get(module, [module])}


def undeclared(source: str) -> list[str]:
    return sorted(name for name in imported(source) - OWN if not distributions(name) & declared())


def sources() -> Iterator[Path]:
    return (ROOT / "grader").rglob("*.py")


def unused(modules: Iterable[str]) -> set[str]:
    return declared().difference(*map(distributions, modules))


def test_each_third_party_import_belongs_to_a_declared_dependency() -> None:
    found = {str(path.relative_to(ROOT)): undeclared(path.read_text("utf-8")) for path in sources()}
    assert {path: names for path, names in found.items() if names} == {}


def test_each_declared_dependency_is_imported() -> None:
    assert unused(name for path in sources() for name in imported(path.read_text("utf-8"))) == set()


def test_an_import_without_a_declared_dependency_is_found() -> None:
    """As one that comes along with pytest, inside a function, and one that is not installed at all."""
    source = (
        "import os\nimport numpy.linalg\nfrom . import x\ndef f():\n    from pluggy import y\nimport absent.z"
    )
    assert undeclared(source) == ["absent", "pluggy"]


def test_a_declared_dependency_that_nothing_imports_is_found() -> None:
    modules = {name for path in sources() for name in imported(path.read_text("utf-8"))}
    assert unused(modules - {"nh3", "yaml"}) == {"nh3", "pyyaml"}
