"""The example in `docs/policies.md` comes out as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.course import load_handout
from grader.course.files import AssignmentFile, CourseTable, LateTable, TaskTable
from grader.model import Assignment, Grade, Status
from grader.scoring import by_task, settle

PAGE = (Path(__file__).parents[2] / "docs" / "policies.md").read_text("utf-8")
TASKS = {"softmax": "softmax_loss", "svm": "svm_loss", "elastic": "elastic_net"}


def rows() -> list[dict[str, str]]:
    """The example's table, by column."""
    table = re.findall(r"^\|(.*)\|$", PAGE.partition("## An example")[2], re.MULTILINE)
    columns, _, *lines = [[cell.strip() for cell in line.split("|")] for line in table]
    return [dict(zip(columns, line, strict=True)) for line in lines]


@pytest.fixture
def example(tmp_path: Path) -> Assignment:
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "assignment.toml").write_text(text, "utf-8")
    return load_handout(tmp_path)


@pytest.fixture
def computed(example, graded, added):
    """The grade that a row is about."""

    def make(row: dict[str, str]) -> Grade:
        tests = [
            test
            for column, name in TASKS.items()
            for test in split(name, float(row[column]), {task.name: task.points for task in example.tasks})
        ]
        changes = re.findall(r"(\w+) ([+-]\d+)", row["adjusted"])
        return settle(
            [graded(*tests, hours=float(row["hours late"]))],
            example,
            adjustments=[added(TASKS[task], float(points)) for task, points in changes],
            late_days=int(row["budget"]),
        )

    return make


def split(task: str, earned: float, worth: dict[str, float]) -> list[tuple[str, float, Status]]:
    return [(task, earned, Status.PASSED), (task, worth[task] - earned, Status.FAILED)]


@pytest.mark.parametrize("row", rows())
def test_each_row_is_what_is_computed(row, computed, example):
    made = computed(row)
    late = made.lateness
    said = [float(row[column]) for column in ("task points", "days", "from the budget", "penalty", "final")]
    points = sum(score.counts for score in by_task(made.results, example.tasks, made.adjustments))
    days, taken, penalty = (late.days, late.free_days, late.penalty) if late else (0, 0, 0)
    assert [points, days, taken, penalty, made.final] == said


def test_the_points_possible_are_those_in_the_text(computed):
    assert computed(rows()[0]).possible == 20
    assert "20 points are possible" in PAGE


def test_each_key_of_a_policy_is_on_the_page():
    plain = {"format", "title", "files", "tasks", "packages", "shims", "limits", "late"}
    keys = [key for key in AssignmentFile.model_fields if key not in plain]
    keys += [key for key in TaskTable.model_fields if key not in {"name", "file", "title", "points", "hints"}]
    keys += [*LateTable.model_fields, *(CourseTable.model_fields.keys() - {"name", "gradebook"})]
    assert [key for key in keys if f"`{key}`" not in PAGE] == []
