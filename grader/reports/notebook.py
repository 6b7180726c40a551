"""The notebook that a student handed in, as it stands at the end of their page: harmless, and with feedback.

Nothing of it runs or asks for anything, for three reasons: it is sanitised, its frame's sandbox
allows nothing, and so does the frame's policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from grader.messages import printable
from grader.model import Cell, Notebook
from grader.reports.pages import render

if TYPE_CHECKING:
    from markupsafe import Markup
    from nbconvert import HTMLExporter
    from nh3 import Cleaner

# What Markdown takes to render can grow with the square of a cell, and its author may mean harm.
MAX_CELL = 10_000
MAX_CHARACTERS = 122_000
# What a cell takes of that room, and each mark that Markdown makes of a text: two thousand empty cells, or a
# table of five thousand rows in 10,000 characters, would keep a class waiting.
CELL, MARK = 100, 3
MAX_IMAGE = 8_000


@dataclass(frozen=True, slots=True)
class Framed:
    """A page of its own, to be put into a frame; `height` is a guess, in rem."""

    file: str
    height: int
    document: Markup


def framed(notebook: Notebook, beside: Mapping[int, Sequence[object]]) -> Framed:
    """`beside` holds what is to be said of the tasks that are defined in a cell, by the cell's number."""
    shown = list(_shown(notebook.cells, beside))
    content = {"file": notebook.file, "cells": shown, "left_out": len(notebook.cells) - len(shown)}
    return Framed(notebook.file, sum(map(_height, shown)), render("notebook.html.jinja", content))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell as it is shown, cut where it is very long."""

    number: int
    source: str
    html: Markup
    cut: bool
    beside: Sequence[object]


def _shown(cells: Sequence[Cell], beside: Mapping[int, Sequence[object]]) -> Iterator[_Shown]:
    """The cells, as long as there is room for them."""
    room = MAX_CHARACTERS
    for number, cell in enumerate(cells, start=1):
        source = printable(cell.source, MAX_CELL)
        room -= len(source) + CELL
        if room < 0:
            return
        html = _html(number, cell.kind, source)
        room -= 0 if cell.kind == "code" else MARK * html.count("<")
        cut = len(cell.source) > MAX_CELL
        yield _Shown(number, source, html, cut, beside.get(number, ()))


def _html(number: int, kind: str, source: str) -> Markup:
    """What cannot be rendered, such as a picture that was pasted and is not there, is shown as written."""
    from markupsafe import Markup

    try:
        return _rendered(number, kind, source)
    except Exception:  # of as many kinds as Markdown has ways to go wrong, and one must not end a run
        return Markup("<pre>{}</pre>").format(source)


def _rendered(number: int, kind: str, source: str) -> Markup:
    from markupsafe import Markup
    from nbformat import v4

    make = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell}.get(kind, v4.new_raw_cell)
    cell = make(source, id=f"cell-{number}")  # type: ignore[no-untyped-call]
    alone = v4.new_notebook(cells=[cell], metadata=_METADATA)  # type: ignore[no-untyped-call]
    html, _ = _exporter(is_code=kind == "code").from_notebook_node(alone)
    return Markup(html)  # noqa: S704 - sanitised on its way


@cache
def _exporter(*, is_code: bool) -> HTMLExporter:
    """Code is escaped where it is coloured, and its thousands of marks would take seconds to go through."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic", sanitize_html=True, exclude_anchor_links=True, exclude_input_prompt=True
    )
    exporter.register_filter("clean_html", _as_it_is if is_code else _clean)  # type: ignore[no-untyped-call]
    return exporter


def _as_it_is(html: object) -> object:
    return html


def _clean(html: object) -> str:
    """In place of nbconvert's own filter, which knows neither paragraphs nor images and shows their tags."""
    return _cleaner().clean(str(html))


@cache
def _cleaner() -> Cleaner:
    """Removes each tag that is not allowed and keeps its text; scripts and styles go with theirs."""
    from nh3 import Cleaner

    return Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_harmless,
        url_schemes={"data"},
        link_rel=None,  # there are no links, and nothing is added
    )


def _harmless(tag: str, name: str, value: str) -> str | None:
    """The value of an allowed attribute, or None to remove it."""
    if (tag, name) == ("img", "src") and not _is_small_image(value):
        return None
    if name == "class" and not _COLOUR.fullmatch(value):
        return None
    return value


def _is_small_image(address: str) -> bool:
    return len(address) <= MAX_IMAGE and _IMAGE.fullmatch(address) is not None


def _height(cell: _Shown) -> int:
    lines = sum(1 + len(line) // _LINE for line in cell.source.split("\n"))
    return 3 + lines * 3 // 2 + 12 * len(cell.beside)


_LINE = 90
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_COLOUR = re.compile(r"[a-z]{1,2}[a-z0-9]?")  # a class of Pygments; those of the page itself are longer
_METADATA = {"language_info": {"name": "python", "pygments_lexer": "python3"}}
_TEXT = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div", "br", "hr"}
_PHRASES = {"code", "span", "em", "strong", "b", "i", "u", "s", "del", "sub", "sup", "img"}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"}
_TAGS = _TEXT | _PHRASES | _LISTS
# Without an entry for all tags nh3 allows `lang` and `title` on each.
_ATTRIBUTES: dict[str, set[str]] = {"img": {"alt", "src"}, "span": {"class"}, "*": set()}
