"""Where in the catalogue a thing stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from grader.course.locate import KeyPath, key_lines, line_of
from grader.course.reader import read
from grader.diagnosis.catalogue import FILE
from grader.model import Assignment


def place(assignment: Assignment, path: KeyPath) -> str:
    """The file and its line. To find lines takes a while, so they are looked for when one is asked for."""
    name = f"solutions/{assignment.id}/{FILE}"
    text = read(assignment.solutions / FILE, name).text
    return f"{name}:{line_of(_lines(text), path)}"


@lru_cache(maxsize=1)
def _lines(text: str) -> Mapping[KeyPath, int]:
    return key_lines(text)
