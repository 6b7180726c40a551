"""Whole notebooks, shaped as the two programs document them, from their source to grades."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.authoring.handout import make_handouts
from grader.cli import cli
from grader.converters import convert
from grader.errors import UsageError

HERE = Path(__file__).parent
TEST = {"grade": True, "points": 1, "grade_id": "t"}
ANSWER = "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"


@pytest.fixture
def run(course):
    """Runs a command in the course, and returns what it prints."""

    def run(*words: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(cli, [*words, "--course", str(course.root)])
        assert result.exit_code == exit_code, result.output
        return result.stdout

    return run


# What nbgrader 0.9.6 gives for the same submissions: `nbgrader autograde`, by the gradebook.
# What otter-grader 7.0.0 gives: `otter assign`, then `otter run`, by results.json.
@pytest.mark.parametrize(
    ("program", "name", "scores"),
    [
        (
            "nbgrader",
            "softmax",
            {
                "right": {"softmax": 3, "cross_entropy": 3, "initial_loss": 1},
                "wrong": {"softmax": 0, "cross_entropy": 2, "initial_loss": 0},
            },
        ),
        (
            "otter",
            "descent",
            {
                "right": {"step": 3, "descend": 2, "q3": 1},
                "wrong": {"step": 2, "descend": 0.5, "q3": 0.5},
            },
        ),
    ],
)
def test_a_converted_assignment_gives_the_same_points(course, run, program, name, scores):
    made = convert(HERE / program / f"{name}.ipynb", course)
    assert (made.assignment, made.to_do) == (name, 0)
    run("release", name)
    graded = json.loads(run("grade", name, str(HERE / program / "submissions"), "--json"))
    found: dict[str, Counter[str]] = {each["student"]: Counter() for each in graded["submissions"]}
    for each in graded["submissions"]:
        for test in each["tests"]:
            found[each["student"]][test["task"]] += test["earned"]
    assert found == scores


def test_a_converted_assignment_can_be_proved(run, course, notebook, cell):
    convert(notebook(cell(ANSWER, solution=True), cell("assert f(3) == 6", **TEST)), course)
    proof = run("validate", "exercise")
    assert "exercise: sound" in proof
    assert "ok         The blank stub earns nothing." in proof


def test_what_students_get_holds_no_answer_and_no_hidden_test(course):
    convert(HERE / "nbgrader" / "softmax.ipynb", course)
    (handout,) = make_handouts(course, ["softmax"])
    everything = b"".join(handout.files.values()).decode()
    assert "def softmax(scores):" in everything
    assert 'grader.check(\\"softmax\\")' in everything
    for secret in ("exps", "2.302585", "1000.0", "np.log(10)", "The scores cancel", "SOLUTION"):
        assert secret not in everything


def test_points_add_up_where_they_are_no_whole_numbers(course, notebook, cell, question):
    path = notebook(*question("name: q1", "x = 1 # SOLUTION", *[cell("assert x == 1")] * 3))
    convert(path, course)
    settings = tomllib.loads((course.root / "assignments/exercise/assignment.toml").read_text())
    assert settings["tasks"][0]["points"] == sum([1 / 3] * 3)


def test_a_test_that_is_not_converted_fails_loudly(course, notebook, cell):
    path = notebook(cell(ANSWER, solution=True), cell("del f\nassert True", **TEST))
    made = convert(path, course)
    assert made.to_do == 1
    assert "`test_t` is not converted: it binds or deletes `f`" in str(made.notes[0])
    suite = course.root / "autograder_tests" / "exercise"
    assert not (suite / "public").exists()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(suite)]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cell 2 is not converted: it binds or deletes `f`, which is the student's" in done.stdout


def test_nothing_of_the_notebook_is_run(course, notebook, cell, tmp_path):
    touch = f"open({str(tmp_path / 'ran')!r}, 'w')"
    path = notebook(
        cell(touch),
        cell(f"{touch}\n{ANSWER}", solution=True),
        cell(f"%run {touch}"),
        cell(f"{touch}\nassert f(1) == 2", **TEST),
    )
    convert(path, course)
    assert not (tmp_path / "ran").exists()


def test_an_answer_is_asked_for_as_an_answer(course, notebook, cell):
    given, asked = (
        cell("### BEGIN SOLUTION\na = 3\n### END SOLUTION", solution=True),
        cell("assert a == 3", **TEST),
    )
    convert(notebook(given, asked), course)
    assert "# STUB a = None\n" in (course.root / "solutions/exercise/exercise.py").read_text()
    tests = (course.root / "autograder_tests/exercise/public/test_exercise_public.py").read_text()
    assert "assert_answer(student.exercise.a, 3, what='a')" in tests


def test_odd_names_and_titles_make_files_that_can_be_read(course, notebook, cell):
    title = cell('# A \\ "title" | \x7f\n## Part "one" \\', "markdown")
    test = cell(
        '"""Ends in a quote: \\"\\\\" \\"."""\nassert f(1) == 2', **TEST | {"grade_id": "2. Odd: näme"}
    )
    convert(notebook(title, cell(ANSWER, solution=True), test, name="1. Höme-work.ipynb"), course, "odd")
    tomllib.loads((course.root / "assignments/odd/assignment.toml").read_text())
    (tests,) = (course.root / "autograder_tests/odd").rglob("test_*.py")
    assert "def test__2_odd_n_me(student):" in tests.read_text()
    ast.parse(tests.read_text())


def test_files_beside_the_notebook_are_told(course, notebook, cell, tmp_path):
    (tmp_path / "helpers.py").write_text("")
    (tmp_path / "cat.png").write_text("")
    (tmp_path / "unused.csv").write_text("")
    path = notebook(
        cell("![](cat.png)", "markdown"),
        cell(f"from helpers import g\n{ANSWER}", solution=True),
        cell("assert f(1) == 2", **TEST),
    )
    notes = [str(note) for note in convert(path, course).notes]
    assert ["cat.png" in note for note in notes] == [True, False]
    assert ["helpers.py" in note for note in notes] == [False, True]


def test_a_notebook_of_neither_program_is_refused(course, notebook, cell):
    with pytest.raises(UsageError, match=r"exercise\.ipynb: is neither(?s:.*)grader new"):
        convert(notebook(cell("x = 1")), course)


def test_a_notebook_of_both_programs_is_refused(course, notebook, cell, question):
    cells = [cell(ANSWER, solution=True), *question("name: q1", "x = 1 # SOLUTION")]
    with pytest.raises(UsageError, match="of both"):
        convert(notebook(*cells), course)


def test_a_notebook_without_tests_is_refused_and_nothing_is_written(course, notebook, cell):
    with pytest.raises(UsageError, match="has no test"):
        convert(notebook(cell(ANSWER, solution=True)), course)
    assert not (course.root / "assignments").exists()


def test_an_assignment_that_is_there_is_not_overwritten(course, notebook, cell):
    path = notebook(cell(ANSWER, solution=True), cell("assert f(1) == 2", **TEST))
    (course.root / "solutions" / "exercise").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"`solutions/exercise` is there already(?s:.*)--id"):
        convert(path, course)
    assert convert(path, course, "another").assignment == "another"


@pytest.mark.parametrize("chosen", ["Two Words", "../x", "shared", "numpy", ""])
def test_an_id_that_cannot_be_one_is_refused(course, notebook, cell, chosen):
    path = notebook(cell(ANSWER, solution=True), cell("assert f(1) == 2", **TEST))
    with pytest.raises(UsageError, match=r"(cannot be an assignment's ID|would hide another)(?s:.*)--id"):
        convert(path, course, chosen)
