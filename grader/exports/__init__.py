"""Grades in the formats of other programs."""

from grader.exports.formats import FORMATS, Format, export, find_format
from grader.exports.request import Report, Request

__all__ = ["FORMATS", "Format", "Report", "Request", "export", "find_format"]
