"""A table of questions is as good as a test written out for each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.model import Status, TestResult, TestSpec, Visibility
from grader.runner.local import LocalBackend
from grader.runner.suite import Suite, serve

TABLE = """
from grader.testing.questions import Question, question_tests

QUESTIONS = {
    "letter": Question("a letter"),
    "number": Question("a number", tolerance=0.1),
}

globals().update(question_tests(QUESTIONS, module="words", task="words", points=2))
"""
REFERENCE = "letter = 'b'\nnumber = 4.0\n"
LETTER, NUMBER = "test_answers.py::test_letter", "test_answers.py::test_number"

Serve = Callable[[Callable[[Suite], None]], None]


@pytest.fixture
def quiz(course: Path, forget_modules: Callable[[], None]) -> Serve:
    """Serve the suite of `tiny` with a table of questions for its task `words`."""
    suite = course / "autograder_tests/tiny"
    written, _, _ = (suite / "test_sums.py").read_text().partition('@pytest.mark.points(1, task="words")')
    (suite / "test_sums.py").write_text(written)
    (suite / "test_answers.py").write_text(TABLE)
    (course / "solutions/tiny/words.py").write_text(REFERENCE)
    settings = course / "assignments/tiny/assignment.toml"
    settings.write_text(settings.read_text().replace("points = 1", "points = 4"))

    def served(run: Callable[[Suite], None]) -> None:
        forget_modules()
        serve(load_assignment(find_course(course), "tiny"), b"secret", run)

    return served


@pytest.fixture
def specs(quiz: Serve) -> Callable[[], dict[str, TestSpec]]:
    def collected() -> dict[str, TestSpec]:
        found: dict[str, TestSpec] = {}
        quiz(lambda suite: found.update({spec.id: spec for spec in suite.tests}))
        return found

    return collected


@pytest.fixture
def results(quiz: Serve) -> Callable[[str], dict[str, TestResult]]:
    """What the two questions give for the answers in `words.py`."""

    def graded(words: str) -> dict[str, TestResult]:
        found: dict[str, TestResult] = {}

        def run(suite: Suite) -> None:
            student = LocalBackend("public_quiz", {"words.py": words})
            found.update({result.id: result for result in suite.run(student, only={LETTER, NUMBER})})

        quiz(run)
        return found

    return graded


def test_each_row_is_a_test_with_a_number_points_and_a_task(specs):
    found = specs()
    rows = [
        (spec.id, spec.title, spec.task, spec.possible) for spec in found.values() if spec.task == "words"
    ]
    assert rows == [
        (LETTER, "Question 1: a letter.", "words", 2.0),
        (NUMBER, "Question 2: a number.", "words", 2.0),
    ]
    assert found[LETTER].visibility is Visibility.HIDDEN


@pytest.mark.parametrize("words", [REFERENCE, "letter = ' B'\nnumber = 4.09\n"])
def test_right_answers_pass(words, results):
    assert [result.status for result in results(words).values()] == [Status.PASSED, Status.PASSED]


@pytest.mark.parametrize(
    ("words", "failed"), [("letter = 'a'\nnumber = 4\n", LETTER), ("letter = 'b'\nnumber = 4.11\n", NUMBER)]
)
def test_a_wrong_answer_fails_its_own_question_alone(words, failed, results):
    found = results(words)
    assert [name for name, result in found.items() if result.status is Status.FAILED] == [failed]
    assert sum(result.status is Status.PASSED for result in found.values()) == 1


def test_an_answer_that_is_not_given_is_missing(results):
    found = results("letter = None\n")
    assert {one.status for one in found.values()} == {Status.MISSING}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("autograder_tests/tiny/test_answers.py", "tolerance=0.1", "tolerance=0.2"),
        ("solutions/tiny/words.py", "4.0", "5.0"),
    ],
)
def test_questions_are_graded_again_where_the_table_or_an_answer_has_changed(file, old, new, course, specs):
    before = specs()
    (course / file).write_text((course / file).read_text().replace(old, new))
    after = specs()
    changed = {name for name in before if before[name].fingerprint != after[name].fingerprint}
    assert changed >= {LETTER, NUMBER}
    assert "test_sums.py::test_total" not in changed


def test_other_modules_of_the_reference_leave_the_questions_as_they_are(course, specs):
    before = specs()
    (course / "solutions/tiny/sums.py").write_text(
        (course / "solutions/tiny/sums.py").read_text() + "\nx = 1\n"
    )
    after = specs()
    assert [before[name].fingerprint == after[name].fingerprint for name in (LETTER, NUMBER)] == [True, True]
    assert before["test_sums.py::test_total"].fingerprint != after["test_sums.py::test_total"].fingerprint
