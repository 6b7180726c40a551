"""The example classes of all assignments but `losses`: each submission gets the score that it deserves.

`examples/scores/<id>.toml` says which, and which mistakes a student's page has to name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CLASSES = sorted((ROOT / "examples" / "scores").glob("*.toml"))
COMMAND = [sys.executable, "-c", "from grader.cli import grade_main; grade_main()"]

Submissions = dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=CLASSES, ids=lambda path: path.stem)
def deserved(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"id": request.param.stem, **tomllib.loads(request.param.read_text("utf-8"))}


@pytest.fixture(scope="module")
def graded(deserved: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Submissions:
    folder = tmp_path_factory.mktemp(deserved["id"])
    places = ["--out", str(folder), "--gradebook", str(folder / "gradebook.db"), "--json"]
    run = subprocess.run(
        [*COMMAND, deserved["id"], f"examples/submissions/{deserved['id']}", *places],
        cwd=ROOT,
        env=os.environ | {"GRADER_SECRET": "of the example class"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {submission["student"]: submission for submission in json.loads(run.stdout)["submissions"]}


def test_each_example_gets_the_score_it_deserves(deserved: dict[str, Any], graded: Submissions) -> None:
    assert {student: submission["score"] for student, submission in graded.items()} == deserved["scores"]
    assert set(deserved["about"]) == set(deserved["scores"])


def test_each_mistake_of_an_example_is_named(deserved: dict[str, Any], graded: Submissions) -> None:
    for student, submission in graded.items():
        found = {test["diagnosis"]["id"] for test in submission["tests"] if test["diagnosis"]}
        assert found == set(deserved["diagnoses"].get(student, [])), student
