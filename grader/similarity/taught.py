"""What everybody was given, and so says nothing of anybody: the handout and the course's own helpers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from grader.errors import UnreadableSubmission
from grader.intake.notebooks import make_module, read_cells
from grader.model import Assignment, Course
from grader.similarity.fingerprints import grams
from grader.similarity.tokens import read_tokens

_BLOCK = re.compile(r"^```(?:python|py)\b[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def taught(course: Course, assignment: Assignment) -> frozenset[int]:
    """The hashes of every run of tokens in what students receive."""
    texts = [*_handout(assignment.handout), *_shared(course.root), _head()]
    return frozenset(hash_ for text in texts for hash_ in _hashes(text))


def _handout(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".md", ".ipynb"} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            yield from _code(path, text)


def _code(path: Path, text: str) -> Iterator[str]:
    match path.suffix:
        case ".md":
            yield from (found[1] for found in _BLOCK.finditer(text))
        case ".ipynb":
            yield from _cells(text, path.name)
        case _:
            yield text


def _cells(text: str, file: str) -> Iterator[str]:
    try:
        yield from (cell.source for cell in read_cells(text, file).cells if cell.kind == "code")
    except UnreadableSubmission:
        return  # `grader release --check` says so, to whom it concerns


def _shared(root: Path) -> Iterator[str]:
    for path in sorted((root / "solutions" / "shared").glob("*.py")):
        yield path.read_text(encoding="utf-8", errors="replace")


def _head() -> str:
    """What stands at the top of every module that is made from a notebook."""
    return make_module((), "").text


def _hashes(text: str) -> Iterator[int]:
    try:
        tokens = read_tokens(text)
    except SyntaxError:
        return  # a piece of code in a handout need not be whole
    yield from (gram.hash for gram in grams(tokens))
