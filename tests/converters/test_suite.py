from __future__ import annotations

from typing import Any

import pytest

from grader.converters.module import make_module
from grader.converters.parts import Case, Exercise, Part, Role
from grader.converters.suite import make_suite

F = "# BEGIN SOLUTION\ndef f(x):\n    return x\n# END SOLUTION"
G = "# BEGIN SOLUTION\ndef g(x):\n    return f(x)\n# END SOLUTION"


@pytest.fixture
def suite():
    def suite(parts, *cases):
        exercise = Exercise("", tuple(parts), tuple(cases), ())
        return make_suite(exercise, make_module(parts, "m"))

    return suite


def answers(*sources: str) -> list[Part]:
    return [Part(number, Role.ANSWER, "code", source) for number, source in enumerate(sources, start=1)]


def case(source: str, cell: int = 9, **more: Any) -> Case:
    values: dict[str, Any] = {"name": "t", "source": source, "points": 1.0, "visible": True}
    return Case(cell, **values | more)


def tasks(made) -> list[tuple[str, float]]:
    return [(task.name, task.points) for task in made.tasks]


def test_a_test_belongs_to_the_last_thing_that_it_uses(suite):
    made = suite(answers(F, G), case("assert f(1)"), case("assert g(1) == f(1)", name="u"))
    assert [(test.name, test.task) for test in made.tests] == [("test_t", "f"), ("test_u", "g")]


def test_a_test_of_nothing_belongs_to_what_stands_before_it(suite):
    made = suite(answers(F, G), case("assert True", cell=2))
    assert tasks(made) == [("f", 1.0)]
    assert made.tests[0].body is None


def test_a_test_before_everything_is_left_out_and_told(suite):
    made = suite(answers(F), case("assert True", cell=1))
    assert (tasks(made), "is left out" in str(made.notes[0])) == ([], True)


def test_tests_worth_nothing_make_no_task_and_are_told(suite):
    made = suite(answers(F), case("assert f(1)", points=0.0))
    assert (tasks(made), "worth no points" in str(made.notes[0])) == ([], True)


def test_a_question_goes_by_its_one_function_or_by_its_name(suite):
    parts = [
        Part(1, Role.ANSWER, "code", F, "q1"),
        Part(2, Role.ANSWER, "code", "# BEGIN SOLUTION\na = 1\n# END SOLUTION", "q2"),
    ]
    made = suite(parts, case("assert f(1)", question="q1"), case("assert a == 1", question="q2"))
    assert tasks(made) == [("f", 1.0), ("q2", 1.0)]


def test_headings_are_titles_without_their_points(suite):
    text = Part(1, Role.TEXT, "markdown", "## Part A (2 points)\n\nWrite `f`.")
    made = suite([text, *answers(F)], case("assert f(1)"))
    assert made.tasks[0].title == "Part A"


def test_two_tests_of_one_name_get_two(suite):
    made = suite(answers(F), case("assert f(1)"), case("assert f(2)"))
    assert [test.name for test in made.tests] == ["test_t", "test_t_2"]


def test_a_test_may_use_imports_and_helpers_of_visible_tests_before_it(suite):
    first = case("import math\ndef half(x): return math.sqrt(x)\nassert f(half(4)) == 2")
    made = suite(answers(F), first, case("assert f(half(9)) == 3", cell=10))
    assert [test.body is not None for test in made.tests] == [True, True]
    assert [each.statement.bound for each in made.tests[1].body.needs] == [("math",), ("half",)]


def test_what_only_a_hidden_test_defines_is_not_handed_out(suite):
    made = suite(
        answers(F), case("secret = 3\nassert f(1)", visible=False), case("assert f(secret)", cell=10)
    )
    assert "reads `secret` of the test in cell 9" in made.tests[1].reason


def test_given_code_in_students_hands_is_told(suite):
    parts = [*answers(F), Part(2, Role.GIVEN, "code", "def check(x):\n    return f(x) == x")]
    made = suite(parts, case("assert check(1)"))
    assert "relies on `check`, which students can change" in str(made.notes[0])
