"""A test that ran out of time or memory is tried once more before it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from grader.grading import Job, Work, examination
from grader.model import Grade, Status, Submission, SubmissionInfo, TestResult, TestSpec, content_hash
from grader.runner.confirmation import CONFIRMED, OTHERWISE, UNCONFIRMED, confirm, is_unconfirmed
from grader.runner.timing import AGAIN, MULTIPLE, Timing

Make = Callable[..., Job]
P, F, T, M, B = Status.PASSED, Status.FAILED, Status.TIMEOUT, Status.MEMORY, Status.BROKEN


def results(*ends: tuple[str, Status], seconds: float = 5.0) -> list[TestResult]:
    """One for each task and status."""
    return [
        TestResult.of(TestSpec(f"t{number}", "title", task, 1.0), status, seconds=seconds)
        for number, (task, status) in enumerate(ends)
    ]


class Again:
    """Gives each second try the next of these ends, and remembers who was tried."""

    def __init__(self, *ends: Status) -> None:
        self.ends = list(ends)
        self.tried: list[str] = []

    def __call__(self, result: TestResult) -> TestResult:
        self.tried.append(result.id)
        spec = TestSpec(result.id, result.title, result.task, result.possible)
        return TestResult.of(spec, self.ends.pop(0), seconds=10.0)


class TestConfirm:
    def test_what_did_not_run_out_is_left_alone(self) -> None:
        before = results(("a", P), ("a", F), ("b", B))
        assert confirm(before, Again(), 100.0) == tuple(before)

    @pytest.mark.parametrize("limited", [T, M])
    def test_a_loop_is_confirmed_once_for_each_task(self, limited: Status) -> None:
        again = Again(limited, limited)
        after = confirm(results(*[("a", limited)] * 5, *[("b", limited)] * 3), again, 1000.0)
        assert again.tried == ["t0", "t5"]
        assert [result.status for result in after] == [limited] * 8
        assert after[0].notes == (CONFIRMED,)
        assert not any(map(is_unconfirmed, after))

    def test_another_end_replaces_it_and_the_next_one_is_tried_too(self) -> None:
        again = Again(P, F, T)
        after = confirm(results(("a", T), ("a", T), ("a", T), ("a", T)), again, 1000.0)
        assert again.tried == ["t0", "t1", "t2"]
        assert [result.status for result in after] == [P, F, T, T]
        assert after[0].notes == (OTHERWISE.format("time"),)
        assert after[0].earned == 1.0

    def test_a_failure_of_ours_the_second_time_costs_no_point(self) -> None:
        (after,) = confirm(results(("a", T)), Again(B), 1000.0)
        assert after.status is B

    def test_what_there_is_no_time_for_is_said_to_be_unconfirmed(self) -> None:
        again = Again(P, P)
        after = confirm(results(*[("a", T)] * 4), again, 15.0)
        assert again.tried == ["t0", "t1"]
        assert [is_unconfirmed(result) for result in after] == [False, False, True, True]
        assert after[3].notes == (UNCONFIRMED,)


class TestTiming:
    def test_a_limit_is_never_below_a_multiple_of_what_the_reference_needs(self, job: Make) -> None:
        timing = Timing(job().assignment.limits, {"slow": 1.0, "quick": 0.001})
        assert timing.limit("slow") == MULTIPLE
        assert timing.limit("quick") == timing.limit("unknown") == 0.5
        assert timing.total == max(300.0, MULTIPLE * 1.001)

    def test_the_worst_submission_hangs_in_each_test_and_once_more_in_each_task(self, job: Make) -> None:
        timing = Timing(job().assignment.limits)
        tests = [TestSpec(name, "", task, 1.0) for name, task in (("1", "a"), ("2", "a"), ("3", "b"))]
        assert timing.worst(tests) == 3 * 0.5 + 2 * AGAIN * 0.5


def graded(job: Make, files: Mapping[str, str]) -> tuple[Grade, float]:
    """The grade, and the most that a submission may take by what the examiner says."""
    grades: list[Grade] = []
    worst: list[float] = []
    work = Work(Submission(SubmissionInfo("tiny", "ada", content_hash(files)), files))
    examination.examine(job(), [work], lambda said: worst.append(said.worst_seconds), grades.append)
    return grades[0], worst[0]


WORDS = {"words.py": "answer = 'b'\n"}
SECOND_TIME = """
calls = 0
def once():
    global calls
    calls += 1
    while calls > 1: {what}
def total(x): once(); return float(x.sum())
def scale(x, f): return x * f
"""


@pytest.mark.parametrize("what", ["pass", "__import__('time').sleep(60)"], ids=["loops", "sleeps"])
def test_a_test_that_another_one_spoiled_keeps_its_points(job: Make, what: str) -> None:
    """Two tests call `total`; the second one in a process hangs."""
    grade, _ = graded(job, {**WORDS, "sums.py": SECOND_TIME.format(what=what)})
    assert grade.final == 6
    noted = [result.notes for result in grade.results if OTHERWISE.format("time") in result.notes]
    assert len(noted) == 1
    assert not grade.needs_review


def test_loops_in_all_functions_cost_no_more_than_is_said(job: Make) -> None:
    loop = "    while True: pass"
    files = {**WORDS, "sums.py": f"def total(x):\n{loop}\ndef scale(x, f):\n{loop}\n"}
    grade, worst = graded(job, files)
    assert grade.final == 1
    # Of three tests, and once more for two tasks; each may run over by a look at the clock.
    assert sum(result.seconds for result in grade.results) + 2 * AGAIN * 0.5 <= worst + 5 * 0.25
    assert [CONFIRMED in result.notes for result in grade.results].count(True) == 2


def test_a_hog_is_confirmed_and_costs_its_own_tests(job: Make) -> None:
    files = {**WORDS, "sums.py": "def total(x): return bytearray(1 << 40)\ndef scale(x, f): return x * f\n"}
    grade, _ = graded(job, files)
    assert grade.final == 3
    assert not grade.needs_review


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("return x", "fails on the reference itself (failed): The values of `scaled`"),
        ("while 'submission' in __name__: pass", "runs out of time on the reference itself (timeout)"),
    ],
)
def test_the_proof_says_whether_time_ran_out_or_the_answer_is_wrong(job, course, change, why) -> None:
    settings = course / "assignments/tiny/assignment.toml"
    settings.write_text(settings.read_text().replace("seconds_per_test = 0.5", "seconds_per_test = 0.05"))
    reference = course / "solutions/tiny/sums.py"
    reference.write_text(reference.read_text().replace("    return x *", f"    {change}\n    return x *"))
    said: list[Any] = []
    examination.examine(job(), [], said.append, said.append)
    assert list(said[0].broken) == ["test_sums.py::test_scale"]
    assert said[0].broken["test_sums.py::test_scale"].startswith(why)


def test_a_reference_that_hangs_once_breaks_no_test(job: Make, course) -> None:
    reference = course / "solutions/tiny/sums.py"
    once = "calls = 0\n" + reference.read_text().replace(
        "    return x * factor",
        "    import sys\n    global calls\n    calls += 1\n"
        "    while calls == 1 and 'submission' in __name__ and total.calls: pass\n    return x * factor",
    )
    # In a worker that has run `total`, the first call of `scale` hangs; a fresh one, which has not, is right.
    once = once.replace("    return float(np.sum(x))", "    total.calls = 1\n    return float(np.sum(x))")
    reference.write_text(once + "\ntotal.calls = 0\n")
    said: list[Any] = []
    examination.examine(job(), [], said.append, said.append)
    assert said[0].broken == {}
