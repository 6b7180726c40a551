from __future__ import annotations

from collections.abc import Mapping

import pytest

from grader.authoring import stub_imports
from grader.authoring.stub_imports import import_problems
from grader.errors import Problem


def problems(files: Mapping[str, str]) -> list[Problem]:
    contents = {name: text.encode() for name, text in files.items()}
    return import_problems(contents, list(files), folder="assignments/a")


def test_stubs_that_import_each_other_are_fine() -> None:
    assert problems({"net.py": "import layers\nimport numpy\n", "layers.py": "print('noise')\n"}) == []


def test_each_stub_that_does_not_import_is_named_with_its_line() -> None:
    first, second = problems({"a.py": "x = 1\ny = rate * x\n", "b.py": "def f(:\n", "c.py": ""})
    assert (first.file, first.line) == ("assignments/a/a.py", 2)
    assert "NameError: name 'rate' is not defined, at `y = rate * x`" in first.message
    assert "# STUB" in first.message
    assert (second.file, second.line) == ("assignments/a/b.py", 1)


def test_the_line_is_the_stubs_own_not_the_librarys() -> None:
    (problem,) = problems({"a.py": "import json\n\njson.loads('{')\n"})
    assert problem.line == 3


def test_a_stub_that_leaves_is_named() -> None:
    (problem,) = problems({"a.py": "import sys\nsys.exit()\n", "b.py": ""})
    assert "SystemExit, at `sys.exit()`" in problem.message
    (problem,) = problems({"a.py": "import os\nos._exit(0)\n"})
    assert problem == Problem("assignments/a", None, "importing its stubs ends the interpreter")


def test_a_stub_that_hangs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stub_imports, "SECONDS", 1.0)
    (problem,) = problems({"a.py": "while True:\n    pass\n"})
    assert "longer than 1 seconds" in problem.message
