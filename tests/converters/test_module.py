from __future__ import annotations

import pytest

from grader.converters.module import make_module
from grader.converters.parts import Part, Role

ANSWER = "def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION"


@pytest.fixture
def module():
    """The module of cells, those with a mark written by students."""

    def module(*cells: str):
        parts = [
            Part(number, Role.ANSWER if "# BEGIN SOLUTION" in source else Role.GIVEN, "code", source)
            for number, source in enumerate(cells, start=1)
        ]
        return make_module(parts, "exercise")

    return module


def test_imports_functions_classes_and_constants_stay_with_their_comments(module):
    made = module("import math", "# As taught.\nHALF = math.sqrt(0.25)  # 0.5", "class A:\n    b = 1", ANSWER)
    assert made.text == (
        "import math\n\n\n# As taught.\nHALF = math.sqrt(0.25)  # 0.5\n\n\nclass A:\n    b = 1\n\n\n"
        + ANSWER
        + "\n"
    )
    assert made.notes == []


def test_what_runs_is_left_out_and_told(module):
    made = module("x = 1\ndata = load('a.csv')\ndata.clean()")
    assert made.text == "x = 1\n"
    (note,) = made.notes
    assert str(note).startswith(
        "cell 1: `data = load('a.csv')` and 1 more runs code, which is no part of `exercise.py`"
    )
    assert made.ran == {"data": 1}


def test_a_cell_that_only_shows_something_needs_nobody(module):
    made = module(ANSWER, "f(2)", "print(f(3))", "f")
    assert (made.notes, made.shown) == ([], [2, 3, 4])


@pytest.mark.parametrize("source", ["np.random.seed(0)", "plt.plot([1])", "for i in range(3):\n    print(i)"])
def test_an_effect_is_told(module, source):
    assert len(module(source).notes) == 1


def test_line_magics_stay_behind_and_a_cell_magic_is_told(module):
    made = module("%matplotlib inline\nx = 1", "%%bash\nls")
    assert made.text == "x = 1\n"
    (note,) = made.notes
    assert (note.cell, note.what) == (2, "`%%bash` is not Python")


def test_a_cell_that_is_no_python_is_told(module):
    (note,) = module("x = = 1").notes
    assert (note.cell, note.what) == (1, "it is not Python: invalid syntax")


def test_arrays_of_constants_are_data_and_need_nobody(module):
    made = module("import numpy as np", "X = np.arange(6).reshape(2, 3)")
    assert (list(made.data), made.notes, made.text) == (["X"], [], "import numpy as np\n")


@pytest.mark.parametrize("source", ["X = np.random.rand(3)", "X = np.load('x.npy')", "X = f(np.ones(2))"])
def test_what_may_differ_is_no_data(module, source):
    made = module("import numpy as np", source)
    assert (made.data, len(made.notes)) == ({}, 1)


def test_data_that_is_changed_later_is_none(module):
    made = module("import numpy as np\nX = np.ones(3)", "X += 1")
    assert made.data == {}


def test_a_function_that_uses_what_runs_is_told(module):
    made = module("import numpy as np\nX = np.ones(3)", "def g():\n    return X")
    (note,) = made.notes
    assert (note.cell, note.what) == (2, "`g` uses `X`, which cell 1 makes by running")


def test_an_answer_from_running_code_stays_and_is_told(module):
    made = module(ANSWER, "# BEGIN SOLUTION\n# STUB two = None\ntwo = f(2)\n# END SOLUTION")
    assert "two = f(2)" in made.text
    assert "`two` comes from running code" in str(made.notes[0])


def test_an_effect_in_a_region_leaves_no_empty_region(module):
    made = module("x = 1\n# BEGIN SOLUTION\n# STUB # YOUR CODE HERE\nshow(x)\n# END SOLUTION")
    assert made.text == "x = 1\n"


def test_a_statement_that_is_left_out_takes_its_region_along(module):
    assert module("x = 1\nif play():\n    # BEGIN SOLUTION\n    y = 2\n    # END SOLUTION").text == "x = 1\n"


def test_students_write_what_has_a_region_and_what_uses_that(module):
    made = module(
        "import math\nHALF = 0.5", ANSWER, "def twice(x):\n    return f(f(x))\ndef own():\n    return HALF"
    )
    assert made.students() == {"f", "twice"}


def test_a_function_is_left_out_of_what_students_write_where_it_has_no_region(module):
    assert module("def g():\n    return 1").students() == set()
