"""Canvas: the gradebook that the teacher downloaded, with this assignment's column filled in.

Canvas finds the assignment by the number after its title and makes a new one for a title it does not know,
so that no column and no row is ever added here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.errors import UsageError
from grader.exports.files import told_withheld, write
from grader.exports.matching import SheetPerson, match
from grader.exports.request import ExportReport, ExportRequest
from grader.exports.sheet import Sheet
from grader.exports.visible import points
from grader.messages import printable
from grader.model import Assignment, Grade


def export(request: ExportRequest) -> ExportReport:
    assert request.into is not None
    sheet = Sheet.read(request.into)
    column = _column(sheet, request.assignment)
    matching = match(list(_people(sheet, column)), request.grades)
    found = matching.by_row
    kept = [row for row in found if sheet.cell(row, column) in _KEPT]
    scores = {row: grade.final for row, grade in found.items() if row not in kept}
    cells = {(row, column): points(score) for row, score in scores.items() if score is not None}
    write(request.out, sheet.filled(cells))
    return ExportReport(
        request.out,
        (*matching.notes, *_told_kept(sheet, column, kept)),
        (*matching.troubles, *told_withheld(found.values()), *_other_scale(sheet, column, found)),
    )


def _column(sheet: Sheet, assignment: Assignment) -> int:
    """Where the scores go: the column `Title (number)` of the assignment."""
    first = sheet.header[:3]
    if not (first[:2] == ["Student", "ID"] or first == ["LastName", "FirstName", "ID"]):
        raise UsageError(
            "is not a Canvas gradebook: its first columns are not `Student` and `ID`",
            where=printable(str(sheet.path)),
            advice="Download it in Canvas: Gradebook, Export, Export Entire Gradebook.",
        )
    titles = {number: _TITLE.fullmatch(title) for number, title in enumerate(sheet.header)}
    wanted = {assignment.title.casefold(), assignment.id.casefold()}
    found = [number for number, title in titles.items() if title and title[1].strip().casefold() in wanted]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"`{printable(title[1])}`" for title in titles.values() if title)
    which = "several columns are" if found else "no column is"
    raise UsageError(
        f"{which} called `{assignment.title}` or `{assignment.id}`",
        where=printable(str(sheet.path)),
        advice=f"Name the assignment alike here and in Canvas. The file's assignments: {known or 'none'}.",
    )


def _people(sheet: Sheet, column: int) -> Iterator[SheetPerson]:
    where = {name: number for number, name in enumerate(sheet.header) if name in _IDENTITY}
    for row in sheet.rows:
        if _is_student(sheet.row(row)) and sheet.has(row, column):
            known = {name: sheet.cell(row, number) for name, number in where.items()}
            ids = tuple(known[name] for name in _IDS if known.get(name))
            emails = tuple(text for text in ids if "@" in text)
            yield SheetPerson(row, ids, emails, _name(known))


def _is_student(row: Sequence[str]) -> bool:
    """The rows below the header may also hold the points possible, and how assignments are posted."""
    return "Points Possible" not in row[0] and not all(_POSTING.fullmatch(cell) for cell in row)


def _name(known: Mapping[str, str]) -> str:
    return known.get("Student") or f"{known.get('FirstName', '')} {known.get('LastName', '')}".strip()


def _told_kept(sheet: Sheet, column: int, rows: Sequence[int]) -> Iterator[str]:
    if rows:
        names = ", ".join(f"{printable(sheet.cell(row, 0))} ({sheet.cell(row, column)})" for row in rows)
        yield f"excused or not assigned, left as they are: {names}"


def _other_scale(sheet: Sheet, column: int, grades: Mapping[int, Grade]) -> Iterator[str]:
    possible = {points(grade.possible) for grade in grades.values()}
    for row in sheet.rows:
        there = sheet.cell(row, column).replace(",", ".")
        if "Points Possible" in sheet.cell(row, 0) and _NUMBER.fullmatch(there):
            mine = possible - {points(float(there))}
            if mine:
                yield f"Canvas counts {there} points possible, the grades {', '.join(sorted(mine))}"


_IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
_IDENTITY = {*_IDS, "Student", "FirstName", "LastName"}
_KEPT = {"EX", "N/A"}
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?")
_POSTING = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"(.*) \(\d+\)", re.DOTALL)
