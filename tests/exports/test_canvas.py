from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.exports import ExportReport
from grader.model import Grade

Run = Callable[..., tuple[Path, ExportReport]]

HEADER = b"Student,ID,SIS Login ID,Section,Losses and gradients (4711)\r\n"


@pytest.fixture
def downloaded(tmp_path: Path) -> Callable[[bytes], Path]:
    def downloaded(raw: bytes) -> Path:
        path = tmp_path / "downloaded.csv"
        path.write_bytes(raw)
        return path

    return downloaded


@pytest.fixture
def example() -> Path:
    return Path(__file__).parent / "downloads" / "canvas.csv"


def test_only_the_cells_of_matched_students_change(run: Run, grades: list[Grade], example: Path) -> None:
    path, report = run("canvas", grades, example)
    before, after = (list(csv.reader(file.read_text("utf-8").splitlines())) for file in (example, path))
    changed = [
        (row[0], new)
        for row, filled in zip(before, after, strict=True)
        for old, new in zip(row, filled, strict=True)
        if old != new
    ]
    assert changed == [("Lovelace, Ada", "6"), ("Builder, Bob", "2")]
    assert report.notes == (
        "4 rows matched",
        "rows without a grade, left as they are: Nobody, Nina, Student, Test",
        "excused or not assigned, left as they are: =cmd|x, Dan (EX)",
    )
    assert report.troubles == (
        'graded, and in no row: =HYPERLINK("x")',
        "no score, because a test is broken: carol",
    )


def test_the_downloaded_file_stays(run: Run, grades: list[Grade], example: Path) -> None:
    before = example.read_bytes()
    run("canvas", grades, example)
    assert example.read_bytes() == before


def test_another_number_of_points_is_a_trouble(
    run: Run, grades: list[Grade], downloaded: Callable[[bytes], Path]
) -> None:
    rows = HEADER + b"    Points Possible,,,,%s\r\n" + b'"L, A",1,ada,01,\r\n'
    for same in (b"6.00", b'"6,00"', b"6", b""):
        assert run("canvas", grades[:1], downloaded(rows % same))[1].troubles == ()
    _, report = run("canvas", grades[:1], downloaded(rows % b"100"))
    assert report.troubles == ("Canvas counts 100 points possible, the grades 6",)


def test_semicolons_and_separate_names_are_read(
    run: Run, grades: list[Grade], downloaded: Callable[[bytes], Path]
) -> None:
    header = b"LastName;FirstName;ID;SIS Login ID;Section;losses (4711)\n"
    path, report = run("canvas", grades[:1], downloaded(header + b"Lovelace;Ada;1;ada;01;0,5\n"))
    assert path.read_bytes() == header + b"Lovelace;Ada;1;ada;01;6\n"
    assert report.troubles == ()


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (b"Student,ID,Section,Other (1)\n", "no column is called `Losses and gradients` or `losses`"),
        (b"Student,ID,Section,Losses and gradients\n", "no column is called"),
        (b"Student,ID,Section,losses (1),LOSSES (2)\n", "several columns are called"),
        (b"Identifier,Full name,Grade\n", "is not a Canvas gradebook"),
        (b"", "is not a Canvas gradebook"),
    ],
)
def test_a_file_without_the_one_column_is_refused(
    run: Run, grades: list[Grade], downloaded: Callable[[bytes], Path], header: bytes, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        run("canvas", grades, downloaded(header))
