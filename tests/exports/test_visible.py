from __future__ import annotations

import dataclasses
from collections.abc import Callable

from grader.exports import visible
from grader.model import (
    Diagnosis,
    Dropped,
    Grade,
    Isolation,
    Lateness,
    SettledAttempt,
    Settlement,
    Status,
    SubmissionInfo,
    TestResult,
    Visibility,
)


def test_a_hidden_test_tells_the_kind_of_failure_and_the_advice(result: Callable[..., TestResult]) -> None:
    found = result(Status.FAILED, diagnosis=Diagnosis("id", "Twice too large", "Look at N.\n"))
    assert visible.about_test(found).splitlines() == [
        "The values of `dW` are not right.",
        "Twice too large.",
        "Look at N.",
    ]


def test_a_visible_test_tells_what_was_seen_too(result: Callable[..., TestResult]) -> None:
    told = visible.about_test(result(Status.FAILED, visibility=Visibility.VISIBLE)).splitlines()
    assert told[:2] == ["The values of `dW` are not right.", "Got 2, expected 1."]


def test_a_broken_test_is_withheld_and_a_passed_one_says_nothing(result: Callable[..., TestResult]) -> None:
    assert visible.about_test(result(Status.BROKEN)) == visible.WITHHELD
    assert visible.score(result(Status.BROKEN)) == "-/2"
    assert visible.about_test(result(Status.PASSED)) == ""


def test_texts_of_students_are_made_printable(
    make_grade: Callable[..., Grade], result: Callable[..., TestResult]
) -> None:
    grade = make_grade("ada", result())
    odd = dataclasses.replace(grade, info=dataclasses.replace(grade.info, warnings=("a \x1b[31m name",)))
    assert visible.about(odd) == "a \\x1b[31m name"


def test_what_is_withheld_and_too_late_makes_one_true_statement(
    make_grade: Callable[..., Grade], result: Callable[..., TestResult]
) -> None:
    broken = result(Status.BROKEN)
    late = make_grade("ada", broken, lateness=Lateness(12, cut_off=True))
    assert visible.about(late) == visible.TOO_LATE
    in_time = make_grade("ada", broken, lateness=Lateness(2))
    assert visible.about(in_time).splitlines() == [visible.WITHHELD, "Handed in 2 days late."]


def test_a_last_attempt_that_nobody_could_read_is_told(
    make_grade: Callable[..., Grade], result: Callable[..., TestResult]
) -> None:
    last = SubmissionInfo("losses", "ada", "", None, ("ada.zip: is not a zip",), unreadable=True)
    attempts = (SettledAttempt(1, last, 1.0), SettledAttempt(2, last, 0.0, dropped=Dropped.UNREADABLE))
    settlement = Settlement(1.0, attempts)
    told = visible.about(make_grade("ada", result(), settlement=settlement)).splitlines()
    assert told[0].startswith("We could not read what you handed in last: attempt 1 of 2 counts instead.")
    assert told[1] == "ada.zip: is not a zip"


def test_a_submission_without_isolation_says_so(
    make_grade: Callable[..., Grade], result: Callable[..., TestResult]
) -> None:
    assert visible.about(make_grade("ada", result())) == ""
    assert "without isolation" in visible.about(make_grade("ada", result(), isolation=Isolation("none")))
