"""Right answers that differ from the reference earn full marks, and wrong ones lose the tests that they must.

`tests/legal/ID/NAME/` is one submission. A file in it holds what differs from the reference: it is appended
to the reference's file of that name, so that its definitions replace those above. Where the submission must
lose tests, `lost.toml` beside it has a line for each: the test's id, and the kind of what was observed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader.course import find_course, load_assignment
from tests.load.run import ROOT, grade

HERE = Path(__file__).parent
LOST = "lost.toml"
VARIATIONS = sorted(path for path in HERE.glob("*/*") if path.is_dir())
Grades = Mapping[str, Any]


def hand_in(variation: Path, submission: Path) -> None:
    """Write the variation as a submission: the reference's files, with those of the variation appended."""
    submission.mkdir(parents=True)
    added = {path.name: path.read_text("utf-8") for path in variation.iterdir() if path.name != LOST}
    assert added, "nothing in it differs from the reference"
    assignment = load_assignment(find_course(ROOT), variation.parent.name)
    for name in assignment.files:
        text = (assignment.solutions / name).read_text("utf-8")
        (submission / name).write_text(f"{text}\n\n{added.pop(name, '')}", "utf-8")
    assert added == {}, "files that the assignment does not ask for"


def expected(variation: Path) -> dict[str, str]:
    path = variation / LOST
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def label(variation: Path) -> str:
    return variation.relative_to(HERE).as_posix()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Grades]:
    """The grades of an assignment's variations, which are graded as one class when first asked for."""

    @cache
    def of(assignment: str) -> Grades:
        submissions = tmp_path_factory.mktemp(assignment) / "class"
        for variation in VARIATIONS:
            if variation.parent.name == assignment:
                hand_in(variation, submissions / variation.name)
        return grade(assignment, submissions, jobs=2)

    return of


@pytest.mark.parametrize("variation", VARIATIONS, ids=label)
def test_a_variation_loses_the_tests_in_its_list_and_no_others(
    variation: Path, graded: Callable[[str], Grades]
) -> None:
    tests = graded(variation.parent.name)[variation.name]["tests"]
    lost = {test["id"]: test["observed"]["kind"] for test in tests if test["status"] != "passed"}
    assert lost == expected(variation)
