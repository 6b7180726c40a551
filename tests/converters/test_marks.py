from __future__ import annotations

import pytest

from grader.authoring.regions import make_stub
from grader.converters.marks import MarksError, from_nbgrader, from_otter, split_magics


def stub(source: str) -> str:
    return make_stub(source, file="the cell")


def test_nbgraders_marks_become_ours():
    source = "def f(x):\n    a = 1\n    ### BEGIN SOLUTION\n    return a + x\n    ### END SOLUTION"
    converted = from_nbgrader(source)
    assert converted == "def f(x):\n    a = 1\n    # BEGIN SOLUTION\n    return a + x\n    # END SOLUTION"
    assert stub(converted) == 'def f(x):\n    a = 1\n    raise NotImplementedError("f")\n'


def test_marks_that_are_indented_unlike_the_code_are_put_right():
    source = "def f(x):\n### BEGIN SOLUTION\n    return x\n        ### END SOLUTION"
    assert stub(from_nbgrader(source)) == 'def f(x):\n    raise NotImplementedError("f")\n'


def test_an_answer_is_none_until_it_is_given():
    converted = from_nbgrader("### BEGIN SOLUTION\na = 3\nb: int = 4\n### END SOLUTION")
    assert stub(converted) == "a = None\nb = None\n"


def test_what_is_assigned_within_a_function_is_no_answer():
    converted = from_nbgrader("### BEGIN SOLUTION\ndef f():\n    a = 3\n    return a\n### END SOLUTION")
    assert stub(converted) == "# YOUR CODE HERE\n"


def test_a_solution_cell_of_nbgrader_without_marks_is_a_solution_as_a_whole():
    assert stub(from_nbgrader("answer = 42")) == "answer = None\n"


def test_methods_of_a_class_leave_a_class_that_python_reads():
    source = "class A:\n    ### BEGIN SOLUTION\n    def f(self):\n        return 1\n    ### END SOLUTION"
    assert stub(from_nbgrader(source)) == "class A:\n    pass\n"


def test_otters_line_is_a_region_and_lines_after_one_another_are_one():
    converted = from_otter("def f(x):\n    y = x * x # SOLUTION\n    return y # SOLUTION")
    assert converted.count("# BEGIN SOLUTION") == 1
    assert stub(converted) == 'def f(x):\n    raise NotImplementedError("f")\n'


def test_a_line_that_is_less_deep_begins_a_region_of_its_own():
    source = "def f(x):\n    for y in x:\n        z = y # SOLUTION\n    return z # SOLUTION"
    assert stub(from_otter(source)).count("raise NotImplementedError") == 2


def test_an_answer_of_otter_is_none_until_it_is_given():
    assert stub(from_otter("x = 2 # SOLUTION")) == "x = None\n"


def test_a_line_without_prompt_leaves_nothing():
    assert stub(from_otter("a = 1\nb = 2 # SOLUTION NO PROMPT\nc = 3")) == "a = 1\nc = 3\n"


def test_otters_blocks_are_regions():
    source = "if True:\n    # BEGIN SOLUTION\n    radius = 3\n    # END SOLUTION\n    print(radius)"
    assert stub(from_otter(source)) == "if True:\n    radius = None\n    print(radius)\n"


def test_a_prompt_takes_the_place_of_the_solution_before_it():
    source = (
        "def f(r):\n    # BEGIN SOLUTION NO PROMPT\n    return 2 * r\n    # END SOLUTION\n"
        '    """ # BEGIN PROMPT\n    # Now you.\n    pass\n    """; # END PROMPT'
    )
    assert stub(from_otter(source)) == "def f(r):\n    # Now you.\n    pass\n"


def test_a_comment_that_speaks_of_a_solution_is_no_mark():
    assert from_otter("x = 2  # the solution of x + 1 = 3") == "x = 2  # the solution of x + 1 = 3"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("### BEGIN SOLUTION\nx = 1", "has no end"),
        ("x = 1\n### END SOLUTION", "has not begun"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "within a solution"),
        ("### BEGIN SOLUTION\nx = = 1\n### END SOLUTION", "is not Python"),
        ("if a:\n    ### BEGIN SOLUTION\n    b()\nc()\n### END SOLUTION", "is not Python"),
    ],
)
def test_marks_that_do_not_fit_are_refused(source, why):
    with pytest.raises(MarksError, match=why):
        from_nbgrader(source)


def test_magics_are_taken_from_a_cell():
    assert split_magics("%precision 3\nx = 1\n!ls") == ("%precision 3\n!ls", "x = 1")
    assert split_magics("%%time\nx = 1") == ("%%time", "x = 1")
    assert split_magics("  x = 1\n  y = 2") == ("", "x = 1\ny = 2")
    assert split_magics("x = 1") == ("", "x = 1")


def test_a_cell_magic_around_a_solution_is_refused():
    with pytest.raises(MarksError, match="`%%writefile` is not Python"):
        split_magics("%%writefile a.py\nx = 1")
