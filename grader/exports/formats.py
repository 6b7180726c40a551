"""The formats, one file each; a new one is a file and a line here, or a plugin's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from grader.errors import UsageError
from grader.exports.request import ExportReport, ExportRequest
from grader.plugins import PluginGroup


@dataclass(frozen=True, slots=True)
class Format:
    """How grades are written for another program.

    Args:
        export: writes `request.out`, and says what it wrote.
        name: of the file or folder that it writes where no other is named.
        about: what that is, in a few words.
        fills_in: whether it fills in a file that was downloaded from the other program.
    """

    export: Callable[[ExportRequest], ExportReport]
    name: str
    about: str
    fills_in: bool = False


@dataclass(frozen=True, slots=True)
class _BuiltIn:
    """The function `export` of a module beside this one, which is imported when it is called."""

    module: str

    def __call__(self, request: ExportRequest) -> ExportReport:
        report: ExportReport = import_module(f"grader.exports.{self.module}").export(request)
        return report


FORMATS = {
    "autolab": Format(_BuiltIn("autolab"), "autolab", "a folder of autoresults, points per task"),
    "canvas": Format(_BuiltIn("canvas"), "canvas.csv", "a downloaded gradebook, filled in", fills_in=True),
    "gradescope": Format(
        _BuiltIn("gradescope"), "gradescope.zip", "the autograder zip, with the hidden tests"
    ),
    "gradescope-results": Format(_BuiltIn("gradescope_results"), "gradescope", "a folder of results.json"),
    "json": Format(_BuiltIn("results_json"), "results.json", "everything, for programs and instructors"),
    "junit": Format(_BuiltIn("junit"), "junit.xml", "JUnit XML, a suite per student"),
    "moodle": Format(
        _BuiltIn("moodle"), "moodle.csv", "a downloaded grading worksheet, filled in", fills_in=True
    ),
    "nbgrader": Format(_BuiltIn("nbgrader"), "nbgrader.csv", "the CSV of `nbgrader export`"),
    "prairielearn": Format(_BuiltIn("prairielearn"), "prairielearn", "a folder of external grading results"),
}


PLUGINS = PluginGroup("grader.exporters", FORMATS, Format, "a `grader.exports.Format`")


def find_format(name: str) -> Format:
    """The format `name`; raises UsageError with all of them where there is none."""
    plugins = PLUGINS.found()
    if name in FORMATS:
        return FORMATS[name]
    if name in plugins:
        found: Format = plugins[name].load()
        return found
    about = {known: form.about for known, form in FORMATS.items()}
    about |= {known: f"a plugin of {plugin.distribution}" for known, plugin in plugins.items()}
    lines = (f"{known:20}{text}" for known, text in about.items())
    raise UsageError(f"`{name}` is none of the formats", advice="\n  ".join(lines))


def export(name: str, request: ExportRequest) -> ExportReport:
    """Write `request.out` in the format `name`."""
    return find_format(name).export(request)
