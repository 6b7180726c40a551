from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import grader

ALLOWED = {
    "grader",
    "grader.sandbox",
    *(f"grader.sandbox.{name}" for name in ("channel", "codec", "lines", "modules", "worker", "zygote")),
    "grader.sandbox.lockdown",
    *(f"grader.sandbox.lockdown.{name}" for name in ("landlock", "libc", "limits", "privileges", "seccomp")),
}
LOOK_AROUND = """
import gc, os, sys
def loaded(): return sorted(sys.modules)
def path(): return sys.path, sys.argv, dict(os.environ), os.getcwd()
def seeds(): return sys.flags.hash_randomization, hash("grader")
"""
Submit = Callable[..., Any]


def test_a_worker_has_loaded_of_grader_what_it_needs_and_no_more(submit: Submit) -> None:
    loaded = submit(LOOK_AROUND).work.loaded()
    assert {name for name in loaded if name.partition(".")[0] == "grader"} == ALLOWED


def test_a_worker_has_loaded_no_test_machinery(submit: Submit) -> None:
    loaded = submit(LOOK_AROUND).work.loaded()
    heavy = {"pytest", "_pytest", "pydantic", "sqlalchemy", "jinja2", "click", "hypothesis", "coverage"}
    assert not heavy & {name.partition(".")[0] for name in loaded}
    assert "numpy" in loaded


def test_graders_root_is_not_on_the_path(submit: Submit) -> None:
    path, argv, _, folder = submit(LOOK_AROUND).work.path()
    root = Path(grader.__file__).resolve().parents[1]
    if root.name != "site-packages":
        assert str(root) not in path
    assert (argv, folder) == (["submission"], "/")
    assert "" not in path


def test_the_environment_is_clean(submit: Submit, monkeypatch: Any) -> None:
    monkeypatch.setenv("GRADER_PLANTED", "secret")
    environ = submit(LOOK_AROUND).work.path()[2]
    assert "secret" not in environ.values()
    assert environ["OPENBLAS_NUM_THREADS"] == "1"


def test_hashes_are_the_same_in_every_run(submit: Submit) -> None:
    assert submit(LOOK_AROUND).work.seeds()[0] == 0
