"""The course: a folder with `[tool.grader]` in its pyproject.toml, and its assignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from grader.course.files import (
    AssignmentFile,
    CourseTable,
    LateTable,
    TaskTable,
    assignment_mistakes,
    course_mistakes,
)
from grader.course.reader import TomlFile, parse, read
from grader.course.secret import course_secret
from grader.errors import CourseError, Problem, UsageError
from grader.messages import did_you_mean
from grader.model import Assignment, Course, LatePolicy, Limits, Task

__all__ = ["assignments", "find_course", "load_assignment", "load_handout"]

SETTINGS = "pyproject.toml"


def find_course(start: Path) -> Course:
    """The course that holds `start`: the nearest folder upwards whose pyproject.toml has [tool.grader]."""
    for folder in _upwards(start.resolve()):
        if (folder / SETTINGS).is_file():
            source = parse(read(folder / SETTINGS, SETTINGS))
            if (settings := _settings(source)) is not None:
                return _course(folder, source, settings)
    raise CourseError(
        [
            Problem(
                str(start), None, f"no course here: no {SETTINGS} with [tool.grader] in or above this folder"
            )
        ],
        advice="go to the course's folder, or add a [tool.grader] table with a `name` to its pyproject.toml",
    )


def assignments(course: Course) -> tuple[str, ...]:
    """The ids of the course's assignments, sorted."""
    return tuple(sorted(file.parent.name for file in course.root.glob("assignments/*/assignment.toml")))


def load_assignment(course: Course, id: str) -> Assignment:  # noqa: A002 - the noun's own word
    """The assignment `id`; raises CourseError with every mistake in its file and folders."""
    if id not in assignments(course):
        raise _unknown_assignment(course, id)
    name = f"assignments/{id}/assignment.toml"
    missing = list(_missing_folders(course, id))
    try:
        source = parse(read(course.root / name, name))
    except CourseError as error:
        raise CourseError([*error.problems, *missing]) from error
    if problems := [*source.problems(assignment_mistakes(source.data)), *missing]:
        raise CourseError(problems)
    if problems := list(_missing_references(course, id, source.data["files"])):
        raise CourseError(problems)
    folders = [course.root / parent / id for parent in ("assignments", "solutions", "autograder_tests")]
    return _assignment(id, AssignmentFile.model_validate(source.data), folders)


def load_handout(folder: Path) -> Assignment:
    """The assignment as a student holds it: one folder, the public tests in `tests/`, no course around."""
    source = parse(read(folder / "assignment.toml", "assignment.toml"))
    if problems := source.problems(assignment_mistakes(source.data)):
        raise CourseError(problems)
    file = AssignmentFile.model_validate(source.data)
    return _assignment(folder.name, file, (folder, folder, folder / "tests"))


def _upwards(start: Path) -> Iterator[Path]:
    yield start
    yield from start.parents


def _settings(source: TomlFile) -> object:
    """What [tool.grader] holds; None where this pyproject.toml is not a course's."""
    tool = source.data.get("tool")
    return tool.get("grader") if isinstance(tool, dict) else None


def _course(root: Path, source: TomlFile, settings: object) -> Course:
    mistakes = ((("tool", "grader", *path), message) for path, message in course_mistakes(settings))
    if problems := source.problems(mistakes):
        raise CourseError(problems)
    table = CourseTable.model_validate(settings)
    return Course(root, table.name, _anchored(table.gradebook, root), course_secret(root), table.late_days)


def _anchored(url: str, root: Path) -> str:
    """A relative SQLite path counts from the course's folder, wherever the command is run."""
    scheme, separator, path = url.partition(":///")
    is_file = scheme.partition("+")[0] == "sqlite" and path and not path.startswith((":memory:", "file:"))
    return f"{scheme}{separator}{root / path}" if is_file else url


def _unknown_assignment(course: Course, id: str) -> UsageError:  # noqa: A002
    known = assignments(course)
    guess = did_you_mean(id, known, after=" ")
    listed = f"the assignments are: {', '.join(known)}" if known else "the course has no assignments yet"
    return UsageError(
        f"no assignment `{id}`",
        where=str(course.root / "assignments"),
        advice=f"{guess}{listed} (an assignment is a folder with an assignment.toml)",
    )


def _missing_folders(course: Course, id: str) -> Iterator[Problem]:  # noqa: A002
    for parent, content in (("solutions", "the reference"), ("autograder_tests", "the hidden tests")):
        if not (course.root / parent / id).is_dir():
            yield Problem(f"{parent}/{id}", None, f"the folder is missing; make it and put {content} there")


def _missing_references(course: Course, id: str, files: Iterable[str]) -> Iterator[Problem]:  # noqa: A002
    for name in files:
        if not (course.root / "solutions" / id / name).is_file():
            yield Problem(f"solutions/{id}/{name}", None, "the reference is missing; every file has one")


def _assignment(id: str, file: AssignmentFile, folders: Iterable[Path]) -> Assignment:  # noqa: A002
    handout, solutions, suite = (folder.resolve() for folder in folders)
    return Assignment(
        id=id,
        title=file.title,
        tasks=tuple(_task(table) for table in file.tasks),
        files=tuple(file.files),
        handout=handout,
        solutions=solutions,
        suite=suite,
        due=file.due,
        limits=Limits(**file.limits.model_dump()),
        packages=tuple(file.packages),
        shims=tuple(file.shims),
        late=_late(file.late),
        attempts=file.attempts,
    )


def _task(table: TaskTable) -> Task:
    return Task(table.name, table.file, table.title, table.points, tuple(table.hints), table.cap, table.extra)


def _late(table: LateTable) -> LatePolicy:
    return LatePolicy(
        grace=timedelta(minutes=table.grace_minutes),
        per_day=(table.percent_per_day or 0) / 100,
        at_most=table.percent_at_most / 100,
        cutoff_days=table.cutoff_days,
    )
