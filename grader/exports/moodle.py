"""Moodle: the grading worksheet that the teacher downloaded, with grades and feedback filled in."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.errors import UsageError
from grader.exports import visible
from grader.exports.cells import text
from grader.exports.files import told_withheld, write
from grader.exports.matching import SheetPerson, listed, match
from grader.exports.request import ExportReport, ExportRequest
from grader.exports.sheet import Place, Sheet
from grader.messages import printable
from grader.model import Grade, Status


def export(request: ExportRequest) -> ExportReport:
    assert request.into is not None
    sheet = Sheet.read(request.into)
    columns = _columns(sheet)
    matching = match(list(_people(sheet, columns)), request.grades)
    locked = [row for row in matching.by_row if _is_locked(sheet, row, columns)]
    filled = {row: grade for row, grade in matching.by_row.items() if row not in locked}
    write(request.out, sheet.filled(dict(_cells(filled, columns))))
    return ExportReport(
        request.out,
        (*matching.notes, *_told_locked(sheet, locked)),
        (
            *matching.troubles,
            *told_withheld(filled.values()),
            *_above_maximum(sheet, columns, filled),
            *_other_scale(sheet, columns, filled),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """By number; None where the sheet has no such column."""

    identifier: int
    grade: int
    feedback: int | None
    name: int | None
    email: int | None
    maximum: int | None
    changeable: int | None
    others: tuple[int, ...]


def _columns(sheet: Sheet) -> _Columns:
    where = {name: number for number, name in enumerate(sheet.header)}
    missing = [name for name in ("Identifier", "Grade") if name not in where]
    if missing:
        shown = ", ".join(f"`{printable(name, 60)}`" for name in sheet.header[:20])
        raise UsageError(
            f"has no column {' and no column '.join(f'`{name}`' for name in missing)}; it has {shown}",
            where=printable(str(sheet.path)),
            advice="Set Moodle's language to English, and download the grading worksheet again.",
        )
    return _Columns(
        identifier=where["Identifier"],
        grade=where["Grade"],
        feedback=where.get("Feedback comments"),
        name=where.get("Full name"),
        email=where.get("Email address"),
        maximum=where.get("Maximum Grade", where.get("Maximum grade")),
        changeable=where.get("Grade can be changed"),
        others=tuple(where[name] for name in ("ID number", "Username") if name in where),
    )


def _people(sheet: Sheet, columns: _Columns) -> Iterator[SheetPerson]:
    for row in sheet.rows:
        if sheet.has(row, max(columns.grade, columns.feedback or 0)):
            identifier = sheet.cell(row, columns.identifier)
            others = [sheet.cell(row, column) for column in columns.others]
            ids = [identifier, identifier.rpartition(" ")[2], *others]
            email = _optional(sheet, row, columns.email)
            name = _optional(sheet, row, columns.name)
            yield SheetPerson(row, tuple(filter(None, ids)), (email,) if email else (), name)


def _optional(sheet: Sheet, row: int, column: int | None) -> str:
    return "" if column is None else sheet.cell(row, column)


def _is_locked(sheet: Sheet, row: int, columns: _Columns) -> bool:
    return _optional(sheet, row, columns.changeable) == "No"


def _cells(grades: Mapping[int, Grade], columns: _Columns) -> Iterator[tuple[Place, str]]:
    for row, grade in grades.items():
        if grade.final is not None:
            yield (row, columns.grade), visible.points(grade.final)
        if columns.feedback is not None:
            yield (row, columns.feedback), text(_feedback(grade))


def _feedback(grade: Grade) -> str:
    """HTML in one line: Moodle takes feedback for HTML, and spreadsheets cut a cell at a line's end."""
    not_passed = [result for result in grade.results if result.status is not Status.PASSED]
    parts = [
        visible.about(grade),
        *(f"{visible.score(one)} {visible.name(one)}\n{visible.about_test(one)}" for one in not_passed),
        f"Tests passed: {len(grade.results) - len(not_passed)} of {len(grade.results)}.",
    ]
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts if part).replace("\n", "<br>")


def _told_locked(sheet: Sheet, rows: list[int]) -> Iterator[str]:
    if rows:
        names = ", ".join(printable(sheet.cell(row, 0)) for row in rows)
        yield f"locked in Moodle, left as they are: {names}"


def _above_maximum(sheet: Sheet, columns: _Columns, grades: Mapping[int, Grade]) -> Iterator[str]:
    """Moodle's importer leaves such rows out, and says nothing of it."""
    above = [
        grade.info.student
        for row, grade in grades.items()
        if grade.final is not None and grade.final > _maximum(sheet, columns, row)
    ]
    yield from listed(_ABOVE, above)


def _maximum(sheet: Sheet, columns: _Columns, row: int) -> float:
    there = _optional(sheet, row, columns.maximum).replace(",", ".")
    return float(there) if _NUMBER.fullmatch(there) else math.inf


def _other_scale(sheet: Sheet, columns: _Columns, grades: Mapping[int, Grade]) -> Iterator[str]:
    there = {_maximum(sheet, columns, row) for row in grades}
    maxima = {visible.points(most) for most in there if most < math.inf}
    mine = {visible.points(grade.possible) for grade in grades.values()}
    if maxima and mine != maxima:
        yield f"Moodle counts {', '.join(sorted(maxima))} points, the grades {', '.join(sorted(mine))}"


_ABOVE = (
    "above Moodle's maximum, so that Moodle will skip their rows (raise the maximum grade in the "
    "assignment's settings in Moodle, download the worksheet again and export anew)"
)
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?")
