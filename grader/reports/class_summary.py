"""The class, taken down one grade at a time: ten thousand of them are a few megabytes."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType

from grader.model import Diagnosis, Grade, Status, TestResult, TestSpec
from grader.reports.pages import page_name


@dataclass(frozen=True, slots=True)
class ClassRow:
    """What the class page says of one grade. `final` is None while it is withheld."""

    student: str
    final: float | None
    possible: float
    counts: Mapping[Status, int]
    needs_review: bool
    warnings: tuple[str, ...]
    name: str = ""
    email: str = ""

    @classmethod
    def of(cls, grade: Grade) -> ClassRow:
        seen = Counter(result.status for result in grade.results)
        return cls(
            grade.info.student,
            grade.final,
            grade.possible,
            {status: seen[status] for status in Status if seen[status]},
            grade.needs_review,
            (*_unread(grade), *grade.info.warnings),
            grade.info.name,
            grade.info.email,
        )

    @property
    def page(self) -> str:
        """Relative to the class page."""
        return f"students/{page_name(self.student)}"

    @property
    def broken(self) -> bool:
        return self.final is None or Status.BROKEN in self.counts

    @property
    def needs_attention(self) -> bool:
        return self.broken or self.needs_review or bool(self.warnings)

    @property
    def percent(self) -> float | None:
        """The share of the possible points, where there is one."""
        return None if self.final is None or self.possible <= 0 else 100 * self.final / self.possible


@dataclass(slots=True)
class TestColumn:
    """One test in the whole class. A student has the same place in every column and among the rows.

    A student whose grade knows nothing of the test, or for whom it is broken, has not taken it.
    Points are kept as shares of those possible, so that a test may change its weight.
    """

    test: TestSpec
    shares: array[float] = field(default_factory=lambda: array("f"))
    seconds: array[float] = field(default_factory=lambda: array("f"))
    _statuses: array[int] = field(default_factory=lambda: array("b"))
    _diagnoses: array[int] = field(default_factory=lambda: array("h"))

    def clear(self, place: int) -> None:
        """The student at `place`, or the next one, has not taken the test."""
        for cells, empty in self._cells():
            cells[place : place + 1] = array(cells.typecode, [empty])

    def put(self, place: int, result: TestResult, diagnosis: int) -> None:
        self.shares[place] = result.earned / result.possible if result.possible else 0.0
        self.seconds[place] = result.seconds
        self._statuses[place] = _CODES[result.status]
        self._diagnoses[place] = diagnosis

    def statuses(self) -> list[Status | None]:
        """One for each student, None for those who have not taken the test."""
        return [_STATUSES[code] for code in self._statuses]

    def diagnoses(self) -> Iterator[tuple[int, int]]:
        """The place of each student whose mistake has a name, and the number of that name."""
        return ((place, number) for place, number in enumerate(self._diagnoses) if number != _NONE)

    def lost(self, place: int) -> float:
        return (1 - self.shares[place]) * self.test.possible

    def _cells(self) -> Iterator[tuple[array[float] | array[int], int]]:
        yield from ((self.shares, 0), (self.seconds, 0), (self._statuses, _NONE), (self._diagnoses, _NONE))


class ClassSummary:
    """The class. Its numbers stand in arrays, and equal things are kept once."""

    def __init__(self) -> None:
        self._rows: list[ClassRow] = []
        self._places: dict[str, int] = {}
        self._received = array("d")
        self._columns: dict[str, TestColumn] = {}
        self._order: list[str] = []
        self._diagnoses: dict[str, tuple[int, Diagnosis]] = {}
        self._counts: dict[tuple[tuple[Status, int], ...], Mapping[Status, int]] = {}

    def add(self, grade: Grade) -> ClassRow:
        """Take a grade down, in place of the same student's earlier one."""
        row = self._lean(ClassRow.of(grade))
        place = self._places.setdefault(row.student, len(self._rows))
        self._rows[place : place + 1] = [row]
        self._received[place : place + 1] = array("d", [_moment(grade.info.received_at)])
        for column in self._columns.values():
            column.clear(place)
        before: str | None = None
        for result in grade.results:
            column, before = self._column(result, before), result.id
            if result.status is not Status.BROKEN:
                column.put(place, result, self._number(result.diagnosis))
        return row

    @property
    def rows(self) -> list[ClassRow]:
        """By student."""
        return sorted(self._rows, key=lambda row: (row.student.casefold(), row.student))

    @property
    def places(self) -> list[ClassRow]:
        """In the order of the columns' cells."""
        return self._rows

    @property
    def columns(self) -> list[TestColumn]:
        """In the suite's order; a test that only some grades know stands where it stands in theirs."""
        return [self._columns[name] for name in self._order]

    @property
    def diagnoses(self) -> list[Diagnosis]:
        """By number."""
        return [diagnosis for _, diagnosis in self._diagnoses.values()]

    @property
    def received(self) -> list[datetime]:
        """The times that are known and can be true, in order."""
        known = sorted(moment for moment in self._received if moment != _NEVER)
        return [datetime.fromtimestamp(moment, UTC) for moment in known]

    def _lean(self, row: ClassRow) -> ClassRow:
        """The same, sharing its counts with all rows that have the same."""
        key = tuple(row.counts.items())
        return replace(row, counts=self._counts.setdefault(key, MappingProxyType(dict(row.counts))))

    def _column(self, result: TestResult, before: str | None) -> TestColumn:
        """The column of the test; a new one stands behind that of `before`."""
        known = self._columns.get(result.id)
        if known is not None:
            return known
        column = TestColumn(
            TestSpec(result.id, result.title, result.task, result.possible, result.visibility)
        )
        for place in range(len(self._rows)):
            column.clear(place)
        self._columns[result.id] = column
        self._order.insert(0 if before is None else self._order.index(before) + 1, result.id)
        return column

    def _number(self, diagnosis: Diagnosis | None) -> int:
        if diagnosis is None:
            return _NONE
        return self._diagnoses.setdefault(diagnosis.id, (len(self._diagnoses), diagnosis))[0]


def _unread(grade: Grade) -> Iterator[str]:
    """What stood in the way of the submission that should count."""
    if grade.unread:
        why = "; ".join(grade.unread.warnings[:1])
        yield f"attempt {grade.attempt} counts, for the last one is unreadable: {why}"


def _moment(received: datetime | None) -> float:
    """As a number; a clock that is decades off tells nothing."""
    return received.timestamp() if received and _CLOCKS[0] < received.year < _CLOCKS[1] else _NEVER


_NEVER = float("inf")
_CLOCKS = (1971, 2200)
_NONE = -1
_STATUSES = (*Status, None)  # so that -1, for not taken, finds None
_CODES = {status: code for code, status in enumerate(Status)}
