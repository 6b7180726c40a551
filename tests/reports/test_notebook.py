"""The notebook on the student's page: what it shows, and in a real browser, what it does not do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from nbconvert.filters import markdown2html

from grader.intake import Source
from grader.intake import read as take
from grader.model import Assignment, Cell, Diagnosis, Grade, Notebook, Status, Visibility
from grader.observations import Differences, WrongValues
from grader.reports import write_student_page
from tests.reports.traps import PIXEL, TRAPS, cell_html, forbidden
from tests.waiting import until

Make = Callable[..., Any]


@pytest.fixture
def notebook() -> Callable[..., Notebook]:
    """A notebook for `softmax.py` of cells in brief: code, or Markdown after `md:`."""

    def make(*cells: str, **defined: int) -> Notebook:
        made = tuple(
            Cell("markdown", cell.removeprefix("md:")) if cell.startswith("md:") else Cell("code", cell)
            for cell in cells
        )
        return Notebook("softmax.ipynb", ("softmax.py",), made, defined)

    return make


@pytest.fixture
def write(assignment: Assignment, tmp_path: Path) -> Callable[..., Path]:
    def write(grade: Grade, *notebooks: Notebook) -> Path:
        return write_student_page(grade, assignment, "Deep learning", tmp_path, notebooks)

    return write


@pytest.fixture
def passed(grade: Make, result: Make) -> Grade:
    made: Grade = grade(result())
    return made


@pytest.fixture
def document(read: Make) -> Callable[[Path], str]:
    """The page inside of the frame."""

    def inside(page: Path) -> str:
        (frame,) = read(page).root.all("iframe")
        source: str = frame.attributes["srcdoc"]
        return source

    return inside


def test_a_submission_without_a_notebook_has_no_frame(passed: Grade, write: Make, read: Make) -> None:
    assert not read(write(passed)).root.all("iframe")


def test_the_notebook_comes_last_in_a_frame_that_allows_nothing(
    passed: Grade, write: Make, read: Make, notebook: Make
) -> None:
    page = read(write(passed, notebook("x = 1")))
    (frame,) = page.root.all("iframe")
    assert frame.attributes["sandbox"] == ""
    assert frame.attributes["title"] == "Your notebook softmax.ipynb"
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in frame.attributes["srcdoc"]
    main = page.root.find(id="main")
    assert frame in [element for element in main.children if not isinstance(element, str)][-1].all()


def test_feedback_stands_above_the_cell_that_defines_the_function(
    grade: Make, wrong: Make, write: Make, document: Make, notebook: Make
) -> None:
    failed = wrong(
        WrongValues("dW", Differences(yours=1.0, expected=2.0)),
        Visibility.HIDDEN,
        diagnosis=Diagnosis("m", "Not averaged", "Divide by `N`."),
    )
    cells = ("import numpy as np", "md:## The loss", "def loss_naive(): ...", "def other(): ...")
    inside = document(write(grade(failed), notebook(*cells, loss_naive=3, other=4)))
    third = inside[inside.index("cell 3</p>") : inside.index("cell 4</p>")]
    assert third.index("Feedback on <code>loss_naive</code>") < third.index("Not averaged")
    assert third.index("Divide by <code>N</code>.") < third.index('<span class="nf">loss_naive</span>')
    assert inside.count("<aside") == 1


def test_a_notebook_gets_no_feedback_for_files_that_it_does_not_stand_for(
    grade: Make, result: Make, write: Make, document: Make, notebook: Make
) -> None:
    inside = document(write(grade(result(task="predict")), notebook("def predict(): ...", predict=1)))
    assert "<aside" not in inside


def test_a_task_with_nothing_to_do_is_praised(
    passed: Grade, write: Make, document: Make, notebook: Make
) -> None:
    inside = document(write(passed, notebook("def loss_naive(): ...", loss_naive=1)))
    assert "Every test passes." in inside


def test_withheld_tests_are_not_called_passed(
    grade: Make, result: Make, write: Make, document: Make, notebook: Make
) -> None:
    inside = document(write(grade(result(Status.BROKEN)), notebook("def loss_naive(): ...", loss_naive=1)))
    assert "Every test passes." not in inside
    assert "withheld" in inside


def test_headings_tables_and_small_pictures_stay(
    passed: Grade, write: Make, document: Make, notebook: Make
) -> None:
    text = f"md:# Title\n\nwith *stress*\n\n|a|b|\n|-|-|\n|1|2|\n\n![dot]({PIXEL})"
    inside = document(write(passed, notebook(text)))
    for kept in ("<h1>Title</h1>", "<em>stress</em>", "<td>1</td>", f'src="{PIXEL}"'):
        assert kept in inside


def test_pictures_of_other_kinds_from_elsewhere_or_too_large_lose_their_source(
    passed: Grade, write: Make, document: Make, notebook: Make
) -> None:
    sources = [
        "http://trap.example/a.png",
        "data:image/svg+xml;base64,AAAA",
        "data:text/html;base64,AAAA",
        "data:image/png;base64," + "A" * 8_000,
        "//trap.example/a.png",
    ]
    cells = [f'md:<img src="{source}" alt="x">' for source in sources]
    inside = document(write(passed, notebook(*cells)))
    assert inside.count('<img alt="x"/>') == len(sources)
    assert "src=" not in inside


def test_a_span_keeps_no_class_but_those_that_colour_code(
    passed: Grade, write: Make, document: Make, notebook: Make
) -> None:
    """Others would look like feedback: the page's style sheet has classes of its own."""
    text = 'md:<span class="failed">a</span> <span class="nf">b</span> <b class="nf" id="x">c</b>'
    inside = document(write(passed, notebook(text)))
    assert '<span>a</span> <span class="nf">b</span> <b>c</b>' in inside


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_leaves_nothing_that_runs_or_asks(
    trap: str, passed: Grade, write: Make, document: Make, notebook: Make
) -> None:
    inside = document(write(passed, notebook(f"md:{trap}")))
    assert forbidden(cell_html(inside)) == []


@pytest.mark.parametrize("attribute", ["title", "lang", "style", "id", "class", "dir", "data-x", "srcset"])
def test_an_attribute_that_is_not_listed_goes(
    attribute: str, passed: Grade, write: Make, document: Make, notebook: Make
) -> None:
    tags = [f"<{tag} {attribute}='failed'>x</{tag}>" for tag in ("p", "td", "div", "b", "img", "span")]
    inside = document(write(passed, notebook(f"md:{''.join(tags)}")))
    assert forbidden(cell_html(inside)) == []
    assert "failed" not in cell_html(inside)


def test_every_trap_is_forbidden_as_it_is_written() -> None:
    """As Markdown makes HTML of it, and nothing takes it out."""
    assert [trap for trap in TRAPS if not forbidden(str(markdown2html(trap)))] == []


def test_a_very_long_cell_is_cut_and_a_very_long_notebook_too(
    passed: Grade, write: Make, document: Make, notebook: Make
) -> None:
    inside = document(write(passed, notebook(*["# " + "x" * 12_000] * 30)))
    assert inside.count("The rest of this cell is not shown.") == 12
    assert "18 more cells are not shown." in inside


def test_the_same_notebook_gives_the_same_page(passed: Grade, write: Make, notebook: Make) -> None:
    pages = [write(passed, notebook("md:# A", "x = 1")).read_bytes() for _ in range(2)]
    assert pages[0] == pages[1]


def booby_trapped(folder: Path) -> Path:
    """A notebook with every trap as Markdown, as a raw cell, in code and in each kind of output."""

    def outputs(trap: str) -> list[dict[str, object]]:
        bundle = dict.fromkeys(
            ("text/html", "text/plain", "image/svg+xml", "application/javascript", "text/markdown"), trap
        )
        return [
            {
                "output_type": "display_data",
                "data": bundle | {"application/javascript": "alert(1)"},
                "metadata": {},
            },
            {"output_type": "stream", "name": "stdout", "text": trap},
            {"output_type": "error", "ename": trap, "evalue": trap, "traceback": [trap]},
        ]

    cells: list[dict[str, object]] = []
    for trap in TRAPS:
        cells.append({"cell_type": "markdown", "metadata": {}, "source": trap})
        cells.append({"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": trap})
        source = f"# {trap}\ntext = {trap!r}"
        cells.append({"cell_type": "code", "metadata": {}, "source": source, "outputs": outputs(trap)})
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {"title": TRAPS[0]}, "cells": cells}
    path = folder / "softmax.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


class Watched:
    """A page of the browser, and all that it did besides showing what it was given."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.asked: list[str] = []
        self.sent: list[str] = []  # what nothing in the browser held back
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.route(re.compile("^http:"), self._refuse)

    def _refuse(self, route: Any) -> None:
        self.sent.append(route.request.url)
        route.abort()

    def _dismiss(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def show(self, path: Path) -> None:
        self.page.goto(path.as_uri())
        self.rest()

    def rest(self) -> None:
        """Let the page do what it still may, and hear of it."""
        self.page.wait_for_timeout(500)

    @property
    def requests(self) -> list[str]:
        """What it asked for beyond the page itself and what the page holds."""
        return [url for url in self.asked[1:] if not url.startswith(("about:srcdoc", "data:"))]


def test_a_booby_trapped_notebook_runs_nothing_and_asks_for_nothing(
    new_page: Make, passed: Grade, write: Make, tmp_path: Path, assignment: Assignment
) -> None:
    submission = take(assignment, Source("mallory", (booby_trapped(tmp_path).parent,)))
    (notebook,) = submission.notebooks
    assert len(notebook.cells) == 3 * len(TRAPS)
    watched = Watched(new_page())
    watched.show(write(passed, notebook))
    (frame,) = [frame for frame in watched.page.frames if frame != watched.page.main_frame]
    assert frame.get_by_text(f"cell {3 * len(TRAPS)}", exact=True).count() == 1
    assert (
        frame.locator("script, svg:not(.glyph), iframe, form, object, embed, a, link, [onerror]").count() == 0
    )
    assert watched.requests == []
    assert watched.said == []


def test_what_would_slip_through_unsanitised_is_held_by_the_frame(
    new_page: Make, passed: Grade, write: Make, notebook: Make
) -> None:
    page = write(passed, notebook("x = 1"))
    text = page.read_text("utf-8")
    end = escape("</body>")
    assert text.count(end) == 1
    page.write_text(text.replace(end, escape("\n".join(TRAPS)) + end), encoding="utf-8")
    watched = Watched(new_page())
    watched.show(page)
    until(lambda: any("Blocked script execution" in text for text in watched.said), pause=watched.rest)
    assert watched.sent == []
    assert ran(watched) == []


def ran(watched: Watched) -> list[str]:
    """What a trap says of itself; a browser that blocks one quotes no more than its address."""
    return [
        text for text in watched.said if text.endswith((" ran", "escaped", "mutated")) or "dialog" in text
    ]


def test_the_watch_sees_what_the_traps_do_where_nothing_holds_them(new_page: Make, tmp_path: Path) -> None:
    page = tmp_path / "open.html"
    page.write_text("<!doctype html><body>" + "\n".join(TRAPS[:6]), encoding="utf-8")
    watched = Watched(new_page())
    watched.show(page)
    until(lambda: {"script ran", "onerror ran", "svg ran"} <= set(ran(watched)), pause=watched.rest)
    until(lambda: "http://trap.example/a.png" in watched.requests, pause=watched.rest)
    until(lambda: "http://trap.example/a.png" in watched.sent, pause=watched.rest)
