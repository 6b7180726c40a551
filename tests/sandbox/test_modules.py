from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.sandbox.modules import TextImporter

names = (f"a_submission_{number}" for number in itertools.count())


@pytest.fixture
def load() -> Iterator[Callable[..., TextImporter]]:
    """Installs an importer for some texts under a package that no other test has; it is the only one."""
    before, finders = set(sys.modules), list(sys.meta_path)
    sys.meta_path[:] = [finder for finder in finders if not isinstance(finder, TextImporter)]

    def install(texts: dict[str, str], **options: Any) -> TextImporter:
        importer = TextImporter(next(names), texts, **options)
        importer.install()
        return importer

    yield install
    sys.meta_path[:] = finders
    for name in set(sys.modules) - before:
        del sys.modules[name]


Load = Callable[..., TextImporter]


def test_a_file_becomes_a_module(load: Load) -> None:
    module = load({"svm_t.py": "x = 1"}).load("svm_t")
    assert (module.x, module.__file__) == (1, "svm_t.py")


def test_modules_import_one_another_in_every_way(load: Load) -> None:
    texts = {
        "tools_t.py": "def f(): return 1",
        "bare_t.py": "from tools_t import f\nimport tools_t",
        "relative_t.py": "from .tools_t import f\nfrom . import tools_t",
        "alias_t.py": "from course.part.tools_t import f\nimport course.part.tools_t as tools_t",
    }
    importer = load(texts, bare=True, aliases=["course.part"])
    modules = [importer.load(name) for name in ("bare_t", "relative_t", "alias_t")]
    assert {id(module.f) for module in modules} == {id(importer.load("tools_t").f)}
    assert {id(module.tools_t) for module in modules} == {id(importer.load("tools_t"))}


def test_a_module_runs_once_whatever_its_names(load: Load) -> None:
    importer = load({"once_t.py": "ran = []", "user_t.py": "import once_t\nonce_t.ran.append(1)"}, bare=True)
    importer.load("user_t")
    assert importer.load("once_t").ran == [1]
    assert importlib.import_module("once_t") is importer.load("once_t")


def test_without_bare_a_module_is_not_found_by_its_file_name(load: Load) -> None:
    load({"hidden_t.py": ""})
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("hidden_t")


def test_modules_may_import_each_other_in_a_circle(load: Load) -> None:
    texts = {"a_t.py": "from . import b_t\nx = 1", "b_t.py": "from . import a_t\ndef f(): return a_t.x"}
    importer = load(texts)
    assert importer.load("a_t").b_t.f() == 1


def test_a_shim_stands_in_for_a_package_that_nobody_installed(load: Load) -> None:
    importer = load({"old_t.py": "from past.builtins import xrange"}, shims=["past.builtins"])
    assert importer.load("old_t").xrange is range


def test_without_a_shim_it_does_not(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("past", "past.builtins"):  # of another test's files
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(ModuleNotFoundError):
        load({"older_t.py": "from past.builtins import xrange"}).load("older_t")


def test_a_module_that_fails_can_be_asked_for_again(load: Load) -> None:
    importer = load({"bad_t.py": "1 / 0"})
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            importer.load("bad_t")


def test_other_imports_are_left_alone(load: Load) -> None:
    importer = load({"user_t.py": "import json, numpy"}, bare=True)
    assert importer.load("user_t").json is sys.modules["json"]
    assert importer.find_spec("numpy", None) is None
