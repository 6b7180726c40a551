"""Cells of a CSV file that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence


def text(value: str) -> str:
    """The value, with an apostrophe before what a spreadsheet would calculate.

    A spreadsheet that is set to another separator starts a cell in the middle of this one, quoted or not.
    """
    return _FORMULA.sub("'", value)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV file with every cell in quotes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


# The last four are the wide forms of the signs, which spreadsheets in Japanese take for them.
_FORMULA = re.compile(r"(?:\A|(?<=[;,\t\r\n]))(?=[\s\0\"]*[-=+@\uff1d\uff0b\uff0d\uff20])|\A(?=[\t\r\n\0])")
