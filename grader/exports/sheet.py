"""A CSV file that somebody downloaded: some cells change, every other byte stays."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.messages import printable

Place = tuple[int, int]  # row and column; row 0 is the header


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell's text, and where it stands in the file."""

    value: str
    start: int
    end: int


class Sheet:
    """The cells of a downloaded file, by row and column."""

    def __init__(self, path: Path, text: str, separator: str) -> None:
        self.path = path
        self._text = text
        self._separator = separator
        self._fields = list(_records(text, separator))
        self._refuse_what_csv_reads_otherwise()

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Bytes that are no UTF-8 are carried along and come out as they were."""
        try:
            text = path.read_bytes().decode("utf-8", "surrogateescape")
        except OSError as error:
            raise UsageError(
                f"cannot be read ({error.strerror or error})",
                where=printable(str(path)),
                advice="Give the file that you downloaded with --into.",
            ) from error
        first_line = text.partition("\n")[0]
        return cls(path, text, max(_SEPARATORS, key=first_line.count))

    @property
    def header(self) -> list[str]:
        return self.row(0) if self._fields else []

    @property
    def rows(self) -> range:
        """The numbers of the rows below the header that are not empty."""
        return range(1, len(self._fields))

    def row(self, number: int) -> list[str]:
        return [field.value for field in self._fields[number]]

    def cell(self, row: int, column: int) -> str:
        """Empty where the row is shorter."""
        fields = self._fields[row]
        return fields[column].value.strip() if column < len(fields) else ""

    def has(self, row: int, column: int) -> bool:
        return column < len(self._fields[row])

    def filled(self, cells: Mapping[Place, str]) -> bytes:
        """The file with these cells in place of its own."""
        pieces, done = [], 0
        for row, column in sorted(cells):
            field = self._fields[row][column]
            pieces += [self._text[done : field.start], self._quoted(cells[row, column])]
            done = field.end
        return "".join([*pieces, self._text[done:]]).encode("utf-8", "surrogateescape")

    def _quoted(self, value: str) -> str:
        if not any(mark in value for mark in (self._separator, '"', "\n", "\r")):
            return value
        return '"' + value.replace('"', '""') + '"'

    def _refuse_what_csv_reads_otherwise(self) -> None:
        """A file that can be read in two ways is changed in neither."""
        try:
            known = [
                row
                for row in csv.reader(
                    io.StringIO(self._text.removeprefix(_BOM), newline=""), delimiter=self._separator
                )
                if row
            ]
        except csv.Error:
            known = []
        if known != [self.row(number) for number in range(len(self._fields))] or "\0" in self._text:
            raise UsageError(
                "is not a CSV file with well-formed quotes in UTF-8 or Latin letters",
                where=printable(str(self.path)),
                advice="Download it again, and do not save it with another program in between.",
            )


def _records(text: str, separator: str) -> Iterator[list[_Field]]:
    """The fields of each line that is not empty."""
    field = re.compile(_FIELD.format(re.escape(separator)))
    at = len(_BOM) if text.startswith(_BOM) else 0
    record: list[_Field] = []
    while at < len(text) or record:
        match = field.match(text, at)
        assert match is not None  # the pattern takes anything
        record.append(_Field(_unquoted(match[1]), match.start(1), match.end(1)))
        at = match.end()
        if match[2] != separator:
            if len(record) > 1 or match[1]:
                yield record
            record = []


def _unquoted(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw


_BOM = "\ufeff"
_SEPARATORS = (",", ";", "\t")
_FIELD = r'("(?:[^"]|"")*+"|[^{0}\r\n]*+)({0}|\r\n|\n|\r|\Z)'
