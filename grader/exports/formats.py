"""The formats, one file each; a new one is a file and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from grader.exports.request import Report, Request


@dataclass(frozen=True, slots=True)
class Format:
    """`module` has a function `export`; `name` is the file or folder it writes, if no other is named."""

    module: str
    name: str
    about: str
    fills_in: bool = False


FORMATS = {
    "autolab": Format("autolab", "autolab", "a folder of autoresults, points per task"),
    "canvas": Format("canvas", "canvas.csv", "a downloaded gradebook, filled in", fills_in=True),
    "gradescope": Format("gradescope", "gradescope.zip", "the autograder zip, with the hidden tests"),
    "gradescope-results": Format("gradescope_results", "gradescope", "a folder of results.json"),
    "json": Format("results_json", "results.json", "everything, for programs and instructors"),
    "junit": Format("junit", "junit.xml", "JUnit XML, a suite per student"),
    "moodle": Format("moodle", "moodle.csv", "a downloaded grading worksheet, filled in", fills_in=True),
    "nbgrader": Format("nbgrader", "nbgrader.csv", "the CSV of `nbgrader export`"),
    "prairielearn": Format("prairielearn", "prairielearn", "a folder of external grading results"),
}


def export(name: str, request: Request) -> Report:
    """Write `request.out` in the format `name`."""
    report: Report = import_module(f"grader.exports.{FORMATS[name].module}").export(request)
    return report
