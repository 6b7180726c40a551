"""What `docs/course.md` names exists, and it leaves out no error that an assignment asks about."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES, ERRORS = "Worked examples", "Errors that circulate"


def rows(heading: str) -> list[dict[str, str]]:
    """The rows of the table under `heading`, by column; the first column has no name."""
    _, _, section = (ROOT / "docs" / "course.md").read_text("utf-8").partition(f"\n## {heading}\n")
    table = re.findall(r"^\|(.*)\|$", section.partition("\n## ")[0], re.MULTILINE)
    columns, _, *lines = [[cell.strip() for cell in line.split("|")] for line in table]
    return [dict(zip(columns, line, strict=True)) for line in lines]


def names(heading: str, column: str) -> list[str]:
    """What stands in backticks in a column, each name once."""
    return sorted({name for row in rows(heading) for name in re.findall(r"`([^`]+)`", row[column])})


def is_a_test(name: str) -> bool:
    file, _, function = name.partition("::")
    return function in functions(ROOT / ("autograder_tests" if "/" in file else "tests") / file)


def is_a_question(name: str) -> bool:
    """Students find it in `answers.py`, and a hidden test grades it."""
    assignment, _, answer = name.partition(".")
    asked = {answer for answer, _ in questions(ROOT / "solutions" / assignment / "answers.py")}
    graded = functions(ROOT / "autograder_tests" / assignment / "test_answers.py")
    return answer in asked and f"test_{answer}" in graded


def is_a_misconception(name: str) -> bool:
    assignment, _, code = name.partition(".")
    return code in misconceptions(ROOT / "solutions" / assignment / "misconceptions.toml")


@cache
def functions(path: Path) -> set[str]:
    """The functions in a file, with the tests that are made from its table of questions."""
    body = ast.parse(text(path)).body
    written = {statement.name for statement in body if isinstance(statement, ast.FunctionDef)}
    return written | {f"test_{name}" for statement in body for name in tabled(statement)}


def tabled(statement: ast.stmt) -> list[str]:
    """The keys of `QUESTIONS`, where the statement assigns it."""
    match statement:
        case ast.Assign(targets=[ast.Name(id="QUESTIONS")], value=ast.Dict(keys=keys)):
            return [ast.literal_eval(key) for key in keys if key is not None]
    return []


def questions(path: Path) -> Iterator[tuple[str, str]]:
    """The name of each answer in the file, and what is asked."""
    for question in text(path).split("# END SOLUTION"):
        for answer in re.findall(r"^# STUB (\w+) = None$", question, re.MULTILINE):
            yield answer, question


@cache
def misconceptions(path: Path) -> set[str]:
    return {entry["id"] for entry in tomllib.loads(text(path)).get("misconceptions", [])}


def text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def first_column(heading: str) -> Iterable[str]:
    return dict.fromkeys(row[""] for row in rows(heading))


@pytest.mark.parametrize("name", names(EXAMPLES, "Asserted in"))
def test_each_test_that_is_named_exists(name: str) -> None:
    assert is_a_test(name)


@pytest.mark.parametrize("name", names(ERRORS, "Question"))
def test_each_question_that_is_named_is_asked_and_graded(name: str) -> None:
    assert is_a_question(name)


@pytest.mark.parametrize("name", names(ERRORS, "Misconception"))
def test_each_misconception_that_is_named_exists(name: str) -> None:
    assert is_a_misconception(name)


@pytest.mark.parametrize(
    ("exists", "name"),
    [
        (is_a_test, "losses/test_answers.py::test_of_nothing"),
        (is_a_test, "test_nothing.py::test_penalties_of_the_lecture"),
        (is_a_question, "losses.question_of_nothing"),
        (is_a_question, "nothing.divide_by"),
        (is_a_misconception, "losses.half-a-misconception"),
        (is_a_misconception, "nothing.minus-missing"),
    ],
)
def test_a_name_that_is_made_up_is_found_out(exists: Callable[[str], bool], name: str) -> None:
    assert not exists(name)


def test_each_example_is_asserted_somewhere() -> None:
    assert [row[""] for row in rows(EXAMPLES) if "::" not in row["Asserted in"]] == []


def test_no_number_is_left_out() -> None:
    numbers = [name for name in first_column(EXAMPLES) if name[1:].isdigit()]
    assert numbers == [f"E{number}" for number in range(1, 17)]
    assert list(first_column(ERRORS)) == [str(number) for number in range(1, 39)]


def test_each_question_that_quotes_notes_is_in_the_table() -> None:
    quoting = {
        f"{path.parent.name}.{answer}"
        for path in (ROOT / "solutions").glob("*/answers.py")
        for answer, question in questions(path)
        if 'Notes: "' in question
    }
    assert quoting
    assert quoting <= set(names(ERRORS, "Question"))
