"""A Markdown cell with anything in it: the page shows allowed tags and attributes, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nbconvert.filters import markdown2html

from grader.model import Cell, Notebook
from grader.reports.notebook import MAX_CELL, framed
from tests.reports.traps import PIXEL, TRAPS, cell_html, forbidden

TOKENS = (
    b"<b> | </b> | <p> | <p title=' | <div> | <table> | <td> | <svg> | <math> | <mtext> | <style> | "
    b'<!-- | --> | <![CDATA[ | ]]> | <noscript> | <template> | <select> | <img src= | <img alt=" | '
    b"<span class= | onerror=alert(1) | style='x' | javascript: | data:image/png;base64, | &lt; | &#x3c; | "
    b"&#0; | \" | ' | > | < | / | = | \n\n | ``` | `` | $$ | # | * | - | |-| | [a](b) | ![a](b) | "
    b"\xc2\xa0 | \xe2\x80\xa8 | \x0c | \t"
).split(b" | ")
TRAP = b"<script>alert(1)</script>"


def seeds() -> Iterator[bytes]:
    yield from (trap.encode() for trap in TRAPS)
    yield f"# Title\n\nwith *stress*, `code`\n\n|a|b|\n|-|-|\n|1|2|\n\n![dot]({PIXEL})".encode()
    yield b"```python\ndef f(x): return x\n```\n\n- [ ] $a < b$\n- <i>two</i>"


def shown(source: str) -> str:
    cell = Cell("markdown", source[:MAX_CELL])  # longer ones get a line of the page's own
    return cell_html(framed(Notebook("a.ipynb", ("a.py",), (cell,), {}), {}).document)


def careless(source: str) -> str:
    return str(markdown2html(source))


def check(data: bytes, subject: Callable[[str], str] = shown) -> None:
    assert forbidden(subject(data.decode("utf-8", "replace"))) == []
