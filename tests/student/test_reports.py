"""What a report says, as text and as a page: no process needed."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from grader.model import Assignment, Status, Task, TestResult, TestSpec, Visibility
from grader.observations import AssertionFailed, Differences, Frame, Missing, Observation, Raised, WrongValues
from grader.student.events import Imported
from grader.student.items import step
from grader.student.page import as_html, handed_in_html
from grader.student.report import CheckReport, TaskReport
from grader.student.text import as_text

TOTAL = Task("total", "sums.py", "Add up", 3.0, hints=("Try 1 and 2.",))
SCALE = Task("scale", "sums.py", "Scale", 2.0)
EVIL = "<script>alert(1)</script>"
TABLE = Differences(
    wrong=1,
    entries=2,
    index=(1,),
    yours=5.0,
    expected=2.0,
    relative_error=1.5,
    tolerance=1e-7,
    yours_values=(1.0, 5.0),
    expected_values=(1.0, 2.0),
    wrong_values=(False, True),
)


def result(
    task: Task, status: Status, observed: Observation | None = None, title: str = "It is right."
) -> TestResult:
    spec = TestSpec(f"test.py::{title}", title, task.name, 2.0, Visibility.VISIBLE)
    return TestResult.of(spec, status, observed=observed)


def report(*tasks: TaskReport, faults: tuple[Imported, ...] = (), output: str = "") -> CheckReport:
    here = Path()
    assignment = Assignment("tiny", "Sums", (TOTAL, SCALE), ("sums.py",), here, here, here)
    return CheckReport(assignment, tasks, faults, output)


WRONG = report(
    TaskReport(
        TOTAL,
        (
            result(TOTAL, Status.PASSED, title="1 + 2 is 3."),
            result(TOTAL, Status.FAILED, WrongValues("sums", TABLE), "Two sums at once."),
        ),
        line=7,
    ),
    TaskReport(SCALE, (result(SCALE, Status.MISSING, Missing("scale")),), ("scale",)),
)


def test_an_item_says_in_order_what_feedback_says():
    text = as_text(WRONG).plain
    parts = [
        "Sums",
        "FAIL  total  1 of 2 tests",
        "todo  scale  not written yet",
        "FAIL  total   ",
        "0 / 2 points",
        "sums.py:7",
        "What we checked   Two sums at once.",
        "What we saw       The values of `sums` are not right.",
        "Worst at `sums[1]`: got 5, expected 2.",
        "*5 (2)",
        "Already right     1 + 2 is 3.",
        "Try next          grader hint total",
        "grader check total",
        "Next              Look at `total`: The values of `sums` are not right.",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_there_is_one_thing_to_do_next_and_files_come_first():
    broken = Imported(
        "sums.py", Status.ERROR, Raised("sums.py", "ValueError", "", (Frame("sums.py", 4, "f"),))
    )
    assert step(report(TaskReport(TOTAL, blocked=True), faults=(broken,))).startswith("Fix `sums.py:4`")
    waits = result(TOTAL, Status.MISSING, Missing("scale"))
    assert step(report(TaskReport(TOTAL, (waits,)), WRONG.tasks[1])) == "Write `scale` in `sums.py`."
    assert step(report(TaskReport(TOTAL, (result(TOTAL, Status.PASSED),)))).startswith("Nothing fails here.")


def test_lines_keep_within_the_width():
    long = result(TOTAL, Status.FAILED, AssertionFailed("x", "a word " * 60))
    assert max(map(len, as_text(report(TaskReport(TOTAL, (long,))), 80).plain.splitlines())) <= 80


def test_a_long_note_on_a_task_goes_on_below_itself():
    names = tuple(f"an_answer_with_a_long_name_{number}" for number in range(4))
    waits = TaskReport(SCALE, (result(SCALE, Status.MISSING, Missing("scale")),), names)
    first, *rest = as_text(report(waits), 80).plain.splitlines()[2:4]
    column = first.index("not written yet")
    assert len(first) <= 80
    assert rest[0].startswith(" " * column + "an_answer")


def test_what_the_code_printed_cannot_move_the_cursor_and_is_cut():
    text = as_text(report(TaskReport(TOTAL), output="\x1b[2J\n" + "line\n" * 50)).plain
    assert "\x1b" not in text
    assert text.count("line") == 20


def test_nothing_of_a_students_becomes_markup():
    raised = Raised(f"`{EVIL}`", "ValueError", EVIL, (Frame(EVIL, 1, EVIL, EVIL),))
    page = as_html(report(TaskReport(TOTAL, (result(TOTAL, Status.ERROR, raised, EVIL),)), output=EVIL))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<script" not in handed_in_html(EVIL, (EVIL,), EVIL)


def test_the_page_is_styled_inline_and_leaves_the_colours_of_text_to_the_notebook():
    class Tags(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open, self.colours = [], []

        def handle_starttag(self, tag, attrs):
            if tag != "br":
                self.open.append(tag)
            self.colours += [
                part for part in dict(attrs).get("style", "").split("; ") if part.startswith("color")
            ]

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    tags = Tags()
    tags.feed(as_html(WRONG))
    assert tags.open == []
    assert set(tags.colours) == {"color: inherit", "color: #fff"}  # white stands on a badge's own background


def test_the_page_holds_the_values_and_what_to_call_next():
    page = as_html(WRONG)
    assert "✗ 5" in page
    assert "grader.check(&#34;total&#34;)" in page or 'grader.check("total")' in page
    assert "grader hint total" in page
    assert "not written yet" in page
