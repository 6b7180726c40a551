"""What a grade depends on: the declarations of the nouns decide, and kept grades keep their keys."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import pytest

from grader import grading
from grader.grading import Job
from grader.grading.basis import Basis
from grader.model import (
    Affects,
    Assignment,
    Attempts,
    Course,
    LatePolicy,
    Limits,
    Status,
    Submission,
    SubmissionInfo,
    Task,
    TestResult,
    TestSpec,
    grading_inputs,
)

VERSIONS = {"grader": "0.1", "python": "3.11.7", "numpy": "2.0.0", "pytest": "8.4.0"}
SPEC = TestSpec("test_a.py::test_a", "It adds.", "add", 3.0, fingerprint="of the test")

KEY = "f0d996c4181953539c41c4cab6b24e79d6a7bca3f644666499644eb385db1ada"
OF_ONE_TASK = "0664800fff915c59f20bd0fd6803e4d92a0ff2d2c829986d04b4b27b51265f45"  # in the kernel's sandbox
FINGERPRINT = "1ebc15df1f4375982957d317ccf8a53dbd97b25f0515f2be50bc0bd5095554b6"
BASES = {
    Status.PASSED: "afdc50254ad014425cbfd59e0a928415d61e0b36ae7edd93c2fa52ca59cd55ec",
    Status.FAILED: "b05f9ade95736a087e70fabc90e5375891b7a1539f9b990a291f3807c04a2f6e",
    Status.TIMEOUT: "f7d14f11c9b443a926f5361ea66e4ca19c4662650d85c84ab70dcfe8dbaf614c",
}
"""Recorded before the declarations decided: a gradebook of that time grades nothing anew."""

OTHER_VALUES: dict[type, dict[str, Any]] = {
    Course: {
        "root": Path("elsewhere"),
        "name": "Another",
        "gradebook": "sqlite:///other.db",
        "secret": b"other",
        "late_days": 3,
    },
    Assignment: {
        "id": "other",
        "title": "Others",
        "files": ("a.py",),
        "handout": Path("elsewhere"),
        "solutions": Path("elsewhere"),
        "suite": Path("elsewhere"),
        "due": datetime(2026, 12, 1, tzinfo=UTC),
        "packages": (),
        "shims": (),
        "late": LatePolicy(per_day=0.1),
        "attempts": Attempts.BEST,
    },
    Task: {
        "name": "other",
        "file": "b.py",
        "title": "Others",
        "points": 4.0,
        "hints": (),
        "cap": 1.0,
        "extra": True,
    },
    Limits: {"seconds_per_test": 9.0, "seconds_total": 99.0, "memory_mb": 99, "output_kb": 9},
}
"""Of each setting a value that the small course does not have; a path is one in its folder."""
SETTINGS = [
    (kind, one.name)
    for kind in OTHER_VALUES
    for one in fields(kind)
    if (kind, one.name) not in {(Assignment, "tasks"), (Assignment, "limits")}  # their own fields are here
]


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Of a small course whose files, settings and versions never change."""
    monkeypatch.setattr("grader.grading.job.versions", lambda: VERSIONS)
    for name, text in {
        "handout/a.py": "def add(): ...\n",
        "solutions/a.py": "def add(a, b):\n    return a + b\n",
        "solutions/misconceptions.toml": "format = 1\n",
        "suite/test_a.py": "def test_a(): ...\n",
        "suite/data/one.txt": "1\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    tasks = (
        Task("add", "a.py", "Addition", 3.0, ("Look at `+`.",)),
        Task("scale", "b.py", "Scaling", 2.5, cap=2.0, extra=True),
    )
    assignment = Assignment(
        "sums",
        "Sums",
        tasks,
        ("a.py", "b.py"),
        tmp_path / "handout",
        tmp_path / "solutions",
        tmp_path / "suite",
        limits=Limits(seconds_per_test=2.5, memory_mb=512),
        packages=("course.sums",),
        shims=("past.builtins",),
    )
    return Job(Course(tmp_path, "A course", "sqlite://", b"s\xe9cret", late_days=2), assignment, "none")


def result(status: Status) -> TestResult:
    return TestResult.of(SPEC, status)


def test_an_unchanged_course_has_the_keys_that_it_always_had(job):
    submission = Submission(SubmissionInfo("sums", "ada", "0" * 64, warnings=("one", "two")), {"a.py": ""})
    assert grading.fingerprint(job) == FINGERPRINT
    assert grading.key(FINGERPRINT, submission) == KEY
    assert grading.fingerprint(replace(job, isolation="kernel", only="add")) == OF_ONE_TASK


@pytest.mark.parametrize("status", BASES)
def test_an_unchanged_course_has_the_bases_that_it_always_had(job, status):
    assert Basis.of(job).stamp(SPEC, result(status)) == BASES[status]


@pytest.mark.parametrize(("kind", "name"), SETTINGS)
def test_a_setting_changes_the_key_and_the_bases_that_its_declaration_says(job, kind, name):
    changed = with_other_value(job, kind, name)
    [affects] = [which for which in Affects if name in grading_inputs(noun(job, kind), which)]
    assert (grading.fingerprint(changed) != grading.fingerprint(job)) == (affects is not Affects.NOTHING)
    before, after = Basis.of(job), Basis.of(changed)
    assert (after.rules != before.rules) == (affects is Affects.ALL)
    assert (after.names != before.names) == (affects is Affects.FAILURES)
    if affects is Affects.LIMITED:
        timeout, passed = result(Status.TIMEOUT), result(Status.PASSED)
        assert after.stamp(SPEC, timeout) != before.stamp(SPEC, timeout)
        assert after.stamp(SPEC, passed) == before.stamp(SPEC, passed)


def test_a_setting_that_declares_nothing_is_refused():
    @dataclass
    class Forgetful:
        known: Annotated[int, Affects.ALL] = 1
        forgotten: int = 2

    with pytest.raises(KeyError, match="forgotten"):
        grading_inputs(Forgetful())  # type: ignore[arg-type]


def noun(job: Job, kind: type) -> Any:
    """The course, the assignment, its limits or its first task."""
    assignment = job.assignment
    nouns = (job.course, assignment, assignment.limits, assignment.tasks[0])
    return next(one for one in nouns if type(one) is kind)


def with_other_value(job: Job, kind: type, name: str) -> Job:
    value = OTHER_VALUES[kind][name]
    if isinstance(value, Path):
        value = job.course.root / value
        value.mkdir()
        (value / "other.py").write_text("other = 1\n")
    changed = replace(noun(job, kind), **{name: value})
    assignment = job.assignment
    match changed:
        case Course():
            return replace(job, course=changed)
        case Assignment():
            return replace(job, assignment=changed)
        case Limits():
            return replace(job, assignment=replace(assignment, limits=changed))
    return replace(job, assignment=replace(assignment, tasks=(changed, *assignment.tasks[1:])))
