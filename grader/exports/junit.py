"""JUnit XML: a suite for each student, a case for each test.

A wrong answer is a failure, code that does not run to its end an error; a broken test is skipped, as it
says nothing of the student.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from grader.exports import visible
from grader.exports.files import report, write
from grader.exports.request import ExportReport, ExportRequest
from grader.model import Grade, Status, TestResult


def export(request: ExportRequest) -> ExportReport:
    grades = list(request.grades)
    root = _counted(Element("testsuites", name=_legal(request.assignment.id)), _results(grades))
    for grade in grades:
        _add_suite(root, grade)
    write(request.out, tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return report(request, grades)


def _results(grades: Iterable[Grade]) -> list[TestResult]:
    return [result for grade in grades for result in grade.results]


def _counted(element: Element, results: Iterable[TestResult]) -> Element:
    verdicts = Counter(_VERDICTS.get(result.status) for result in results)
    element.set("tests", str(verdicts.total()))
    for attribute, verdict in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(verdicts[verdict]))
    return element


def _add_suite(root: Element, grade: Grade) -> None:
    suite = _counted(SubElement(root, "testsuite", name=_legal(grade.info.student)), grade.results)
    for result in grade.results:
        case = SubElement(suite, "testcase", classname=_legal(result.task), name=_legal(result.title))
        if verdict := _VERDICTS.get(result.status):
            about = _legal(visible.about_test(result))
            SubElement(case, verdict, type=result.status.value, message=about.partition("\n")[0]).text = about


def _legal(text: str) -> str:
    """XML 1.0 has no way to write some characters."""
    return _ILLEGAL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


_VERDICTS = {
    Status.FAILED: "failure",
    Status.MISSING: "failure",
    Status.ERROR: "error",
    Status.TIMEOUT: "error",
    Status.MEMORY: "error",
    Status.BROKEN: "skipped",
}
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
