"""What students receive is in step with what it is made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.notebooks import make_handout
from grader.authoring.regions import make_stub

ROOT = Path(__file__).parent.parent
SHARED = ROOT / "solutions" / "shared"
SOLUTIONS = sorted(path for path in (ROOT / "solutions").glob("*/*.py") if path.parent != SHARED)
NOTEBOOKS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
PUBLIC_TESTS = sorted((ROOT / "autograder_tests").glob("*/public"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.py")}


@pytest.mark.parametrize("solution", SOLUTIONS, ids=name)
def test_a_handed_out_file_is_the_stub_of_its_solution(solution: Path) -> None:
    handout = ROOT / "assignments" / solution.relative_to(ROOT / "solutions")
    assert handout.read_text("utf-8") == make_stub(solution.read_text("utf-8"), file=name(solution))


@pytest.mark.parametrize("public", PUBLIC_TESTS, ids=name)
def test_handed_out_tests_are_the_public_ones(public: Path) -> None:
    handed_out = files(ROOT / "assignments" / public.parent.name / "tests")
    assert handed_out == files(public)
    assert handed_out


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)
def test_a_handed_out_notebook_is_made_from_the_authors(notebook: Path) -> None:
    handout = ROOT / "assignments" / notebook.parent.name
    made = make_handout(notebook.read_text("utf-8"), file=name(notebook))
    assert (handout / notebook.name).read_text("utf-8") == made
    assert (handout / "datasets.py").read_bytes() == (SHARED / "datasets.py").read_bytes()
