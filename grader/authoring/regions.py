"""The handout's stubs, made from the reference: answers stand between two marks, and are taken out.

    def relu(x):
        '''max(0, x), entry by entry.'''
        # BEGIN SOLUTION
        return np.maximum(0, x)
        # END SOLUTION

becomes a function that raises `NotImplementedError("relu")`. Where a region holds `# STUB` lines,
those lines, uncommented, take its place. Outside of functions a region without them leaves nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.errors import CourseError, Problem

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"
STUB = "# STUB "
LIKE_A_MARK = re.compile(r"#+\s*(BEGIN|END)\s+SOLUTION\b.*", re.IGNORECASE)


def make_stub(source: str, *, file: str) -> str:
    """What students receive in place of `source`; raises CourseError with every mistake in the marks."""
    tree = _parse(source, file)
    lines = source.splitlines(keepends=True)
    regions = _regions(lines, file)
    out: list[str] = []
    done = 0
    for region in regions:
        replacement = _replacement(region, lines, _enclosing_function(tree, region.begin))
        out += lines[done : region.begin - 1] + replacement
        done = region.end if replacement else _skip_blank(lines, region.end)
    return "".join(out + lines[done:]).rstrip() + "\n"


def solution_lines(source: str, *, file: str) -> frozenset[int]:
    """The lines of all regions, from 1, marks and all; raises CourseError as `make_stub` does."""
    regions = _regions(source.splitlines(keepends=True), file)
    return frozenset(line for region in regions for line in range(region.begin, region.end + 1))


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines of the two marks, counted from 1, and their indentation."""

    begin: int
    end: int
    indent: str


def _parse(source: str, file: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise CourseError([Problem(file, error.lineno, f"is not Python: {error.msg}")]) from error


def _regions(lines: list[str], file: str) -> list[_Region]:
    problems: list[Problem] = []
    regions: list[_Region] = []
    begin: int | None = None
    for at, line in enumerate(lines, start=1):
        mark = line.strip()
        if mark == BEGIN:
            if begin is not None:
                problems.append(Problem(file, at, _NESTED.format(begin)))
            begin = begin or at
        elif mark == END and begin is None:
            problems.append(Problem(file, at, _NO_BEGIN))
        elif mark == END and begin is not None:
            region = _Region(begin, at, _indent(lines[begin - 1]))
            problems += _stray_lines(region, lines, file)
            regions.append(region)
            begin = None
        elif mark not in (BEGIN, END) and (like := LIKE_A_MARK.fullmatch(mark)):
            problems.append(Problem(file, at, _LIKE.format(mark, like[1].upper())))
    if begin is not None:
        problems.append(Problem(file, begin, _NO_END))
    if problems:
        raise CourseError(problems)
    return regions


def _stray_lines(region: _Region, lines: list[str], file: str) -> Iterator[Problem]:
    """A region that ends further left than it begins would swallow the next function's signature."""
    for at in range(region.begin, region.end - 1):
        line = lines[at]
        if line.strip() and not line.startswith(region.indent):
            yield Problem(file, at + 1, _STRAY.format(region.begin))
            return
    if _indent(lines[region.end - 1]) != region.indent:
        yield Problem(file, region.end, _UNEVEN.format(region.begin))


def _replacement(region: _Region, lines: list[str], function: str | None) -> list[str]:
    body = (line.strip() for line in lines[region.begin : region.end - 1])
    stub = [line.removeprefix(STUB) for line in body if line.startswith(STUB)]
    if not stub and function:
        stub = [f'raise NotImplementedError("{function}")']
    return [f"{region.indent}{line}\n" for line in stub]


def _enclosing_function(tree: ast.Module, line: int) -> str | None:
    """The qualified name of the innermost function around `line`; None in a class body or outside."""
    around = [  # ast.walk goes level by level, so outer ones come first
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    if not around or isinstance(around[-1], ast.ClassDef):
        return None
    return ".".join(node.name for node in around)


def _skip_blank(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


_LIKE = "`{}` is no mark, and the answer would go out: write `# {} SOLUTION`"
_NESTED = f"`{BEGIN}` inside the region that begins on line {{}}: end that one first with `{END}`"
_NO_BEGIN = f"`{END}` without a beginning: put `{BEGIN}` before the answer's first line, or remove this mark"
_NO_END = f"`{BEGIN}` without an end: put `{END}` after the answer's last line"
_STRAY = "is indented less than the region that begins on line {}: end the region before this line"
_UNEVEN = f"`{END}` is not indented like its `{BEGIN}` on line {{}}: give both the same indentation"
