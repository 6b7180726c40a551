from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from grader.authoring.regions import make_stub, solution_lines
from grader.errors import CourseError, Problem


def stub(source: str) -> str:
    return make_stub(dedent(source).lstrip(), file="relu.py")


def problems(source: str) -> tuple[Problem, ...]:
    with pytest.raises(CourseError) as error:
        stub(source)
    return error.value.problems


def test_a_function_keeps_its_signature_and_docstring_and_raises_its_name() -> None:
    assert stub(
        '''
        import numpy as np


        def relu(x: np.ndarray, leak: float = 0.0) -> np.ndarray:
            """max(0, x), entry by entry."""
            # BEGIN SOLUTION
            return np.maximum(leak * x, x)
            # END SOLUTION
        '''
    ) == dedent(
        '''\
        import numpy as np


        def relu(x: np.ndarray, leak: float = 0.0) -> np.ndarray:
            """max(0, x), entry by entry."""
            raise NotImplementedError("relu")
        '''
    )


def test_a_method_raises_its_qualified_name() -> None:
    source = """
        class Gate:
            def forward(self, x):
                # BEGIN SOLUTION
                self.x = x
                # END SOLUTION
                return x

            if True:

                def backward(self, dz):
                    # BEGIN SOLUTION
                    return dz
                    # END SOLUTION
        """
    assert '        raise NotImplementedError("Gate.forward")\n        return x\n' in stub(source)
    assert '            raise NotImplementedError("Gate.backward")\n' in stub(source)


def test_an_inner_function_raises_the_name_of_both() -> None:
    source = """
        def outer():
            def inner():
                # BEGIN SOLUTION
                pass
                # END SOLUTION

            return inner
        """
    assert '"outer.inner"' in stub(source)


def test_stub_lines_take_the_place_of_a_region() -> None:
    source = """
        # How many classes?
        # BEGIN SOLUTION
        # STUB classes = None
        # STUB names = []
        classes = 10
        # END SOLUTION
        """
    assert stub(source) == "# How many classes?\nclasses = None\nnames = []\n"


def test_stub_lines_in_a_function_keep_its_indentation() -> None:
    source = """
        def relu(x):
            # BEGIN SOLUTION
            # STUB out = None
            out = x * (x > 0)
            # END SOLUTION
            return out
        """
    assert stub(source) == "def relu(x):\n    out = None\n    return out\n"


def test_a_helper_outside_of_functions_vanishes() -> None:
    source = """
        def relu(x):
            return _clip(x)


        # BEGIN SOLUTION
        def _clip(x):
            return max(0, x)


        # END SOLUTION
        def tanh(x):
            return x
        """
    assert stub(source) == "def relu(x):\n    return _clip(x)\n\n\ndef tanh(x):\n    return x\n"


def test_a_helper_at_the_end_leaves_no_blank_lines() -> None:
    assert stub("x = 1\n\n\n# BEGIN SOLUTION\ny = 2\n# END SOLUTION\n") == "x = 1\n"


def test_a_file_without_regions_is_handed_out_as_it_is() -> None:
    source = 'x = "# BEGIN SOLUTION, in a text"  # END SOLUTION\n'
    assert stub(source) == source


def test_what_is_handed_out_is_python() -> None:
    source = "class A:\n    # BEGIN SOLUTION\n    # STUB pass\n    x = 1\n    # END SOLUTION\n"
    ast.parse(stub(source))


def test_every_mistake_is_reported_at_once_with_its_line() -> None:
    source = """
        x = 1
        # END SOLUTION
        # BEGIN SOLUTION
        y = 2
        # BEGIN SOLUTION
        z = 3
        # END SOLUTION
        # BEGIN SOLUTION
        """
    found = problems(source)
    assert [problem.line for problem in found] == [2, 5, 8]
    assert {problem.file for problem in found} == {"relu.py"}
    assert "without a beginning" in found[0].message
    assert "line 3" in found[1].message
    assert "without an end" in found[2].message


def test_a_region_that_reaches_into_the_next_function_is_a_mistake() -> None:
    source = """
        def relu(x):
            # BEGIN SOLUTION
            return x


        def tanh(x):
            # END SOLUTION
            return x
        """
    (problem,) = problems(source)
    assert problem.line == 6
    assert "indented less" in problem.message


def test_marks_of_unequal_indentation_are_a_mistake() -> None:
    (problem,) = problems("def relu(x):\n    # BEGIN SOLUTION\n    return x\n# END SOLUTION\n")
    assert (problem.line, "same indentation" in problem.message) == (4, True)


def test_what_is_not_python_is_a_mistake_with_its_line() -> None:
    (problem,) = problems("x = 1\ndef relu(:\n")
    assert (problem.line, "is not Python" in problem.message) == (2, True)


def test_the_lines_of_a_solution_are_those_of_its_regions() -> None:
    source = "x = 1\n# BEGIN SOLUTION\ny = 2\n# END SOLUTION\nz = 3\n# BEGIN SOLUTION\n# END SOLUTION\n"
    assert solution_lines(source, file="a.py") == {2, 3, 4, 6, 7}
    assert solution_lines("x = 1\n", file="a.py") == set()
    with pytest.raises(CourseError):
        solution_lines("# BEGIN SOLUTION\n", file="a.py")


@pytest.mark.parametrize(
    "mark", ["### BEGIN SOLUTION", "#BEGIN SOLUTION", "# begin solution", "# BEGIN SOLUTION NO PROMPT"]
)
def test_a_mark_of_another_program_is_refused(mark: str) -> None:
    [problem] = problems(f"""
        def relu(x):
            {mark}
            return x
    """)
    assert str(problem).startswith(f"relu.py:2: `{mark}` is no mark, and the answer would go out")


def test_a_comment_that_speaks_of_solutions_is_no_mark() -> None:
    assert "# The solution begins" in stub("# The solution begins\n# BEGIN with SOLUTION\nx = 1\n")
