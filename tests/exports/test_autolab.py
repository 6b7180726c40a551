from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.exports import ExportReport
from grader.model import Grade, Status, TestResult

Run = Callable[..., tuple[Path, ExportReport]]
Scores = Callable[[Grade], dict[str, Any]]


@pytest.fixture
def scores(run: Run) -> Scores:
    def scores(grade: Grade) -> dict[str, Any]:
        path, _ = run("autolab", [grade])
        return json.loads((path / "ada.txt").read_text().splitlines()[-1])["scores"]

    return scores


def test_points_are_added_up_by_task(
    scores: Callable[[Grade], dict[str, Any]],
    make_grade: Callable[..., Grade],
    result: Callable[..., TestResult],
) -> None:
    grade = make_grade("ada", result(), result(), result(Status.FAILED), result(task="softmax_loss"))
    assert scores(grade) == {"svm_loss": 4.0, "softmax_loss": 2.0}


def test_the_scores_add_up_to_what_counts(
    scores: Callable[[Grade], dict[str, Any]],
    make_grade: Callable[..., Grade],
    result: Callable[..., TestResult],
) -> None:
    assert scores(make_grade("ada", result(), final=1.5)) == {"svm_loss": 2.0, "adjustment": -0.5}


def test_a_task_with_a_broken_test_has_no_score(
    scores: Callable[[Grade], dict[str, Any]],
    make_grade: Callable[..., Grade],
    result: Callable[..., TestResult],
) -> None:
    grade = make_grade("ada", result(), result(Status.BROKEN), result(task="softmax_loss"))
    assert scores(grade) == {"softmax_loss": 2.0}
