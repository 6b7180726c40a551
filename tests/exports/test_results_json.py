from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from grader.exports import Report
from grader.model import Grade, Isolation, Status, TestResult

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "results-1.json").read_text())

Run = Callable[..., tuple[Path, Report]]


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


def other_version(told: dict[str, Any]) -> None:
    told["schema_version"] = 2


def score_in_words(told: dict[str, Any]) -> None:
    told["submissions"][0]["score"] = "six"


def unknown_status(told: dict[str, Any]) -> None:
    told["submissions"][0]["tests"][0]["status"] = "fine"


def no_title(told: dict[str, Any]) -> None:
    del told["submissions"][0]["tests"][0]["title"]


@pytest.mark.parametrize("spoil", [other_version, score_in_words, unknown_status, no_title])
def test_the_schema_also_says_no(
    run: Run, grades: list[Grade], spoil: Callable[[dict[str, Any]], None]
) -> None:
    told = json.loads(run("json", grades)[0].read_text())
    Draft202012Validator(SCHEMA).validate(told)
    spoil(told)
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(told)
