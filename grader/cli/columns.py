"""Tables on stdout: with colours and lines on a terminal, in plain columns elsewhere."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.messages import printable

WIDEST = 100_000  # characters


class Paper:
    """Stdout, for lines and tables. Whatever comes here may be a student's text."""

    def __init__(self) -> None:
        console = Console(file=sys.stdout, highlight=False)
        # Elsewhere nobody wraps lines, and a cut name would be a wrong one.
        width = None if console.is_terminal else WIDEST
        self._console = Console(file=sys.stdout, highlight=False, width=width)

    def table(self) -> Table:
        return Table(box=box.SIMPLE_HEAD if self._console.is_terminal else None, pad_edge=False)

    def print(self, table: Table) -> None:
        self._console.print(table)

    def line(self, text: str = "") -> None:
        """One line, whatever the text is."""
        self._console.print(plain(" ".join(text.splitlines())), soft_wrap=True)


def plain(text: str, style: str = "") -> Text:
    return Text(printable(text), style)
