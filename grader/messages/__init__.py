"""Observations in sentences, one that gives nothing away and all of them; and the parts of other messages."""

from grader.messages.characters import printable
from grader.messages.closed import brief
from grader.messages.opened import full
from grader.messages.plurals import counted, plural
from grader.messages.suggestions import did_you_mean, suggestion
from grader.messages.tables import Row, TableCell, table
from grader.messages.values import tolerance

__all__ = [
    "Row",
    "TableCell",
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
