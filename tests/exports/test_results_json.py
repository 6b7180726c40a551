from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from grader.exports import ExportReport
from grader.model import Grade, Isolation, Status, TestResult

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "results-1.json").read_text())

Run = Callable[..., tuple[Path, ExportReport]]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_status_fits_the_schema(
    run: Run, make_grade: Callable[..., Grade], result: Callable[..., TestResult]
) -> None:
    path, _ = run("json", [make_grade("ada", *map(result, Status))])
    Draft202012Validator(SCHEMA).validate(json.loads(path.read_text()))


def test_one_submission_without_isolation_is_said_of_all(
    run: Run, make_grade: Callable[..., Grade], result: Callable[..., TestResult]
) -> None:
    path, _ = run(
        "json", [make_grade("ada", result()), make_grade("bob", result(), isolation=Isolation("none"))]
    )
    assert json.loads(path.read_text())["isolation"] == "none"


def test_what_came_between_the_tests_and_the_score_is_told(run: Run, grades: list[Grade]) -> None:
    told = {one["student"]: one for one in json.loads(run("json", grades)[0].read_text())["submissions"]}
    ada, dan = told["ada"], told["dan"]
    assert (dan["earned"], dan["score"]) == (4.0, 3.5)
    assert dan["adjustments"] == [
        {
            "task": "svm_loss",
            "points": 1.0,
            "comment": "Our clock was <strict>.",
            "by": "prof",
            "made_at": "2026-03-03T00:00:00Z",
        }
    ]
    assert dan["lateness"] == {"days": 2, "free_days": 1, "penalty": 1.5, "cut_off": False}
    assert (ada["adjustments"], ada["lateness"]) == ([], None)


def other_version(told: dict[str, Any]) -> None:
    told["schema_version"] = 2


def score_in_words(told: dict[str, Any]) -> None:
    told["submissions"][0]["score"] = "six"


def unknown_status(told: dict[str, Any]) -> None:
    told["submissions"][0]["tests"][0]["status"] = "fine"


def nobody_adjusted(told: dict[str, Any]) -> None:
    del told["submissions"][3]["adjustments"][0]["by"]


def late_by_nothing(told: dict[str, Any]) -> None:
    told["submissions"][3]["lateness"]["days"] = 0


def drafts_by_number(told: dict[str, Any]) -> None:
    told["drafts"] = 2


def no_title(told: dict[str, Any]) -> None:
    del told["submissions"][0]["tests"][0]["title"]


@pytest.mark.parametrize(
    "spoil",
    [
        other_version,
        score_in_words,
        unknown_status,
        nobody_adjusted,
        late_by_nothing,
        drafts_by_number,
        no_title,
    ],
)
def test_the_schema_also_says_no(
    run: Run, grades: list[Grade], spoil: Callable[[dict[str, Any]], None]
) -> None:
    told = json.loads(run("json", grades)[0].read_text())
    Draft202012Validator(SCHEMA).validate(told)
    spoil(told)
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(told)
