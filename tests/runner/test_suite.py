"""The hidden suite, collected once and run for many, with real sandboxes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.errors import SuiteError
from grader.grading import Job
from grader.model import Status, TestResult
from grader.observations import Unusable, details
from grader.runner.plain_run import confinement, open_session
from grader.runner.suite import Suite, serve
from grader.sandbox.launcher import Zygote

RIGHT = {
    "sums.py": "import numpy as np\ndef total(x): return float(np.sum(x))\ndef scale(x, f): return x * f\n",
    "words.py": "answer = 'b'\n",
}
TOTAL = ("public/test_public.py::test_small", "test_sums.py::test_total")
SCALE, ANSWER = "test_sums.py::test_scale", "test_sums.py::test_answer"

Results = dict[str, TestResult]


@pytest.fixture
def run(job: Callable[..., Job]) -> Callable[..., list[Results]]:
    """Grade each of some submissions, in turn, with one collected suite."""

    def grade(*submissions: Mapping[str, str], only: str | None = None) -> list[Results]:
        results: list[Results] = []
        made = job()

        def loop(suite: Suite) -> None:
            with Zygote(confinement(made.course, made.assignment, "kernel")) as zygote:
                for files in submissions:
                    with open_session(zygote, made.assignment, files) as session:
                        results.append({result.id: result for result in suite.run(session)})

        serve(made.assignment, made.course.secret, loop, only=only)
        return results

    return grade


def statuses(results: Results) -> dict[str, Status]:
    return {name: result.status for name, result in results.items()}


def test_a_right_submission_passes_every_test_and_earns_every_point(run):
    (results,) = run(RIGHT)
    assert set(statuses(results).values()) == {Status.PASSED}
    assert sum(result.earned for result in results.values()) == 6


def test_every_submission_gets_one_result_for_every_test(run):
    broken = {"sums.py": "import sys\nsys.exit(0)\n"}
    for results in run(RIGHT, broken, {}, RIGHT):
        assert set(results) == {*TOTAL, SCALE, ANSWER}


def test_a_test_whose_fixtures_live_for_the_session_is_set_up_once(job):
    """Setting up and tearing down is most of what pytest costs."""
    made, phases = job(), []

    class Watch:
        def pytest_runtest_setup(self, item: pytest.Item) -> None:
            phases.append(item.name)

    def run_thrice(suite: Suite) -> None:
        for _ in range(3):
            suite.run(suite.reference)

    serve(made.assignment, made.course.secret, run_thrice, plugins=[Watch()])
    assert sorted(phases) == ["test_answer", "test_scale", "test_small", "test_total"]


def test_each_kind_of_end_has_its_status(run):
    sums = {
        "wrong": ("def total(x): return 0.5", Status.FAILED),
        "raises": ("def total(x): return 1 / 0", Status.ERROR),
        "exits": ("def total(x): import sys; sys.exit(0)", Status.ERROR),
        "dies": ("def total(x): import os; os._exit(0)", Status.ERROR),
        "hangs": ("def total(x):\n    while True: pass", Status.TIMEOUT),
        "eats": ("def total(x): return bytearray(1 << 40)", Status.MEMORY),
        "is a stub": ("def total(x): raise NotImplementedError('total')", Status.MISSING),
        "is absent": ("pass", Status.MISSING),
    }
    ends = run(
        *({**RIGHT, "sums.py": f"{text}\ndef scale(x, f): return x * f\n"} for text, _ in sums.values())
    )
    for (text, status), results in zip(sums.values(), ends, strict=True):
        assert {results[name].status for name in TOTAL} == {status}, text
        assert results[SCALE].status is Status.PASSED, text


def test_a_missing_file_costs_its_own_tests_only(run):
    (results,) = run({"sums.py": RIGHT["sums.py"]})
    assert results[ANSWER].status is Status.MISSING
    assert results[SCALE].status is Status.PASSED


def test_what_a_test_cannot_unpack_is_the_submissions_fault(run, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    suite.write_text(suite.read_text().replace("student.sums.scale(x, 3.0)", "student.sums.scale(x, 3.0)[:]"))
    (results,) = run({**RIGHT, "sums.py": "def total(x): return sum(x)\ndef scale(x, f): return None\n"})
    assert results[SCALE].status is Status.FAILED
    assert isinstance(results[SCALE].observed, Unusable)


def test_a_test_that_fails_on_the_reference_is_broken_for_everybody_and_the_others_are_not(run, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    suite.write_text(suite.read_text().replace("3.0 * x", "3.1 * x"))
    for results in run(RIGHT, {}):
        assert results[SCALE].status is Status.BROKEN
        assert "reference" in details(results[SCALE].observed)["reason"]
    assert results[ANSWER].status is Status.MISSING


def test_a_test_that_skips_itself_is_broken(run, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    suite.write_text(
        suite.read_text().replace("x = rng.standard_normal(4)", "pytest.skip('not today'); x = 1")
    )
    (results,) = run(RIGHT)
    assert results[SCALE].status is Status.BROKEN


def test_visible_tests_run_before_hidden_ones(run):
    (results,) = run(RIGHT)
    assert next(iter(results)) == "public/test_public.py::test_small"


def test_only_the_tests_of_one_task_run_when_asked(run):
    (results,) = run(RIGHT, only="scale")
    assert set(results) == {SCALE}


def test_what_a_submission_leaves_behind_does_not_reach_the_next(run):
    leaves = {
        "sums.py": "import numpy as np\nnp.sum = lambda x: 7.0\n" + RIGHT["sums.py"],
        "words.py": "answer='c'",
    }
    first, second = run(leaves, RIGHT)
    assert first[TOTAL[1]].status is Status.FAILED
    assert set(statuses(second).values()) == {Status.PASSED}


LIVES = {"function": [1, 1, 1], "module": [1, 1, 1], "session": [1, 2, 3]}


@pytest.mark.parametrize("scope", LIVES)
def test_a_fixture_lives_as_long_as_its_scope_says(run, course, scope):
    suite = course / "autograder_tests/tiny/test_sums.py"
    fixture = f"""
@pytest.fixture(scope="{scope}")
def seen():
    return []

@pytest.mark.points(2, task="scale")
def test_scale(student, seen):
    \"\"\"Counts in its answer how often the fixture was used.\"\"\"
    seen.append(1)
    with open(__file__ + ".log", "a") as log:
        print(len(seen), file=log)
"""
    before, _, after = suite.read_text().partition('@pytest.mark.points(2, task="scale")')
    suite.write_text(f"{before}{fixture}\n{after[after.index('@pytest.mark') :]}")
    run(RIGHT, RIGHT)  # after the run on the reference
    assert [int(line) for line in Path(f"{suite}.log").read_text().split()] == LIVES[scope]


def test_a_zygote_that_dies_costs_no_test(job):
    made = job()
    results: list[TestResult] = []

    def loop(suite: Suite) -> None:
        with (
            Zygote(confinement(made.course, made.assignment, "kernel")) as zygote,
            open_session(zygote, made.assignment, RIGHT) as session,
        ):
            assert zygote.pid
            os.kill(zygote.pid, signal.SIGKILL)
            results.extend(suite.run(session))

    serve(made.assignment, made.course.secret, loop)
    assert {result.status for result in results} == {Status.PASSED}


def test_the_draws_of_a_test_are_the_same_for_all_and_hang_on_the_secret(
    job, course, monkeypatch, forget_modules
):
    suite = course / "autograder_tests/tiny/test_sums.py"
    spy = """
def spy(x):
    with open(__file__ + ".log", "a") as log:
        print(repr(x[0]), file=log)
"""
    drawn = "x = rng.standard_normal(5)"
    suite.write_text(suite.read_text().replace(drawn, f"{drawn}; spy(x)") + spy)
    log = Path(f"{suite}.log")

    def draw() -> list[str]:
        log.unlink(missing_ok=True)
        forget_modules()
        made = job()
        with Zygote(confinement(made.course, made.assignment, "kernel")) as zygote:

            def loop(suite: Suite) -> None:
                for _ in range(2):
                    with open_session(zygote, made.assignment, RIGHT) as session:
                        suite.run(session)

            serve(made.assignment, made.course.secret, loop)
        return log.read_text().splitlines()

    first = draw()
    assert len(first) == 3  # on the reference, then for two submissions
    assert len(set(first)) == 1
    monkeypatch.setenv("GRADER_SECRET", "another")
    assert draw()[0] != first[0]


MARK = '@pytest.mark.points(2, task="scale")'
UNSOUND = {
    "points that do not add up": (
        'points(2, task="total")',
        'points(1, task="total")',
        "task `total` has 3 points in assignment.toml, its tests 2: write `points = 2` there, or change",
    ),
    "no mark": (f"{MARK}\n", "", "test_scale: no mark says how many points"),
    "no such task": ('task="scale"', 'task="scales"', "assignment.toml has no task `scales`"),
    "no docstring": ('    """Each entry is scaled."""\n', "", "test_scale: no docstring"),
    "an error": ("import numpy as np", "import numpy as np; 1 / 0", "ZeroDivisionError"),
    "no Python": ("import numpy as np", "import numpy as np (", "SyntaxError"),
    "a fixture that shows everybody the first one's answer": (
        MARK,
        f"@pytest.fixture(scope='session')\ndef drawn(student):\n    return student.sums\n\n"
        f"@pytest.mark.usefixtures('drawn')\n{MARK}",
        "the fixture `drawn` lives for the whole class and must not use `student`",
    ),
    "no such visibility": (MARK, f"{MARK}\n@pytest.mark.visibility('secret')", "`visible` or `hidden`"),
}


@pytest.mark.parametrize(("old", "new", "complaint"), UNSOUND.values(), ids=UNSOUND)
def test_an_unsound_suite_grades_nobody_and_says_why(run, course, old, new, complaint):
    suite = course / "autograder_tests/tiny/test_sums.py"
    assert old in suite.read_text()
    suite.write_text(suite.read_text().replace(old, new))
    with pytest.raises(SuiteError) as caught:
        run(RIGHT)
    assert complaint in str(caught.value)


def test_a_test_that_students_receive_must_be_visible(run, course):
    suite = course / "autograder_tests/tiny"
    (suite / "test_sums.py").rename(suite / "public/test_sums.py")
    with pytest.raises(SuiteError, match="test_total: students receive it, so mark it"):
        run(RIGHT)


def test_a_name_that_the_reference_does_not_have_is_said_to_be_missing(run, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    suite.write_text(suite.read_text().replace("student.sums.scale", "student.sums.scales"))
    (results,) = run(RIGHT)
    assert results[SCALE].status is Status.BROKEN
    assert "fails on the reference itself (missing): it has no `scales`" in str(results[SCALE].observed)


def test_a_suite_without_a_test_is_unsound(run, course):
    for file in (course / "autograder_tests/tiny").rglob("test_*.py"):
        file.unlink()
    with pytest.raises(SuiteError, match="there is no test in it"):
        run(RIGHT)


def test_no_setting_of_a_course_or_of_the_user_reaches_the_examiner(run, course, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    (course / "autograder_tests/pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (results,) = run(RIGHT)
    assert set(statuses(results).values()) == {Status.PASSED}
