"""The assignment in each tool's form: every one of them runs the text of checks.py."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from field import checks
from field.submissions import REFERENCE, STUB

Check = Callable[[Any], None]
NAME = "exercise"
TASKS: dict[str, tuple[Check, ...]] = {
    "softmax_loss": (
        checks.check_softmax_starts_at_log_c,
        checks.check_softmax_value,
        checks.check_softmax_gradient,
        checks.check_softmax_is_stable,
    ),
    "svm_loss": (
        checks.check_svm_starts_at_c_minus_1,
        checks.check_svm_value,
        checks.check_svm_gradient,
    ),
    "affine_forward": (checks.check_affine_forward,),
    "affine_backward": (
        checks.check_affine_backward_to_the_input,
        checks.check_affine_backward_to_the_weights,
    ),
    "conv_output_shape": (checks.check_conv_output_shape,),
    "conv_param_count": (checks.check_conv_param_count,),
}
CHECKS = tuple(check for of_task in TASKS.values() for check in of_task)
TEXT = inspect.getsource(checks)
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}


def for_grader(folder: Path) -> None:
    """A course with a hidden suite."""
    tasks = "".join(_TASK.format(task=task, points=len(of_task)) for task, of_task in TASKS.items())
    tests = [_MARK.format(task) + _test(_FIXTURE, check) for task in TASKS for check in TASKS[task]]
    _write(folder / "pyproject.toml", _COURSE)
    _write(folder / "assignments" / NAME / "assignment.toml", _ASSIGNMENT + tasks)
    _write(folder / "assignments" / NAME / "exercise.py", STUB)
    _write(folder / "solutions" / NAME / "exercise.py", REFERENCE)
    _write(folder / "autograder_tests" / NAME / "test_exercise.py", TEXT + "\nimport pytest\n", *tests)


def for_pytest(folder: Path) -> None:
    """One file of tests, which imports what was handed in."""
    tests = [_test(_FUNCTION, check) for check in CHECKS]
    _write(folder / "test_exercise.py", TEXT + "\nimport exercise\n", *tests)


def for_gradescope(folder: Path) -> None:
    """Test cases with weights, and the runner that writes results.json."""
    tests = [_test(_METHOD, check) for check in CHECKS]
    _write(folder / "tests" / "test_exercise.py", TEXT + _TEST_CASE, *tests)
    _write(folder / "run_tests.py", _RUN_TESTS)


def for_otter(folder: Path) -> None:
    """One file of 12 test cases, in the format of functions that raise."""
    tests = [_test(_CASE, check) for check in CHECKS]
    _write(folder / "tests" / "exercise.py", TEXT + _CASES, *tests)


def for_nbgrader(folder: Path) -> None:
    """A source notebook: the solution in one cell, each check in a cell of its own."""
    tests = [_test_cell(check) for check in CHECKS]
    solution = _cell("solution", REFERENCE.replace("# BEGIN", "### BEGIN").replace("# END", "### END"))
    solution["metadata"]["nbgrader"] |= {"solution": True, "locked": False}
    prepared = _cell("checks", f"{TEXT}\nfrom types import SimpleNamespace")
    _write(folder / "source" / NAME / "exercise.ipynb", _notebook([solution, prepared, *tests]))


def handed_in_to_nbgrader(released: Path, text: str) -> str:
    """The released notebook with a student's text in the place of the solution."""
    notebook = json.loads(released.read_text("utf-8"))
    notebook["cells"][0]["source"] = text
    return json.dumps(notebook)


def _test(template: str, check: Check) -> str:
    name = check.__name__
    return template.format(test=name.replace("check", "test", 1), check=name, title=check.__doc__)


def _test_cell(check: Check) -> dict[str, Any]:
    cell = _cell(check.__name__, f"{check.__name__}(SimpleNamespace(**globals()))")
    cell["metadata"]["nbgrader"] |= {"grade": True, "points": 1}
    return cell


def _cell(name: str, source: str) -> dict[str, Any]:
    kind = {"grade": False, "grade_id": name, "locked": True, "schema_version": 3, "solution": False}
    cell = {"cell_type": "code", "execution_count": None, "id": name.replace("_", "-"), "outputs": []}
    return cell | {"metadata": {"nbgrader": kind | {"task": False}}, "source": source}


def _notebook(cells: list[dict[str, Any]]) -> str:
    metadata = {"kernelspec": PYTHON}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _write(path: Path, *parts: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(parts), "utf-8")


_COURSE = """\
[tool.grader]
name = "The field"
"""
_ASSIGNMENT = """\
format = 1
title = "Two losses, a layer, and the size of a convolution"
files = ["exercise.py"]
"""
_TASK = """
[[tasks]]
name = "{task}"
file = "exercise.py"
title = "{task}"
points = {points}
"""
_MARK = """

@pytest.mark.points(1, task="{}")"""
_FIXTURE = '''
def {test}(student):
    """{title}"""
    {check}(student.exercise)
'''
_FUNCTION = '''

def {test}():
    """{title}"""
    {check}(exercise)
'''
_TEST_CASE = """
import unittest

from gradescope_utils.autograder_utils.decorators import weight

import exercise


class TestExercise(unittest.TestCase):
"""
_METHOD = '''
    @weight(1)
    def {test}(self):
        """{title}"""
        {check}(exercise)
'''
_RUN_TESTS = """\
import sys
import unittest

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    with open(sys.argv[1], "w") as file:
        JSONTestRunner(visibility="visible", stream=file).run(suite)
"""
_CASES = """
from types import SimpleNamespace

from otter.test_files import test_case

OK_FORMAT = False
name = "exercise"
points = None
"""
_CASE = '''

@test_case(points=1, name="{test}")
def {test}(env):
    """{title}"""
    {check}(SimpleNamespace(**env))
'''
