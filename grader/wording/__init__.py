"""Observations in sentences, one that gives nothing away and all of them; and the parts of other messages."""

from grader.wording.characters import printable
from grader.wording.closed import brief
from grader.wording.opened import full
from grader.wording.plurals import counted, plural
from grader.wording.suggestions import did_you_mean, suggestion
from grader.wording.tables import Cell, Row, table
from grader.wording.values import tolerance

__all__ = [
    "Cell",
    "Row",
    "brief",
    "counted",
    "did_you_mean",
    "full",
    "plural",
    "printable",
    "suggestion",
    "table",
    "tolerance",
]
