"""`import grader` is light, and holds what its page promises."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import grader

HEAVY = {"numpy", "pytest", "pydantic", "rich", "click", "jinja2", "sqlalchemy"}


def python(script: str) -> str:
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_each_public_name_is_there():
    assert grader.__all__ == sorted(grader.__all__)
    for name in grader.__all__:
        assert getattr(grader, name) is not None
    assert set(grader.__all__) <= set(dir(grader))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="`grader` has no attribute `chek`"):
        _ = grader.chek


def test_import_grader_loads_nothing_heavy():
    assert python(f"import sys, grader; print(sorted({HEAVY} & set(sys.modules)))") == "[]"


def test_a_check_needs_no_pytest_in_the_students_own_process():
    heavy = {"numpy", "pytest", "sqlalchemy"}
    assert python(f"import sys, grader; grader.check; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_gradient_checks_work_without_a_folder():
    script = (
        "import grader; print(grader.numerical_gradient(lambda x: float((x ** 2).sum()), [3.0]).round(6))"
    )
    assert python(script) == "[6.]"


def repeated_classes(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of public classes that more than one place defines, with the places."""
    places: dict[str, list[str]] = {}
    for file, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(file)
    return {name: files for name, files in places.items() if len(files) > 1}


def test_each_public_class_has_a_name_of_its_own():
    package = Path(grader.__file__).parent
    paths = sorted(package.rglob("*.py"))
    sources = {str(path.relative_to(package)): path.read_text(encoding="utf-8") for path in paths}
    assert sources
    assert repeated_classes(sources) == {}


def test_a_class_name_in_two_modules_is_found():
    sources = {"one.py": "class Report: ...\nclass _Row: ...", "two.py": "class Report: ...\nclass _Row: ..."}
    assert repeated_classes(sources) == {"Report": ["one.py", "two.py"]}
    assert repeated_classes({"one.py": sources["one.py"], "three.py": "class Report3: ..."}) == {}
