"""Grades in the formats of other programs."""

from grader.exports.formats import FORMATS, Format, export
from grader.exports.request import Report, Request

__all__ = ["FORMATS", "Format", "Report", "Request", "export"]
