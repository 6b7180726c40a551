"""The workflows and the pre-commit hooks run targets of the Makefile, and actions of a fixed version."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def problems(settings: Any) -> Iterator[str]:
    """Actions without a full version, and commands that call a target that there is not."""
    for key, value in pairs(settings):
        if key == "uses" and not re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", value):
            yield f"{value} has no version"
        for target in re.findall(r"\bmake ([\w-]+)", value if key in ("run", "entry") else ""):
            if target not in TARGETS:
                yield f"the Makefile has no target {target}"


def pairs(settings: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth."""
    inside = settings if isinstance(settings, list) else []
    if isinstance(settings, dict):
        yield from settings.items()
        inside = list(settings.values())
    for value in inside:
        yield from pairs(value)


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / ".pre-commit-config.yaml"], ids=lambda path: path.name)
def test_automation_calls_what_there_is(path: Path) -> None:
    settings = yaml.safe_load(path.read_text("utf-8"))
    assert any(key in ("run", "entry") for key, _ in pairs(settings))
    assert list(problems(settings)) == []


def test_an_absent_target_and_an_action_without_a_version_are_found() -> None:
    steps = [{"uses": "actions/checkout@main"}, {"run": "cd x && make nothing"}, {"run": "make lint"}]
    assert list(problems({"jobs": {"a": {"steps": steps}}})) == [
        "actions/checkout@main has no version",
        "the Makefile has no target nothing",
    ]


def test_a_misspelled_word_is_found_and_a_term_of_the_course_is_not(tmp_path: Path) -> None:
    wrong = "receive".replace("ei", "ie")
    page = tmp_path / "page.md"
    page.write_text(f"You will {wrong} `dout`.\n")
    command = [sys.executable, "-m", "codespell_lib", "--toml", str(ROOT / "pyproject.toml"), str(page)]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.stdout == f"{page}:1: {wrong} ==> receive\n"


def test_pyproject_and_the_citation_name_the_same_authors_and_keywords() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert PROJECT["authors"] == citation["authors"]
    assert PROJECT["keywords"] == citation["keywords"]
