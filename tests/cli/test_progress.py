from __future__ import annotations

import io

import pytest
from rich.console import Console

from grader.cli.progress import NOT_ISOLATED, Bar, Lines
from grader.grading import SuiteInfo
from grader.model import Isolation
from grader.reports import ClassRow
from tests.waiting import until

ROW = ClassRow("alice", 4.0, 4.0, {}, needs_review=False, warnings=())


def a_run(watch: Bar | Lines, isolation: str = "kernel") -> None:
    watch.found(3)
    watch.skipped("carol")
    watch.started("\x1b[31malice")
    watch.ready(SuiteInfo((), Isolation(isolation)))
    watch.graded(ROW)


def test_elsewhere_there_is_one_line_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    with Lines() as watch:
        a_run(watch)
    told = capsys.readouterr()
    assert told.err == "graded 1 of 2 (1 more were graded already)\n"
    assert told.out == ""


def test_elsewhere_a_line_comes_even_while_nothing_finishes(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []

    def heard() -> bool:
        told.append(capsys.readouterr().err)
        return "\n" in "".join(told)

    with Lines(seconds=0.05) as watch:
        a_run(watch)
        until(heard)
    line = "".join(told).splitlines()[0]
    assert line.startswith("graded 1 of 2 (1 more were graded already), ")
    assert "s left, now " in line
    assert "\x1b" not in line


def test_a_run_that_grades_nothing_needs_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Lines() as watch:
        watch.found(1)
        watch.skipped("alice")
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_a_bar_with_its_count() -> None:
    stream = io.StringIO()
    with Bar(Console(file=stream, force_terminal=True, width=100, no_color=True)) as watch:
        a_run(watch)
    assert "1/2" in stream.getvalue()
    assert "\x1b[31m" not in stream.getvalue()


@pytest.mark.parametrize(("isolation", "warned"), [("none", True), ("kernel", False)])
def test_missing_isolation_is_told_at_once(
    capsys: pytest.CaptureFixture[str], isolation: str, warned: bool
) -> None:
    stream = io.StringIO()
    for watch in (Lines(), Bar(Console(file=stream, width=100))):
        with watch:
            a_run(watch, isolation)
    assert (NOT_ISOLATED in capsys.readouterr().err) is warned
    assert (NOT_ISOLATED in stream.getvalue()) is warned
