"""From Submission to Grade, and what a grade's key hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from grader import grading
from grader.grading import Work, examination
from grader.model import Grade, Receipt, Status, Submission, content_hash

RIGHT = {
    "sums.py": "def total(x): return float(x.sum())\ndef scale(x, f): return x * f\n",
    "words.py": "answer = 'B'",
}


def submission(files: Mapping[str, str], student: str = "ada", **receipt: object) -> Submission:
    return Submission(Receipt("tiny", student, content_hash(files), **receipt), files)


@pytest.fixture
def examine(job):
    def run(*submissions: Submission | Work, **changes: object) -> tuple[grading.Briefing, list[Grade]]:
        briefings, grades = [], []
        works = [one if isinstance(one, Work) else Work(one) for one in submissions]
        examination.examine(job(**changes), works, briefings.append, grades.append)
        (briefing,) = briefings
        return briefing, grades

    return run


def test_a_grade_says_who_got_what_and_how_it_was_confined(examine):
    briefing, (grade,) = examine(submission(RIGHT))
    assert (grade.raw, grade.possible, grade.final) == (6, 6, 6)
    assert grade.receipt.student == "ada"
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
    odd = replace(one, receipt=replace(one.receipt, oddities=("late",)))
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
