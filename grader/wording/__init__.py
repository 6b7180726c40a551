"""An observation in sentences: one that gives nothing away, and all of them."""

from grader.wording.characters import printable
from grader.wording.closed import brief
from grader.wording.opened import full
from grader.wording.tables import Cell, Row, table
from grader.wording.values import tolerance

__all__ = ["Cell", "Row", "brief", "full", "printable", "table", "tolerance"]
