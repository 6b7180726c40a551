"""What the keys of assignment.toml must be to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeGuard

from grader.course.reader import Mistake
from grader.course.tables import repeated
from grader.messages import did_you_mean

MINUTES_PER_DAY = 24 * 60


def _no_files(data: dict[str, Any]) -> Iterator[Mistake]:
    if data.get("files") == []:
        yield ("files",), "`files` is empty; list the files that students hand in"


def _duplicate_files(data: dict[str, Any]) -> Iterator[Mistake]:
    for index in repeated(_list(data, "files")):
        yield ("files", index), f"`{data['files'][index]}` is listed twice in `files`"


def _no_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    if data.get("tasks", []) == []:
        yield ("tasks",), "there are no tasks; add a [[tasks]] table for each function or class to write"


def _duplicate_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    names = [_key(task, "name") for task in _list(data, "tasks")]
    for index in repeated(names):
        yield ("tasks", index, "name"), f"two tasks are named `{names[index]}`"


def _homeless_tasks(data: dict[str, Any]) -> Iterator[Mistake]:
    files = [file for file in _list(data, "files") if isinstance(file, str)]
    for index, task in enumerate(_list(data, "tasks")):
        file = _key(task, "file")
        if isinstance(file, str) and file not in files:
            guess = did_you_mean(file, files, before="; ")
            yield ("tasks", index, "file"), f"`{file}` is not in `files`{guess}"


def _caps_above_points(data: dict[str, Any]) -> Iterator[Mistake]:
    for index, task in enumerate(_list(data, "tasks")):
        cap, points = _key(task, "cap"), _key(task, "points")
        if _is_number(cap) and _is_number(points) and cap > points:
            yield (
                ("tasks", index, "cap"),
                f"`cap` is {cap:g}, more than the task's {points:g} points; lower it, or leave it out",
            )


def _nothing_possible(data: dict[str, Any]) -> Iterator[Mistake]:
    tasks = _list(data, "tasks")
    if tasks and all(_key(task, "extra") is True for task in tasks):
        yield (
            ("tasks", 0, "extra"),
            "every task is extra credit, so no point is possible; leave `extra` out of one",
        )


def _late_after_nothing(data: dict[str, Any]) -> Iterator[Mistake]:
    if "late" in data and "due" not in data:
        yield (
            ("late",),
            "`[late]` has no effect without a due time; add one, for example `due = 2026-12-01T23:59:00Z`",
        )


def _late_without_cost(data: dict[str, Any]) -> Iterator[Mistake]:
    """A key that is not known may be one of those that cost, misspelt: that is told already."""
    late = data.get("late")
    if not isinstance(late, dict):
        return
    if late.keys() <= {"grace_minutes"}:
        yield ("late",), "`[late]` costs nothing; add `percent_per_day`, `cutoff_days` or both"
    elif "percent_at_most" in late and late.keys() <= {"grace_minutes", "percent_at_most", "cutoff_days"}:
        yield ("late", "percent_at_most"), "`percent_at_most` has no effect without `percent_per_day`; add it"


def _late_cost_above_its_most(data: dict[str, Any]) -> Iterator[Mistake]:
    day, most = _key(data.get("late"), "percent_per_day"), _key(data.get("late"), "percent_at_most")
    if _is_number(day) and _is_number(most) and most < day <= 100:
        yield (
            ("late", "percent_at_most"),
            f"`percent_at_most` is {most:g}, less than the {day:g} of the first day; raise it, or lower "
            "`percent_per_day`",
        )


def _grace_beyond_cutoff(data: dict[str, Any]) -> Iterator[Mistake]:
    """`cutoff_days = 0` takes nothing that is late, and what is within the grace is not."""
    grace, cutoff = _key(data.get("late"), "grace_minutes"), _key(data.get("late"), "cutoff_days")
    if _is_number(grace) and _is_number(cutoff) and grace > cutoff * MINUTES_PER_DAY > 0:
        yield (
            ("late", "grace_minutes"),
            f"`grace_minutes` is {grace:g}, beyond the cutoff of {cutoff * MINUTES_PER_DAY:g} minutes; lower "
            "it, or raise `cutoff_days` (0: nothing counts after the grace)",
        )


def _list(data: dict[str, Any], key: str) -> list[Any]:
    return value if isinstance(value := data.get(key), list) else []


def _key(table: object, key: str) -> object:
    return table.get(key) if isinstance(table, dict) else None


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


RULES: tuple[Callable[[dict[str, Any]], Iterator[Mistake]], ...] = (
    _no_files,
    _duplicate_files,
    _no_tasks,
    _duplicate_tasks,
    _homeless_tasks,
    _caps_above_points,
    _nothing_possible,
    _late_after_nothing,
    _late_without_cost,
    _late_cost_above_its_most,
    _grace_beyond_cutoff,
)
"""Each finds its mistakes in the raw data of assignment.toml, whatever else is wrong with it."""
