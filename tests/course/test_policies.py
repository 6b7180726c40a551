"""What assignment.toml says of lateness, attempts, caps and extra credit, and the mistakes in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.errors import CourseError
from grader.model import Assignment, Attempts, LatePolicy

FILE = "assignments/losses/assignment.toml"
LATE = """\

[late]
grace_minutes = 90
percent_per_day = 12.5
percent_at_most = 60
cutoff_days = 7
"""


@pytest.fixture
def load(root: Path):
    """The assignment with `before` at its top, in its tasks what `tasks` says, and `after` at its end."""

    def make(*, before: str = "", tasks: tuple[str, str] = ("", ""), after: str = "") -> Assignment:
        svm, softmax = tasks
        text = before + (root / FILE).read_text()
        text = text.replace("points = 10\n", f"points = 10\n{svm}").replace(
            "points = 2.5\n", f"points = 2.5\n{softmax}"
        )
        (root / FILE).write_text(text + after)
        return load_assignment(find_course(root), "losses")

    return make


@pytest.fixture
def mistakes(load):
    def make(**changes) -> list[str]:
        with pytest.raises(CourseError) as caught:
            load(**changes)
        return [str(problem).removeprefix(f"{FILE}:") for problem in caught.value.problems]

    return make


def test_an_assignment_that_says_nothing_of_it_has_no_late_policy_and_counts_the_last_attempt(load):
    made = load()
    assert (made.late, made.attempts) == (LatePolicy(), Attempts.LAST)
    assert [(task.cap, task.extra) for task in made.tasks] == [(None, False), (None, False)]


def test_a_late_policy_is_read_with_shares_for_percents(load):
    assert load(after=LATE).late == LatePolicy(
        grace=timedelta(minutes=90), per_day=0.125, at_most=0.6, cutoff_days=7
    )


@pytest.mark.parametrize(
    ("line", "policy"),
    [
        ("percent_per_day = 10", LatePolicy(per_day=0.1)),
        ("cutoff_days = 0", LatePolicy(cutoff_days=0)),
        ("grace_minutes = 0\ncutoff_days = 2", LatePolicy(cutoff_days=2)),
        (
            "grace_minutes = 30\ncutoff_days = 0",
            LatePolicy(grace=timedelta(minutes=30), cutoff_days=0),
        ),
        (
            "grace_minutes = 1440\ncutoff_days = 1",
            LatePolicy(grace=timedelta(days=1), cutoff_days=1),
        ),
        ("percent_per_day = 50\npercent_at_most = 50", LatePolicy(per_day=0.5, at_most=0.5)),
    ],
)
def test_a_late_policy_can_be_one_line(load, line, policy):
    assert load(after=f"[late]\n{line}\n").late == policy


@pytest.mark.parametrize("attempts", Attempts)
def test_attempts_are_the_last_or_the_best(load, attempts):
    assert load(before=f'attempts = "{attempts}"\n').attempts is attempts


def test_a_cap_and_extra_credit_change_what_is_possible(load):
    made = load(tasks=("cap = 8\n", "extra = true\n"))
    assert [(task.cap, task.extra) for task in made.tasks] == [(8, False), (None, True)]
    assert made.points == 8


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("grace_minutes", "grace_minuets", "25: unknown key `grace_minuets`; did you mean `grace_minutes`?"),
        ("= 90", "= -1", "25: `grace_minutes` must be at least 0, not -1"),
        (
            LATE.strip(),
            "[late]\ngrace_minutes = 9999999\npercent_per_day = 10",
            "25: `grace_minutes` must be at most 527040, not 9999999",
        ),
        ("= 90", "= 1.5", "25: `grace_minutes` must be a whole number, not 1.5"),
        ("= 12.5", "= 0", "26: `percent_per_day` must be greater than 0, not 0"),
        ("= 12.5", "= 120", "26: `percent_per_day` must be at most 100, not 120"),
        ("= 12.5", "= nan", "26: `percent_per_day` must be a finite number, not nan"),
        ("= 60", "= 100.5", "27: `percent_at_most` must be at most 100, not 100.5"),
        ("= 7", "= -7", "28: `cutoff_days` must be at least 0, not -7"),
        (
            "percent_per_day = 12.5",
            "",
            "27: `percent_at_most` has no effect without `percent_per_day`; add it",
        ),
        (
            "= 60",
            "= 12",
            "27: `percent_at_most` is 12, less than the 12.5 of the first day; raise it, or lower "
            "`percent_per_day`",
        ),
        (
            "= 90",
            "= 10081",
            "25: `grace_minutes` is 10081, beyond the cutoff of 10080 minutes; lower it, or raise "
            "`cutoff_days` (0: nothing counts after the grace)",
        ),
        (
            "grace_minutes = 90",
            "late_days = 3",
            "25: `late_days` is not allowed here; move it to [tool.grader] in pyproject.toml: "
            "the budget is for all assignments together",
        ),
    ],
)
def test_a_mistake_in_the_late_policy_is_shown_with_its_line(mistakes, old, new, found):
    assert mistakes(after=LATE.replace(old, new)) == [found]


@pytest.mark.parametrize("table", ["[late]\n", "[late]\ngrace_minutes = 15\n"])
def test_a_late_policy_that_costs_nothing_is_a_mistake(mistakes, table):
    [said] = mistakes(after=table)
    assert said == "23: `[late]` costs nothing; add `percent_per_day`, `cutoff_days` or both"


def test_a_budget_of_late_days_in_an_assignment_is_sent_to_the_course(mistakes):
    [said] = mistakes(before="late_days = 3\n")
    assert said.startswith("1: `late_days` is not allowed here; move it to [tool.grader] in pyproject.toml")


def test_a_late_policy_without_a_due_time_is_a_mistake(root, mistakes):
    (root / FILE).write_text((root / FILE).read_text().replace("due = 2026-12-01T23:59:00Z\n", ""))
    [said] = mistakes(after=LATE)
    assert said.startswith("23: `[late]` has no effect without a due time; add one, for example `due = ")


@pytest.mark.parametrize(
    ("tasks", "found"),
    [
        (("cap = 12\n", ""), "17: `cap` is 12, more than the task's 10 points; lower it, or leave it out"),
        (("", "cap = 2.6\n"), "23: `cap` is 2.6, more than the task's 2.5 points; lower it, or leave it out"),
        (("cap = 0\n", ""), "17: `cap` must be greater than 0, not 0"),
        (('cap = "8"\n', ""), "17: `cap` must be a number, not the text '8'"),
        (("extra = 1\n", ""), "17: `extra` must be true or false, not 1"),
        (("extras = true\n", ""), "17: unknown key `extras`; did you mean `extra`?"),
        (
            ("extra = true\n", "extra = true\n"),
            "17: every task is extra credit, so no point is possible; leave `extra` out of one",
        ),
    ],
)
def test_a_mistake_in_a_task_is_shown_with_its_line(mistakes, tasks, found):
    assert mistakes(tasks=tasks) == [found]


def test_a_cap_of_all_points_is_no_mistake(load):
    assert load(tasks=("cap = 10\n", "")).points == 12.5


@pytest.mark.parametrize(
    ("attempts", "found"),
    [
        ('"bset"', "1: the text 'bset' in `attempts` is not known; known is 'last' or 'best'"),
        ("3", "1: 3 in `attempts` is not known; known is 'last' or 'best'"),
    ],
)
def test_another_word_for_attempts_is_a_mistake(mistakes, attempts, found):
    assert mistakes(before=f"attempts = {attempts}\n") == [found]


def test_every_mistake_in_the_policies_is_found_in_one_go(mistakes):
    after = "[late]\npercent_per_dya = 10\ncutoff_days = -1\n"
    assert mistakes(before='attempts = "first"\n', tasks=("cap = 11\n", ""), after=after) == [
        "1: the text 'first' in `attempts` is not known; known is 'last' or 'best'",
        "18: `cap` is 11, more than the task's 10 points; lower it, or leave it out",
        "26: unknown key `percent_per_dya`; did you mean `percent_per_day`?",
        "27: `cutoff_days` must be at least 0, not -1",
    ]


@pytest.mark.parametrize("late", ["late = 3\n", 'late = "10 %"\n'])
def test_a_late_policy_that_is_no_table_is_a_mistake(mistakes, late):
    [said] = mistakes(before=late)
    assert said.startswith("1: `late` must be a table, not ")
