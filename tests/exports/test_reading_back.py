"""Whatever a student or a title is called, the readers of the formats read it back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exports import FORMATS, ExportRequest, export
from grader.exports.files import file_name
from grader.model import Assignment, Course, Grade, Status, TestResult

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from(
    [
        '"',
        ",",
        "a\r\nb",
        "=1+1",
        "\0",
        "\x1b[31m",
        "\u202ebob",
        "\U0001f600",
        "../../etc",
        "con",
        "\ufffe",
        ".",
    ]
)


@pytest.fixture(scope="session")
def written(
    made_up_course: Course,
    assignment: Assignment,
    make_grade: Callable[..., Grade],
    result: Callable[..., TestResult],
) -> Callable[..., list[str]]:
    """The texts of the files that two students with these names are exported to."""

    def written(name: str, student: str, title: str) -> list[str]:
        tests = (result(title=title), result(Status.FAILED, title=title))
        grades = [make_grade("other", *tests), make_grade(student, *tests)]
        with TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            export(name, ExportRequest(made_up_course, assignment, iter(grades), out))
            files = sorted(out.iterdir()) if out.is_dir() else [out]
            assert sorted(Path(folder).rglob("*")) == sorted({out, *files})
            return [file.read_bytes().decode() for file in files]

    return written


@given(student=NAMES, title=NAMES)
def test_json_reads_back(written: Callable[..., list[str]], student: str, title: str) -> None:
    [text] = written("json", student, title)
    assert json.loads(text)["submissions"][1]["student"] == student
    assert json.loads(text)["submissions"][1]["tests"][0]["title"] == title
    assert text.isascii()


@given(student=NAMES, title=NAMES)
def test_csv_reads_back(written: Callable[..., list[str]], student: str, title: str) -> None:
    [text] = written("nbgrader", student, title)
    [header, _, row] = list(csv.reader(io.StringIO(text, newline="")))
    told = dict(zip(header, row, strict=True))["student_id"]
    assert told.replace("'", "") == student.replace("'", "")


@given(student=NAMES, title=NAMES)
def test_xml_reads_back(written: Callable[..., list[str]], student: str, title: str) -> None:
    [text] = written("junit", student, title)
    root = ElementTree.fromstring(text.encode())
    suite = root[1].get("name", "")
    assert suite == student or "\\" in suite
    assert [len(suite) for suite in root] == [2, 2]


@pytest.mark.parametrize("name", ["gradescope-results", "prairielearn", "autolab"])
@given(student=NAMES.filter(lambda student: student != "other"), title=NAMES)
def test_a_file_per_student_reads_back(
    written: Callable[..., list[str]], name: str, student: str, title: str
) -> None:
    texts = written(name, student, title)
    assert len(texts) == 2
    for text in texts:
        told = json.loads(text.splitlines()[-1] if name == "autolab" else text)
        assert isinstance(told, dict)


@given(st.lists(NAMES, unique=True))
def test_two_students_never_share_a_file(students: list[str]) -> None:
    names = {file_name(student).casefold() for student in students}
    assert len(names) == len(students)
    assert not any({"/", "\\", "\0"} & set(name) or name.startswith(".") for name in names)


def test_every_format_is_tried_here_or_filled_in() -> None:
    tried = {"json", "nbgrader", "junit", "gradescope-results", "prairielearn", "autolab"}
    assert FORMATS.keys() == tried | {"canvas", "moodle", "gradescope"}
