from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from grader.exports import ExportReport
from grader.model import Grade, TestResult


def test_extra_credit_is_cut_to_the_highest_score_and_a_note_says_for_whom(
    run: Callable[..., tuple[Path, ExportReport]],
    make_grade: Callable[..., Grade],
    result: Callable[..., TestResult],
) -> None:
    folder, report = run(
        "prairielearn", [make_grade("ada", result(), final=2.5), make_grade("bob", result())]
    )
    scores = [json.loads((folder / f"{name}.json").read_text())["score"] for name in ("ada", "bob")]
    assert scores == [1.0, 1.0]
    assert report.notes == ("2 students", "more than PrairieLearn's highest score, reported as 1: ada")
    assert report.troubles == ()
