from __future__ import annotations

import pytest

from grader.converters import otter
from grader.converters.notebook import read_cells
from grader.converters.otter import shared_points
from grader.converters.parts import Form, Role


@pytest.fixture
def taken(notebook):
    def taken(*cells):
        return otter.take_apart(read_cells(notebook(*cells)))

    return taken


def config(*lines: str) -> str:
    return "\n".join(['""" # BEGIN TEST CONFIG', *lines, '""" # END TEST CONFIG', "assert f() == 1"])


def test_a_solution_is_an_answer_and_a_test_is_its_questions(taken, cell, question):
    exercise = taken(*question("name: q1", "x = 1 # SOLUTION", cell("x == 1", printed=["True"])))
    assert [part.role for part in exercise.parts] == [Role.ANSWER, Role.TEST]
    (case,) = exercise.cases
    assert (case.name, case.question, case.source, case.printed) == ("q1_1", "q1", "x == 1", "True")
    assert (case.points, case.visible, case.form) == (1.0, True, Form.DOCTEST)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("# HIDDEN\nassert f() == 1", (False, 1.0)),
        ("# hidden test\nassert f() == 1", (False, 1.0)),
        ("# A comment\nassert f() == 1", (True, 1.0)),
        (config("hidden: true"), (False, 1.0)),
        (config("hidden: false", "points: 2.5"), (True, 2.5)),
    ],
)
def test_a_test_is_hidden_where_it_says_so(taken, cell, question, source, kind):
    (case,) = taken(*question("name: q1", "x = 1 # SOLUTION", cell(source))).cases
    assert (case.visible, case.points) == kind
    assert case.source.endswith("assert f() == 1")
    assert "CONFIG" not in case.source


@pytest.mark.parametrize(
    ("total", "own", "shares"),
    [
        (None, [None, None], [0.5, 0.5]),
        (3, [None, None, 1.0], [1.0, 1.0, 1.0]),
        (None, [2.0, None], [2.0, 0.0]),
        ([1, 2], [None, None], [1.0, 2.0]),
        ({"each": 2}, [None, None], [2.0, 2.0]),
        (2, [2.0], [2.0]),
    ],
)
def test_points_are_shared_as_otter_shares_them(total, own, shares):
    assert shared_points(total, own) == shares


@pytest.mark.parametrize(("total", "own"), [([1], [None, None]), (1, [2.0])])
def test_points_that_do_not_add_up_are_refused(total, own):
    with pytest.raises(ValueError, match="tests"):
        shared_points(total, own)


def test_points_that_do_not_add_up_are_told(taken, cell, question):
    exercise = taken(*question("name: q1\npoints: 1", "x = 1 # SOLUTION", cell(config("points: 2"))))
    assert "the points of `q1` are not clear" in str(exercise.notes[0])
    assert [case.points for case in exercise.cases] == [2.0]


def test_all_or_nothing_is_one_test_that_has_all_points(taken, cell, question):
    tests = cell("assert x == 1"), cell("# HIDDEN\nassert x < 2")
    cases = taken(*question("name: q1\npoints: 3\nall_or_nothing: true", "x = 1 # SOLUTION", *tests)).cases
    assert [(case.points, case.visible) for case in cases] == [(0.0, True), (3.0, False)]
    assert cases[1].source == "assert x == 1\nassert x < 2"


def test_all_or_nothing_of_printed_values_is_told(taken, cell, question):
    settings = "name: q1\nall_or_nothing: true"
    exercise = taken(*question(settings, "x = 1 # SOLUTION", cell("x == 1", printed=["True"])))
    assert "`q1` is all or nothing" in str(exercise.notes[0])


def test_without_the_ok_format_a_test_is_a_function(taken, cell, question):
    settings = cell("# ASSIGNMENT CONFIG\ntests:\n  ok_format: false", "raw")
    (case,) = taken(settings, *question("name: q1", "x = 1 # SOLUTION", cell("def test(x): pass"))).cases
    assert case.form is Form.FUNCTION


def test_a_manual_question_stays_in_the_notebook_and_is_told(taken, cell, question):
    exercise = taken(*question("name: q1\nmanual: true\npoints: 2", "plot() # SOLUTION"))
    assert [part.role for part in exercise.parts] == [Role.MANUAL]
    assert str(exercise.notes[0]).startswith("cell 1: `q1` is graded by hand in otter, 2 points; ")


def test_a_written_solution_stays_with_authors(taken, cell):
    cells = [cell("# BEGIN QUESTION\nname: q1", "raw"), cell("# BEGIN SOLUTION", "raw")]
    exercise = taken(*cells, cell("Because.", "markdown"), cell("# END SOLUTION", "raw"))
    assert [part.role for part in exercise.parts] == [Role.AUTHOR]


def test_marks_outside_of_a_solution_are_not_given_away(taken, cell):
    exercise = taken(
        cell("# ASSIGNMENT CONFIG", "raw"), cell("x = 1 # SOLUTION"), cell("y = 2\n# END SOLUTION")
    )
    assert [part.role for part in exercise.parts] == [Role.ANSWER, Role.AUTHOR]


def test_a_solution_without_marks_is_told(taken, cell, question):
    exercise = taken(*question("name: q1", "x = 1", cell("assert x")))
    assert "goes out whole" in str(exercise.notes[0])


def test_what_otter_leaves_out_is_left_out(taken, cell):
    lines = cell("a = 1\n# BEGIN IGNORE\nb = 2\n# END IGNORE\nc = 3 # IGNORE\nd = 4")
    exercise = taken(cell("# ASSIGNMENT CONFIG\nname: hw", "raw"), cell("## Ignore ##\nx = 1"), lines)
    assert [part.source for part in exercise.parts] == ["a = 1\nd = 4"]
    assert exercise.title == "hw"


def test_yaml_that_cannot_be_read_is_told(taken, cell, question):
    exercise = taken(*question("name: [q1", "x = 1 # SOLUTION", cell("assert x")))
    assert "YAML" in str(exercise.notes[0])


def test_a_notebook_without_raw_marks_is_none_of_otters(notebook, cell):
    assert not otter.is_of_this_format(read_cells(notebook(cell("# BEGIN QUESTION"))))
    assert otter.is_of_this_format(read_cells(notebook(cell("# BEGIN QUESTION\nname: q", "raw"))))
