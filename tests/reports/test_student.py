"""grader.reports.student: what the page says, and what it never says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.model import (
    Adjustment,
    Assignment,
    Diagnosis,
    Dropped,
    Extension,
    Grade,
    Isolation,
    LatePolicy,
    SettledAttempt,
    Settlement,
    Status,
    SubmissionInfo,
    Task,
    TestResult,
    Visibility,
)
from grader.observations import (
    Broken,
    Differences,
    Frame,
    Observation,
    Raised,
    WrongGradient,
    WrongValues,
)
from grader.reports import write_student_page
from grader.scoring import settle
from tests.observations.planted import planted

PLANTED = "planted-8675309"
HOSTILE = f"</title><script>alert('x')</script><img src=x onerror=\"alert(1)\">{PLANTED}\u202e\x1b[31m\ud800"
Make = Callable[..., Any]


@pytest.fixture
def page(assignment: Assignment, grade: Make, read: Make, tmp_path: Path) -> Make:
    """The page of a grade with these results."""

    def make(*results: TestResult, **changes: Any) -> Any:
        return read(
            write_student_page(grade(*results, **changes), assignment, "Deep learning", tmp_path / "out")
        )

    return make


def test_the_page_names_student_assignment_course_score_times_versions_and_isolation(
    page: Make, result: Make
) -> None:
    made = page(result(), result(Status.FAILED, possible=1.5))
    text = made.root.text
    for said in (
        *("ada", "Losses and gradients", "Deep learning", "of 3.5 points"),
        *("1 March 2025, 12:30 UTC", "2 March 2025, 08:05 UTC"),
        *("grader 0.1.0, numpy 2.1.0", "kernel (landlock, seccomp)"),
    ):
        assert said in text
    assert made.root.find(id="ring-desc").text == "A ring that shows the score: 2 of 3.5 points."


def test_every_test_is_on_the_page_with_a_word_and_a_shape_in_the_strip(page: Make, result: Make) -> None:
    results = [result(status, id=status, title=f"Checks {status}.") for status in Status]
    made = page(*results)
    cells = made.root.find(class_="strip").all("a")
    assert len(cells) == len(Status)
    for number, (cell, one) in enumerate(zip(cells, results, strict=True), start=1):
        assert one.title in cell.attributes["title"]
        assert one.title in made.root.find(id=f"test-{number}").text
        assert cell.attributes["href"] == f"#test-{number}"
    assert len({cell.text for cell in cells}) == len(Status)
    shapes = {
        tuple((shape.tag, *shape.attributes.values()) for shape in cell.all("svg")[0].all()) for cell in cells
    }
    assert len(shapes) == len(Status)


def test_passed_tests_are_folded_and_the_others_open(page: Make, result: Make) -> None:
    made = page(result(), result(Status.FAILED))
    folded = made.root.all("details")
    assert [fold.all("li")[0].attributes["id"] for fold in folded] == ["test-1"]
    assert "open" not in folded[0].attributes
    assert made.root.find(id="test-2").tag == "article"


def test_tests_are_grouped_by_task_with_their_points(page: Make, result: Make) -> None:
    made = page(result(task="predict"), result(Status.FAILED), result(), result(task="unheard_of"))
    headings = [heading.text for heading in made.root.all("h3")]
    assert headings == [
        "Softmax loss with loops loss_naive",
        "Prediction predict",
        "unheard_of",
    ]
    assert "2 / 10 points" in made.text
    assert "2 / 2 points" in made.text  # of a task that the assignment does not know


@pytest.mark.parametrize("observed", planted(PLANTED), ids=lambda observed: type(observed).__name__)
def test_what_a_hidden_test_saw_is_not_on_the_page_and_what_a_visible_one_saw_is(
    page: Make, wrong: Make, observed: Observation
) -> None:
    hidden = page(wrong(observed, Visibility.HIDDEN))
    assert PLANTED not in hidden.source
    assert "hidden test" in hidden.text
    assert PLANTED in page(wrong(observed, Visibility.VISIBLE)).source


def test_neither_output_nor_seconds_are_on_the_page(page: Make, result: Make) -> None:
    made = page(result(seconds=8675.309), output=PLANTED, seconds=8675.309)
    assert PLANTED not in made.source
    assert "8675" not in made.source


def test_an_exception_is_shown_with_its_line_and_its_source_where_the_test_is_visible(
    page: Make, wrong: Make
) -> None:
    frames = (
        Frame("softmax.py", 3, "loss", "return helper(X)"),
        Frame("softmax.py", 31, "helper", "return X[9]"),
    )
    raised = Raised("dW", "IndexError", "out of bounds", frames)
    visible = page(wrong(raised, Visibility.VISIBLE)).text
    hidden = page(wrong(raised, Visibility.HIDDEN)).text
    for said in ("raised an IndexError (softmax.py, line 31)",):
        assert said in visible
        assert said in hidden
    for said in ("return X[9]", "out of bounds"):
        assert said in visible
        assert said not in hidden


def test_hostile_text_is_only_ever_text(page: Make, wrong: Make) -> None:
    raised = Raised("dW", "ValueError", HOSTILE, (Frame(HOSTILE, 3, HOSTILE, HOSTILE),))
    made = page(
        wrong(raised, Visibility.VISIBLE, title=HOSTILE, task=HOSTILE),
        student=HOSTILE,
        warnings=(HOSTILE,),
        versions={HOSTILE: HOSTILE},
        isolation=Isolation(HOSTILE, (HOSTILE,)),
    )
    assert made.root.text.count(PLANTED) > 10
    assert not made.root.all("script", "img", "iframe", "link", "object", "base")
    assert not [name for element in made.root.all() for name in element.attributes if name.startswith("on")]
    assert not re.search("[\x1b\u202e\ud800]", made.source)


def test_a_diagnosis_is_shown_with_its_advice(page: Make, result: Make) -> None:
    diagnosis = Diagnosis("grad-not-averaged", "The gradient is a sum", "Look at `N`.")
    made = page(result(Status.FAILED, diagnosis=diagnosis))
    assert "The gradient is a sum" in made.root.find(class_="diagnosis").text
    assert [code.text for code in made.root.find(class_="diagnosis").all("code")] == ["N"]


def test_a_diagnosis_is_told_on_hidden_tests_too_and_with_the_next_step(page: Make, wrong: Make) -> None:
    diagnosis = Diagnosis("grad-not-averaged", "Either a sum, or the wrong size", "Look at `N`.")
    made = page(wrong(WRONG, Visibility.HIDDEN, diagnosis=diagnosis))
    for place in (made.root.find(class_="diagnosis").text, next_step(made)):
        assert "Either a sum, or the wrong size" in place
        assert "Look at N." in place


def test_a_diagnosis_is_told_in_full_once_and_then_with_a_link(page: Make, result: Make) -> None:
    again = Diagnosis("sum", "A sum", "Divide it by `N`.")
    other = Diagnosis("sign", "The sign", "Turn it round.")
    made = page(
        result(),
        result(Status.FAILED, diagnosis=again, task="predict"),  # a task that comes later on the page
        result(Status.FAILED, diagnosis=again),
        result(Status.FAILED, diagnosis=other),
    )
    said = {number: made.root.find(id=f"test-{number}").find(class_="diagnosis") for number in (2, 3, 4)}
    assert [link.attributes["href"] for link in said[2].all("a")] == ["#test-3"]
    assert "A sum" in said[2].text
    assert "See test 3." in said[2].text
    assert "Divide it" not in said[2].text
    for number, advice in ((3, "Divide it by N."), (4, "Turn it round.")):
        assert advice in said[number].text
        assert not said[number].all("a")


def test_the_findings_are_what_was_checked_what_was_seen_and_what_it_means(page: Make, wrong: Make) -> None:
    diagnosis = Diagnosis("sum", "A sum", "Divide.")
    values = WrongValues("dW", Differences(yours=12.0, expected=2.0, tolerance=1e-7, entries=1))
    visible = page(wrong(values, Visibility.VISIBLE, diagnosis=diagnosis))
    checked, seen, means = visible.root.find(class_="findings").all("dd")
    assert checked.text == "dW A relative error of 1.0e-07 is allowed."
    assert "Got 12, expected 2." in seen.text
    assert "A sum" in means.text
    hidden = page(wrong(values, Visibility.HIDDEN))
    checked, seen = hidden.root.find(class_="findings").all("dd")
    assert checked.text == "dW"
    assert seen.text.strip() == "The values of dW are not right."


def test_the_pattern_of_a_gradient_is_told_on_hidden_tests_without_a_number(page: Make, wrong: Make) -> None:
    numbers = Differences(yours=8675309.0, expected=1.0, ratio=8675309.0, entries=12)
    made = page(wrong(WrongGradient("dW", True, False, False, numbers), Visibility.HIDDEN))
    assert "Your loss is right; your gradient dW is not its derivative." in made.text
    assert "8675309" not in made.source


WRONG = WrongValues("dW", Differences(yours=2.0, expected=1.0))
SMALL = WrongValues(
    "dW",
    Differences(
        yours=40.25,
        expected=4.75,
        yours_values=((1.5, 2.5), (3.5, 40.25)),
        expected_values=((1.5, 2.0), (3.5, 4.75)),
        wrong_values=((False, True), (False, True)),
    ),
)


def test_a_small_array_is_a_table_whose_wrong_entries_have_a_cross(page: Make, wrong: Make) -> None:
    made = page(wrong(SMALL, Visibility.VISIBLE))
    cells = [cell.text for cell in made.root.find(class_="values").all("td") if cell.text]
    assert cells == ["1.5", "✗ 2.5expected 2", "3.5", "✗ 40.25expected 4.75"]


def test_no_array_is_on_the_page_of_a_hidden_test(page: Make, wrong: Make) -> None:
    made = page(wrong(SMALL, Visibility.HIDDEN))
    assert not made.root.all("table")
    assert "40.25" not in made.source
    assert "4.75" not in made.source


def test_a_task_with_something_to_do_names_what_is_already_right(page: Make, result: Make) -> None:
    made = page(
        result(title="The loss is right."),
        result(Status.FAILED),
        result(Status.BROKEN, title="Ours."),
        result(task="predict", title="All is well."),
    )
    right = [p.text for p in made.root.all("p") if p.attributes.get("class") == "right"]
    assert [" ".join(text.split()) for text in right] == ["Already right: The loss is right"]


def test_a_broken_test_withholds_the_grade_and_blames_nobody(page: Make, result: Make) -> None:
    observed = Broken("loss", PLANTED)
    made = page(result(), result(Status.BROKEN, observed=observed, visibility=Visibility.VISIBLE))
    assert "Withheld" in made.root.find(class_="points").text
    assert "our failure. Your instructor has been informed, and you lose no points." in made.text
    assert "2 / 10 points, 2 withheld" in made.text
    assert PLANTED not in made.source
    assert "Nothing: the rest is ours to fix." in made.text


def test_a_page_says_when_nothing_was_isolated_and_only_then(page: Make, result: Make) -> None:
    assert "Nothing was isolated" in page(result(), isolation=Isolation("none")).text
    assert "Nothing was isolated" not in page(result()).text


def next_step(made: Any) -> str:
    return next(
        " ".join(section.text.split())
        for section in made.root.all("section")
        if section.attributes.get("aria-labelledby") == "next"
    )


def test_the_next_step_is_the_first_open_test_of_the_task_with_most_to_gain(page: Make, result: Make) -> None:
    made = page(
        result(Status.FAILED, title="A small thing.", possible=2.0),
        result(task="loss_vectorized", possible=3.0),
        result(Status.BROKEN, task="loss_vectorized", possible=9.0),
        result(Status.ERROR, task="loss_vectorized", title="The big thing.", possible=2.0),
        result(Status.FAILED, task="loss_vectorized", possible=1.0),
    )
    assert "test 4: The big thing." in next_step(made)
    assert "you can still gain 3 points" in next_step(made)


def test_the_next_step_is_a_test_whose_mistake_has_a_name_if_its_task_has_one(
    page: Make, result: Make
) -> None:
    diagnosis = Diagnosis("sum", "A sum", "Divide.")
    named = result(Status.FAILED, title="Has a name.", diagnosis=diagnosis)
    bare = result(Status.FAILED, title="Has none.")
    assert "test 2: Has a name." in next_step(page(bare, named, bare))
    elsewhere = result(Status.FAILED, title="Too small.", task="predict", possible=1.0, diagnosis=diagnosis)
    assert "test 1: Has none." in next_step(page(bare, elsewhere))


def test_of_two_tasks_with_as_much_to_gain_the_one_that_is_begun_comes_first(
    page: Make, result: Make
) -> None:
    made = page(result(Status.MISSING), result(Status.FAILED, task="predict", title="Nearly there."))
    assert "Nearly there." in next_step(made)


def test_a_task_that_is_not_written_is_next_when_it_has_most_to_gain(page: Make, result: Make) -> None:
    made = page(result(Status.FAILED), result(Status.MISSING, task="predict", possible=5.0))
    assert "Write predict in linear.py." in next_step(made)


def test_with_every_test_passed_there_is_nothing_left_to_do(page: Make, result: Make) -> None:
    assert "every test passes" in next_step(page(result()))


def test_an_unreadable_submission_is_to_be_handed_in_again(page: Make, result: Make) -> None:
    made = page(result(Status.MISSING), unreadable=True, warnings=("The archive is no zip file.",))
    assert "hand it in again" in next_step(made)
    assert "The archive is no zip file." in made.text


def test_a_name_stands_before_the_id_and_the_address(page: Make) -> None:
    def who(**contact: str) -> str:
        return str(page(**contact).root.find(class_="who").text)

    assert who(name="Ada <b>", email="ada@example.edu") == "Report for Ada <b> (ada), ada@example.edu"
    assert who(email="ada@example.edu") == "Report for ada, ada@example.edu"
    assert who() == who(email="ada") == "Report for ada"


def test_a_grade_without_results_is_a_page_too(page: Make) -> None:
    assert "No test has run." in page().text


@pytest.fixture
def settled(assignment: Assignment, grade: Make, result: Make, read: Make, tmp_path: Path) -> Make:
    """The page of a grade that is settled: a test of 10 points, of which 8 count, and one of extra credit.

    It is handed in so many hours after the due time.
    """
    tasks = (
        Task("loss_naive", "softmax.py", "Softmax", 10.0, cap=8.0),
        Task("predict", "linear.py", "Prediction", 5.0, extra=True),
    )

    def make(status: Status = Status.PASSED, *, hours: float = -1, late_days: int = 0, **changes: Any) -> Any:
        results = (result(status, possible=10.0), result(Status.FAILED, task="predict", possible=5.0))
        made: Grade = grade(*results)
        assert made.info.received_at is not None
        due = made.info.received_at - timedelta(hours=hours)
        policy = LatePolicy(per_day=0.25, cutoff_days=3)
        course = replace(assignment, tasks=tasks, due=due, late=policy)
        final = settle([made], course, late_days=late_days, **changes)
        return read(write_student_page(final, course, "Deep learning", tmp_path / "out"))

    return make


def account(made: Any) -> list[str]:
    """What the page says between the points of the tests and those that count."""
    return [
        " ".join(line.text.split())
        for made_list in made.root.all("ul")
        if made_list.attributes.get("class") == "account"
        for line in made_list.all("li")
    ]


def score_card(made: Any) -> str:
    return " ".join(made.root.find(**{"aria-labelledby": "score", "class_": "card score"}).text.split())


def settlement(*dropped: Dropped | None, last: SubmissionInfo | None = None) -> Settlement:
    """Of as many attempts; the info is that of the last one."""
    infos = [SubmissionInfo("losses", "ada", "")] * (len(dropped) - 1) + [
        last or SubmissionInfo("losses", "ada", "")
    ]
    tried = zip(infos, dropped, strict=True)
    return Settlement(
        2.0, tuple(SettledAttempt(i, one, 2.0, None, why) for i, (one, why) in enumerate(tried, 1))
    )


def change(points: float, comment: str = "", task: str = "predict", by: str = "Kim") -> Adjustment:
    return Adjustment(task, points, comment, by, datetime(2025, 3, 4, tzinfo=UTC))


def test_where_the_tests_points_are_those_that_count_there_is_no_account(page: Make, result: Make) -> None:
    made = page(result())
    assert account(made) == []
    assert "Your tests earned" not in made.text


def test_each_adjustment_is_told_with_its_comment_and_by_whom(settled: Make) -> None:
    made = settled(
        Status.FAILED,
        adjustments=[
            change(2.0, "A good `idea`."),
            change(-0.5, "Copied.", task="predict"),
            change(1.0, task="loss_naive"),
            change(0.0, "See me.", by="Lee"),
            change(3.0, "Gone.", task="unheard_of"),
        ],
    )
    assert account(made) == [
        "2 points added to Prediction by Kim: “A good idea.”",
        "0.5 points taken from Prediction by Kim: “Copied.”",
        "1 point added to Softmax by Kim",
        "Lee on Prediction: “See me.”",
        "3 points added to unheard_of by Kim: “Gone.” (counts nothing: it is no task of this assignment)",
    ]
    assert "Your tests earned 0." in made.text
    assert "2.5 of 8 points" in made.text


def test_a_task_s_sum_tells_of_its_cap_its_adjustments_and_extra_credit(settled: Make) -> None:
    made = settled(adjustments=[change(2.5), change(-1.0, task="loss_naive")])
    assert "8 / 8 points The tests earned 10 of 10, 1 taken off; at most 8 count." in made.text
    assert "2.5 / 5 points, extra credit The tests earned 0 of 5, 2.5 added." in made.text


def test_a_task_without_cap_and_adjustment_has_no_account_of_its_own(page: Make, result: Make) -> None:
    made = page(result(), result(Status.FAILED, task="predict"))
    assert "The tests earned" not in made.text
    assert "extra credit" not in made.text


def test_points_beyond_a_cap_or_below_nothing_are_told(settled: Make) -> None:
    assert account(settled()) == ["Of Softmax at most 8 points count; 2 points are beyond that."]
    below = settled(Status.FAILED, adjustments=[change(-1.0)])
    assert account(below)[1:] == ["Prediction does not count less than 0 points."]


@pytest.mark.parametrize(
    ("hours", "late_days", "said"),
    [
        (1, 0, "Handed in 1 day late: 2 points taken off."),
        (49, 1, "Handed in 3 days late, of which 1 is one of your late days: 4 points taken off."),
        (49, 9, "Handed in 3 days late, of which 3 are from your late days: nothing taken off."),
        (73, 9, "Handed in 4 days late: too late to count."),
    ],
)
def test_lateness_is_told_in_days_in_days_from_the_budget_and_in_points(
    settled: Make, hours: float, late_days: int, said: str
) -> None:
    assert account(settled(hours=hours, late_days=late_days))[-1] == said


def test_a_submission_in_time_is_told_of_no_lateness(settled: Make) -> None:
    assert "Handed in" not in settled(hours=0).text


def test_a_late_submission_that_is_withheld_is_told_its_days_and_nothing_of_their_cost(settled: Make) -> None:
    made = settled(Status.BROKEN, hours=25, late_days=1)
    assert account(made) == ["Handed in 2 days late. What that costs will be settled with the score."]
    assert "Your tests earned" not in made.text


def test_a_page_that_is_withheld_and_too_late_makes_one_true_statement(settled: Make) -> None:
    made = settled(Status.BROKEN, hours=73)
    assert "It costs you nothing: handed in 4 days late, this is too late to count." in made.text
    assert made.text.count("too late to count") == 1
    assert "Something on our side failed, and your instructor has been informed." in made.text
    assert "you lose no points" not in score_card(made)
    assert account(made) == []


def test_a_page_tells_that_the_last_attempt_could_not_be_read_and_which_one_counts(
    page: Make, result: Make
) -> None:
    came = datetime(2025, 3, 2, 9, 0, tzinfo=UTC)
    last = SubmissionInfo("losses", "ada", "", came, ("ada.zip: is not a `zip`",), unreadable=True)
    said = score_card(page(result(), settlement=settlement(None, Dropped.UNREADABLE, last=last)))
    assert "We could not read what you handed in last, on 2 March 2025, 09:00 UTC." in said
    assert "Attempt 1 of 2 counts instead." in said
    assert "this was in the way: ada.zip: is not a zip." in said
    assert "could not read" not in score_card(page(result(), settlement=settlement(Dropped.EARLIER, None)))


def test_a_page_names_all_attempts_that_count(page: Make, result: Make) -> None:
    assert "Attempts1, 3 of 3 count" in page(result(), settlement=settlement(None, Dropped.LOWER, None)).text


def test_the_points_that_can_still_be_gained_are_those_that_would_count(settled: Make) -> None:
    assert "you can still gain 5 points" in next_step(settled())
    assert "you can still gain 1 point." in next_step(settled(adjustments=[change(4.0)]))
    assert "you can still gain" not in next_step(settled(adjustments=[change(9.0)]))


def test_no_comment_name_or_task_can_be_more_than_text(settled: Make) -> None:
    made = settled(hours=1, adjustments=[change(1.0, HOSTILE, by=HOSTILE), change(1.0, HOSTILE, HOSTILE)])
    assert len(account(made)) == 4
    assert made.root.text.count(PLANTED) == 4
    assert not made.root.all("script", "img", "iframe")
    assert not [name for element in made.root.all() for name in element.attributes if name.startswith("on")]
    assert not re.search("[\x1b\u202e\ud800]", made.source)


def test_a_time_that_is_not_known_is_said_to_be_so(
    assignment: Assignment, grade: Make, result: Make, read: Make, tmp_path: Path
) -> None:
    made: Grade = grade(result())
    made = replace(made, info=replace(made.info, received_at=None))
    assert "time not known" in read(write_student_page(made, assignment, "Deep learning", tmp_path)).text


def test_the_page_is_put_under_the_students_name(
    assignment: Assignment, grade: Make, result: Make, tmp_path: Path
) -> None:
    written = write_student_page(grade(result()), assignment, "Deep learning", tmp_path)
    assert written == tmp_path / "students" / "ada.html"


def test_a_student_with_an_extension_reads_of_both_due_times(settled: Make) -> None:
    made = settled()
    assert ", for you" not in made.text
    until = datetime(2031, 3, 4, 12, tzinfo=UTC)
    extended = settled(extension=Extension(until, "ill", "Kim", until))
    assert ", for you 4 March 2031, 12:00 UTC" in extended.text


def test_a_later_attempt_tells_what_changed_since_the_last_one(page: Make, result: Make) -> None:
    results = [result(), result(Status.FAILED), result(task="new"), result(Status.ERROR)]
    before = {results[0].id: Status.FAILED, results[1].id: Status.PASSED, results[3].id: Status.TIMEOUT}
    made = page(*results, settlement=settlement(Dropped.LOWER, None, Dropped.LOWER), before=before)
    assert "2 of 3: it counts" in made.text
    [since] = [part for part in made.root.all("section") if part.attributes.get("aria-labelledby") == "since"]
    assert [" ".join(line.text.split()) for line in since.all("li")] == [
        "Pass now: test 1",
        "No longer pass: test 2",
    ]
    assert "No test has another result." in page(result(), settlement=settlement(Dropped.EARLIER, None)).text
    assert "Since your last attempt" not in page(result()).text
