from __future__ import annotations

import pytest

from grader.converters import nbgrader
from grader.converters.notebook import read_cells
from grader.converters.parts import Role
from grader.errors import UsageError


@pytest.fixture
def taken(notebook, cell):
    """The exercise of one cell with these settings."""

    def taken(source: str, kind: str = "code", **settings):
        return nbgrader.take_apart(read_cells(notebook(cell(source, kind, **settings))))

    return taken


def test_a_solution_cell_is_an_answer(taken):
    (part,) = taken(
        "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", solution=True
    ).parts
    assert (part.role, part.source.count("# BEGIN SOLUTION")) == (Role.ANSWER, 1)


def test_marks_in_a_cell_without_metadata_are_not_given_away(taken):
    (part,) = taken("### BEGIN SOLUTION\nx = 1\n### END SOLUTION").parts
    assert part.role is Role.ANSWER


def test_a_solution_whose_marks_do_not_fit_stays_with_authors(taken):
    exercise = taken("def f():\n    ### BEGIN SOLUTION\n    return 1", solution=True)
    assert [part.role for part in exercise.parts] == [Role.AUTHOR]
    assert "a solution has no end" in str(exercise.notes[0])


def test_a_test_cell_is_a_visible_test_with_its_points_and_title(taken):
    (case,) = taken('"""It adds."""\nassert f() == 1', grade=True, points=2, grade_id="adds").cases
    assert (case.name, case.points, case.visible, case.title) == ("adds", 2.0, True, "It adds.")


def test_a_hidden_part_takes_the_points_and_all_statements(taken):
    source = '"""It adds."""\na = f()\n### BEGIN HIDDEN TESTS\nassert a == 1\n### END HIDDEN TESTS\nassert a'
    visible, hidden = taken(source, grade=True, points=2, grade_id="adds").cases
    assert (visible.points, visible.visible, visible.source) == (
        0.0,
        True,
        '"""It adds."""\na = f()\nassert a',
    )
    assert (hidden.points, hidden.visible, hidden.name) == (2.0, False, "adds_hidden")
    assert hidden.source == '"""It adds."""\na = f()\nassert a == 1\nassert a'


@pytest.mark.parametrize("points", ["2", -1, float("nan"), float("inf"), None, True])
def test_points_that_are_none_are_no_points(taken, points):
    assert [case.points for case in taken("assert f()", grade=True, points=points).cases] == [0.0]


def test_a_title_that_is_hidden_does_not_go_out(taken):
    source = '### BEGIN HIDDEN TESTS\n"""f of 3 is 9."""\nassert f(3) == 9\n### END HIDDEN TESTS'
    assert [(case.title, case.visible) for case in taken(source, grade=True, points=1).cases] == [("", False)]


def test_a_written_answer_stays_with_authors_and_is_told(taken):
    exercise = taken("Because.", "markdown", grade=True, solution=True, points=3)
    assert [part.role for part in exercise.parts] == [Role.AUTHOR, Role.TEXT]
    assert str(exercise.notes[0]).startswith("cell 1: graded by hand in nbgrader, 3 points; ")


def test_code_that_is_graded_by_hand_stays_in_the_notebook_alone(taken):
    exercise = taken("x = 1", grade=True, solution=True, points=3)
    assert [part.role for part in exercise.parts] == [Role.MANUAL]
    assert (len(exercise.notes), exercise.cases) == (1, ())


def test_the_mark_scheme_of_a_task_does_not_go_out(taken):
    text = "Do it.\n=== BEGIN MARK SCHEME ===\n2 for this\n=== END MARK SCHEME ===\nThen stop."
    (part,) = taken(text, "markdown", task=True, points=2).parts
    assert (part.role, part.source) == (Role.TEXT, "Do it.\nThen stop.")


def test_the_notebook_that_students_got_is_refused(taken):
    with pytest.raises(UsageError, match=r"notebook for students(?s:.*)`source/`"):
        taken("# YOUR CODE HERE\nraise NotImplementedError()", solution=True, checksum="abc")


def test_a_notebook_without_metadata_is_none_of_nbgraders(notebook, cell):
    assert not nbgrader.is_of_this_format(read_cells(notebook(cell("x = 1"))))
    assert nbgrader.is_of_this_format(read_cells(notebook(cell("x = 1", grade=False))))
