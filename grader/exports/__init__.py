"""Grades in the formats of other programs."""

from grader.exports.formats import FORMATS, Format, export, find_format
from grader.exports.request import ExportReport, ExportRequest

__all__ = ["FORMATS", "ExportReport", "ExportRequest", "Format", "export", "find_format"]
