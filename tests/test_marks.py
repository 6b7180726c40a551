"""Marks say what a test needs; `make test-fast` runs those that have none."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import MARKED_FIXTURES, MARKED_PATHS

HERE = Path(__file__).parent
PYTEST = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
MARKS = {line.partition(":")[0] for line in PYTEST["markers"]}


def test_the_fast_tests_leave_out_every_mark() -> None:
    makefile = (HERE.parent / "Makefile").read_text("utf-8")
    marked = re.search(r"^MARKED := (.+)$", makefile, re.MULTILINE)
    assert marked
    assert set(marked[1].split(" or ")) == MARKS
    assert re.search(r'\ntest-fast:.*\n.*-m "not \(\$\(MARKED\)\)"\n', makefile)
    assert {*MARKED_PATHS.values(), *MARKED_FIXTURES.values()} == MARKS


@pytest.mark.parametrize("start", MARKED_PATHS)
def test_a_path_that_is_marked_is_there(start: str) -> None:
    assert any(path.relative_to(HERE).as_posix().startswith(start) for path in HERE.rglob("test_*.py"))


def test_this_test_is_a_fast_one(request: pytest.FixtureRequest) -> None:
    assert MARKS.isdisjoint(mark.name for mark in request.node.iter_markers())


@pytest.fixture
def database() -> None:
    """Of the name of one that needs a server."""


@pytest.mark.usefixtures("database")
def test_a_test_is_marked_by_its_fixture(request: pytest.FixtureRequest) -> None:
    assert "postgresql" in {mark.name for mark in request.node.iter_markers()}
