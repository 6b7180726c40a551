"""From Submission to Grade, and what a grade's key hangs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from grader import grading
from grader.grading import Work, examination
from grader.model import Grade, Status, Submission, SubmissionInfo, content_hash

RIGHT = {
    "sums.py": "def total(x): return float(x.sum())\ndef scale(x, f): return x * f\n",
    "words.py": "answer = 'B'",
}


def submission(files: Mapping[str, str], student: str = "ada", **info: Any) -> Submission:
    return Submission(SubmissionInfo("tiny", student, content_hash(files), **info), files)


@pytest.fixture
def examine(job):
    def run(*submissions: Submission | Work, **changes: Any) -> tuple[grading.SuiteInfo, list[Grade]]:
        briefings: list[grading.SuiteInfo] = []
        grades: list[Grade] = []
        works = [one if isinstance(one, Work) else Work(one) for one in submissions]
        examination.examine(job(**changes), works, briefings.append, grades.append)
        (briefing,) = briefings
        return briefing, grades

    return run


def test_a_grade_says_who_got_what_and_how_it_was_confined(examine):
    briefing, (grade,) = examine(submission(RIGHT))
    assert (grade.raw, grade.possible, grade.final) == (6, 6, 6)
    assert grade.info.student == "ada"
    assert grade.isolation.mode == "kernel"
    assert {"seccomp", "resource limits"} <= set(grade.isolation.rings)
    assert [result.id for result in grade.results] == [test.id for test in briefing.tests]
    assert grade.versions["numpy"]
    assert not grade.needs_review


def test_without_isolation_the_grade_says_so(examine):
    _, (grade,) = examine(submission(RIGHT), isolation="none")
    assert (grade.final, grade.isolation.mode, grade.isolation.rings) == (6, "none", ())


def test_what_a_submission_prints_is_kept_and_costs_nothing(examine):
    loud = {
        **RIGHT,
        "sums.py": "import sys, warnings\nprint('hello'); warnings.warn('careful')\n" + RIGHT["sums.py"],
    }
    _, (grade,) = examine(submission(loud))
    assert grade.final == 6
    assert "hello" in grade.output
    assert "careful" in grade.output


def test_an_unreadable_submission_is_graded_as_empty_and_reviewed(examine):
    _, (grade,) = examine(submission({}, unreadable=True))
    assert grade.final == 0
    assert {result.status for result in grade.results} == {Status.MISSING}
    assert grade.needs_review


def test_a_test_that_fails_on_the_reference_withholds_the_grade(examine, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    suite.write_text(suite.read_text().replace("3.0 * x", "3.1 * x"))
    briefing, (grade,) = examine(submission(RIGHT))
    assert list(briefing.broken) == ["test_sums.py::test_scale"]
    assert grade.final is None
    assert grade.needs_review
    assert grade.raw == 4


def test_a_withheld_grade_takes_no_point_and_breaks_every_test(examine, job):
    briefing, _ = examine()
    grade = grading.withheld(briefing, job(), submission(RIGHT), "the examiner died")
    assert grade.final is None
    assert grade.broken
    assert len(grade.results) == len(briefing.tests)
    assert grade.key == grading.key(grading.fingerprint(job()), submission(RIGHT))


def test_the_same_course_has_the_same_fingerprint(job):
    assert grading.fingerprint(job()) == grading.fingerprint(job())


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("autograder_tests/tiny/test_sums.py", "standard_normal(4)", "standard_normal(8)"),
        ("solutions/tiny/sums.py", "np.sum(x)", "x.sum()"),
        ("assignments/tiny/assignment.toml", "seconds_per_test = 0.5", "seconds_per_test = 0.6"),
    ],
)
def test_a_change_of_suite_reference_or_limits_changes_the_fingerprint(job, course, file, old, new):
    before = grading.fingerprint(job())
    text = (course / file).read_text()
    assert old in text
    (course / file).write_text(text.replace(old, new))
    assert grading.fingerprint(job()) != before


def test_secret_isolation_and_the_choice_of_a_task_change_the_fingerprint(job, monkeypatch):
    prints = {grading.fingerprint(made) for made in (job(), job(isolation="none"), job(only="total"))}
    monkeypatch.setenv("GRADER_SECRET", "another")
    assert len(prints | {grading.fingerprint(job())}) == 4


def test_what_no_result_depends_on_leaves_the_fingerprint_alone(job, course):
    before = grading.fingerprint(job())
    toml = course / "assignments/tiny/assignment.toml"
    toml.write_text(toml.read_text().replace('title = "Sums"', 'title = "Sums and more"'))
    (course / "autograder_tests/tiny/__pycache__").mkdir()
    (course / "autograder_tests/tiny/__pycache__/test_sums.pyc").write_bytes(b"\0")
    assert grading.fingerprint(job()) == before


def test_a_key_hangs_on_the_files_and_on_what_was_odd(job):
    name = grading.fingerprint(job())
    one = submission(RIGHT)
    other = submission({**RIGHT, "words.py": "answer = 'c'"})
    odd = replace(one, info=replace(one.info, warnings=("late",)))
    assert len({grading.key(name, made) for made in (one, other, odd)}) == 3
    assert grading.key(name, one) == grading.key(name, submission(RIGHT))


UNPROVABLE = {
    "asks for the exception itself": "with pytest.raises(TypeError): student.sums.total()",
    "takes more time than there is": "import time; time.sleep(0.7); student.sums.total(np.ones(2))",
    "remembers what it did before": "SEEN.append(1); student.sums.total(np.ones(2)); assert len(SEEN) == 1",
    "asks pytest for a fixture as it runs": "assert request.getfixturevalue('tmp_path').exists()",
}


@pytest.mark.parametrize("body", UNPROVABLE.values(), ids=UNPROVABLE)
def test_what_the_reference_cannot_pass_in_a_sandbox_is_our_failure(examine, course, body):
    suite = course / "autograder_tests/tiny/test_sums.py"
    head, _, tail = suite.read_text().partition("    x = rng.standard_normal(5)\n")
    tail = tail[tail.index("@pytest.mark") :]
    head = head.replace("def test_total(student, reference, rng)", "def test_total(student, request)")
    suite.write_text(f"SEEN = []\n{head}    {body}\n\n{tail}")
    briefing, (grade,) = examine(submission(RIGHT))
    statuses = {result.id: result.status for result in grade.results}
    possible = {Status.BROKEN, Status.PASSED}  # passed: pytest made it all anew
    assert statuses["test_sums.py::test_total"] in possible
    assert (grade.final is None) == bool(briefing.broken)


def test_a_change_of_a_data_file_changes_the_fingerprint(job, course):
    data = course / "autograder_tests/tiny/points.npy"
    data.write_bytes(b"\x93one")
    before = grading.fingerprint(job())
    data.write_bytes(b"\x93two")
    assert grading.fingerprint(job()) != before


WRONG = {**RIGHT, "sums.py": "def total(x): return 0.0\ndef scale(x, f): return 0 * x\n"}


@pytest.fixture
def regrade(examine, forget_modules):
    """Grade a submission, change something, grade it again; returns what the second grade ran, and both."""

    def run(files: Mapping[str, str], change: Callable[[], object], **changes: object):
        _, (before,) = examine(submission(files))
        marked = replace(
            before,
            results=tuple(replace(result, seconds=1e-9) for result in before.results),
        )
        change()
        forget_modules()
        _, (after,) = examine(Work(submission(files), marked), **changes)
        return {result.id for result in after.results if result.seconds != 1e-9}, before, after

    return run


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_unchanged_suite_runs_nothing_again(regrade):
    ran, before, after = regrade(RIGHT, lambda: None)
    assert ran == set()
    assert after.final == before.final


def test_a_changed_test_alone_runs_again(regrade, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    ran, before, after = regrade(
        RIGHT, lambda: edit(suite, "student.sums.scale(x, 3.0)", "student.sums.scale(x, 4.25)")
    )
    assert ran == {"test_sums.py::test_scale"}
    assert (before.final, after.final) == (6, None)  # the test no longer passes on the reference itself


def test_a_failure_brings_the_other_failures_of_its_task(regrade, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    ran, _, _ = regrade(WRONG, lambda: edit(suite, 'what="sum"', 'what="the sum"'))
    assert ran == {"test_sums.py::test_total", "public/test_public.py::test_small"}


def test_a_changed_reference_runs_what_uses_it_and_what_names_are_made_of(regrade, course):
    reference = course / "solutions/tiny/sums.py"

    def change():
        edit(reference, "return float(np.sum(x))", "return float(x.sum())")

    ran, _, _ = regrade(RIGHT, change)
    assert ran == {"test_sums.py::test_total"}
    edit(reference, "return float(x.sum())", "return float(np.sum(x))")
    ran, _, _ = regrade(WRONG, change)
    assert ran == {
        "test_sums.py::test_total",
        "test_sums.py::test_scale",
        "public/test_public.py::test_small",
    }


def test_more_time_runs_what_had_too_little(regrade, course):
    slow = {**RIGHT, "sums.py": "import time\ndef total(x): time.sleep(9)\ndef scale(x, f): return x * f\n"}
    toml = course / "assignments/tiny/assignment.toml"
    ran, _, _ = regrade(slow, lambda: edit(toml, "seconds_per_test = 0.5", "seconds_per_test = 0.6"))
    assert ran == {"test_sums.py::test_total", "public/test_public.py::test_small"}


def test_other_memory_or_isolation_runs_everything(regrade, course):
    toml = course / "assignments/tiny/assignment.toml"
    ran, _, after = regrade(RIGHT, lambda: edit(toml, "[limits]", "[limits]\nmemory_mb = 900"))
    assert len(ran) == len(after.results)
    ran, _, after = regrade(RIGHT, lambda: None, isolation="none")
    assert len(ran) == len(after.results)


def test_a_broken_result_never_stands(regrade, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    edit(suite, "3.0 * x", "3.1 * x")
    ran, before, _ = regrade(RIGHT, lambda: None)
    assert before.broken
    assert "test_sums.py::test_scale" in ran
