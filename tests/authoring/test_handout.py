from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.authoring.handout import Handout, make_handouts
from grader.authoring.starter import FIRST, add_assignment
from grader.errors import CourseError, Problem
from grader.model import Course

SOLUTION = f"solutions/{FIRST}/least_squares.py"


def handout(course: Course) -> Handout:
    (made,) = make_handouts(course, [FIRST])
    return made


def problems(course: Course, *ids: str) -> tuple[Problem, ...]:
    with pytest.raises(CourseError) as error:
        make_handouts(course, ids or [FIRST])
    return error.value.problems


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def line_of(course: Course, path: str, text: str) -> int:
    lines = (course.root / path).read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def notebook(course: Course, *cells: object) -> None:
    text = nbformat.writes(new_notebook(cells=list(cells)))
    put(course.root / "solutions" / FIRST / "least_squares.ipynb", text)


def test_students_get_stubs_public_tests_and_what_is_written_by_hand(course: Course) -> None:
    files = handout(course).files
    assert list(files) == [
        "README.md",
        "answers.py",
        "assignment.toml",
        "least_squares.py",
        "tests/test_least_squares.py",
    ]
    assert b'raise NotImplementedError("mean_squared_error")' in files["least_squares.py"]
    assert b"loss_of_doubled_batch = None" in files["answers.py"]
    public = course.root / "autograder_tests" / FIRST / "public" / "test_least_squares.py"
    assert files["tests/test_least_squares.py"] == public.read_bytes()


def test_caches_and_hidden_files_stay_where_they_are(course: Course) -> None:
    folder = course.root / "assignments" / FIRST
    put(folder / ".pytest_cache" / "README.md", "")
    put(folder / "__pycache__" / "answers.pyc", "")
    put(course.root / "autograder_tests" / FIRST / "public" / "__pycache__" / "x.pyc", "")
    put(folder / "data" / "points.csv", "1,2\n")
    files = handout(course).files
    assert [name for name in files if "cache" in name] == []
    assert files["data/points.csv"] == b"1,2\n"


def test_a_notebook_brings_the_shared_modules_with_it(course: Course) -> None:
    shared = put(course.root / "solutions" / "shared" / "datasets.py", "points = [1, 2]\n")
    assert "datasets.py" not in handout(course).files
    notebook(course, new_code_cell("# BEGIN SOLUTION\n# STUB W = None\nW = 1 + 1\n# END SOLUTION"))
    made = handout(course)
    assert made.files["datasets.py"] == shared.read_bytes()
    assert "W = None" in made.files["least_squares.ipynb"].decode()


def test_every_mistake_in_every_file_is_told_at_once(course: Course) -> None:
    add_assignment(course, "second")
    second = "solutions/second/answers.py"
    edit(course.root / SOLUTION, "    # END SOLUTION\n", "")
    edit(course.root / second, "= 9.0\n# END", "= 9.0\n# BEGIN")
    notebook(course, new_markdown_cell("Title"), new_code_cell("# END SOLUTION"))
    assert [(problem.file, problem.line) for problem in problems(course, FIRST, "second")] == [
        (SOLUTION, line_of(course, SOLUTION, "BEGIN")),
        (f"solutions/{FIRST}/least_squares.ipynb, cell 2", 1),
        (second, line_of(course, second, "= 9.0") + 1),
        (second, line_of(course, second, "= 9.0") - 2),
    ]


def test_a_stub_that_does_not_import_is_refused(course: Course) -> None:
    edit(course.root / f"solutions/{FIRST}/answers.py", "three = None", "three = unknown")
    (problem,) = problems(course)
    assert (problem.file, problem.line) == (f"assignments/{FIRST}/answers.py", 8)
    assert "at `loss_when_off_by_three = unknown`" in problem.message


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SOLUTION, "The loss is", "For residual = X @ w - y, the loss is"),
        (f"autograder_tests/{FIRST}/public/test_least_squares.py", "w, X, y =", "residual = X @ w - y #"),
        (f"assignments/{FIRST}/README.md", "Keep names", "Remember: residual = X @ w - y."),
        (f"assignments/{FIRST}/assignment.toml", "# due", "# residual = X @ w - y"),
    ],
)
def test_an_answer_that_survives_is_refused(course: Course, path: str, old: str, new: str) -> None:
    edit(course.root / path, old, new)
    (problem,) = problems(course)
    assert (problem.file, problem.line) == (path, line_of(course, path, new))
    assert f"({SOLUTION}:{line_of(course, SOLUTION, '    residual = X')})" in problem.message


def test_an_answer_in_a_notebooks_text_is_refused_with_its_cell(course: Course) -> None:
    answer = "residual = X @ w - y"
    hidden = new_code_cell(f"{answer}\nrate = best_of(rates)", metadata={"tags": ["solution"]})
    notebook(course, hidden, new_markdown_cell("It is\n`rate = best_of(rates)`"))
    (problem,) = problems(course)
    assert (problem.file, problem.line) == (f"solutions/{FIRST}/least_squares.ipynb, cell 2", 2)
