"""Answers that survive in what is handed out: in a docstring, a comment, a notebook's text, a public test.

An answer is a statement of a solution region that assigns or returns something worked out, of at least
12 characters. Imports, headers, and moves of plain names (`return loss, dW`) give nothing away. A statement
that ends in `# GIVEN` is one that students may see.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate

from grader.errors import Problem

GIVEN = "# GIVEN"
SHORTEST = 12  # characters of an answer: shorter statements turn up by chance
MAGIC = re.compile(r"^[ \t]*[%!].*", re.MULTILINE)

_WORK = (
    ast.BinOp,
    ast.BoolOp,
    ast.Call,
    ast.Compare,
    ast.Constant,
    ast.IfExp,
    ast.Lambda,
    ast.Subscript,
    ast.UnaryOp,
    ast.comprehension,
)


@dataclass(frozen=True, slots=True)
class SolutionPassage:
    """A text under the name that messages give it; `solution` holds its lines, from 1, that stay behind."""

    name: str
    text: str
    solution: frozenset[int] = frozenset()


def surviving_answers(passages: Sequence[SolutionPassage]) -> list[Problem]:
    """Each place outside of the solutions where a statement of one stands, wherever its lines break."""
    answers = {statement: place for passage in passages for statement, place in _answers(passage)}
    return [problem for passage in passages for problem in _found(passage, answers)]


def _answers(passage: SolutionPassage) -> Iterator[tuple[str, str]]:
    """The statements that give something away, with single blanks, each with its place."""
    if not passage.solution:
        return
    lines = passage.text.split("\n")
    for node in _worked_out(_tree(passage.text)):
        statement = " ".join(_words(ast.get_source_segment(passage.text, node) or ""))
        given = lines[(node.end_lineno or node.lineno) - 1].endswith(GIVEN)
        if node.lineno in passage.solution and len(statement) >= SHORTEST and not given:
            yield statement, f"{passage.name}:{node.lineno}"


def _tree(text: str) -> ast.Module:
    """A notebook's hidden cell may hold magics, which are no Python; what stays unreadable has no answers."""
    for attempt in (text, MAGIC.sub("", text)):
        with suppress(SyntaxError):
            return ast.parse(attempt)
    return ast.Module([], [])


def _worked_out(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return):
            value = node.value
            plain = value is None or (isinstance(node, ast.Return) and isinstance(value, ast.Constant))
            if value and not plain and any(_works(part) for part in ast.walk(value)):
                yield node


def _works(part: ast.AST) -> bool:
    """Names, attributes and tuples only move what is there already, and None is what a stub holds."""
    return isinstance(part, _WORK) and not (isinstance(part, ast.Constant) and part.value is None)


def _found(passage: SolutionPassage, answers: Mapping[str, str]) -> Iterator[Problem]:
    lines = [
        (word, number)
        for number, line in enumerate(passage.text.split("\n"), start=1)
        if number not in passage.solution
        for word in _words(line)
    ]
    text = " ".join(word for word, _ in lines)
    starts = list(accumulate((len(word) + 1 for word, _ in lines), initial=0))
    for statement in (statement for statement in answers if statement in text):
        for match in re.finditer(rf"(?<![\w.]){re.escape(statement)}(?!\w|\.\w)", text):
            _, number = lines[bisect_right(starts, match.start()) - 1]
            yield Problem(passage.name, number, _SURVIVES.format(statement, answers[statement], GIVEN))


def _words(text: str) -> list[str]:
    """Without the marks of comments, so that an answer is found in one that goes over two lines."""
    return text.replace("#", " ").split()


_SURVIVES = "students would see the answer `{}` ({}): take it out here, or end the solution's line with `{}`"
