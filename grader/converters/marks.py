"""Other graders' solution marks become ours, with what stands in a solution's place in `# STUB` lines."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.authoring.regions import BEGIN, END, STUB, make_stub
from grader.errors import CourseError
from grader.intake.notebooks.magics import foreign, parse

HERE = "# YOUR CODE HERE"
OTTER_LINE = re.compile(r"[ \t]*#[ ]?SOLUTION([ ]NO PROMPT)?[ \t]*$")
OTTER_BEGIN = re.compile(r"\s*# BEGIN SOLUTION( NO PROMPT)?\s*$")
_SCOPE = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class MarksError(Exception):
    """Marks that do not fit together, or around no Python."""


@dataclass(slots=True)
class Region:
    """The lines of a solution, and what students find in their place; `silent` where that is nothing."""

    lines: list[str] = field(default_factory=list)
    prompt: list[str] = field(default_factory=list)
    silent: bool = False

    @property
    def indent(self) -> str:
        """That of its outermost line."""
        indents = [line[: len(line) - len(line.lstrip())] for line in self.lines if line.strip()]
        return min(indents, key=len, default="")


Piece = str | Region


def from_nbgrader(source: str) -> str:
    """A cell whose solution has no marks is a solution as a whole."""
    if "BEGIN SOLUTION" in source or "END SOLUTION" in source:
        return _ours(_nbgrader_pieces(source.split("\n")))
    return _ours([Region(source.split("\n"))])


def from_otter(source: str) -> str:
    return _ours(_otter_pieces(source.split("\n")))


def split_magics(source: str) -> tuple[str, str]:
    """The lines that are IPython's, and the cell without them."""
    if (magic := foreign(source)) is not None:
        raise MarksError(f"`%%{magic}` is not Python")
    try:
        _, plain = parse(source)
    except SyntaxError as error:
        raise MarksError(f"it is not Python: {error.msg} (line {error.lineno})") from None
    lines = source.split("\n")
    if len(plain) != len(lines):
        return "", source
    pairs = list(zip(lines, plain, strict=True))
    taken = [line for line, left in pairs if line.strip() != left.strip() and line.strip()]
    kept = [left for line, left in pairs if line.strip() == left.strip()]
    return "\n".join(taken), "\n".join(kept)


def _nbgrader_pieces(lines: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    region: Region | None = None
    for line in lines:
        if "BEGIN SOLUTION" in line:
            region = _begun(region)
            pieces.append(region)
        elif "END SOLUTION" in line:
            _refuse_end(region)
            region = None
        elif region is not None:
            region.lines.append(line)
        else:
            pieces.append(line)
    return _complete(pieces, region)


def _otter_pieces(lines: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    region: Region | None = None
    prompt: list[str] | None = None
    for line in lines:
        stripped = line.rstrip()
        if stripped.endswith("# BEGIN PROMPT"):
            prompt = _prompt_of(pieces)
        elif stripped.endswith("# END PROMPT"):
            prompt = None
        elif prompt is not None:
            prompt.append(line)
        elif begin := OTTER_BEGIN.match(line):
            region = _begun(region, silent=begin[1] is not None)
            pieces.append(region)
        elif stripped.endswith("# END SOLUTION"):
            _refuse_end(region)
            region = None
        elif region is not None:
            region.lines.append(line)
        else:
            _take_line(line, pieces)
    return _complete(pieces, region)


def _take_line(line: str, pieces: list[Piece]) -> None:
    """A line that is a solution by the mark at its end joins the solution before it, if it is as deep."""
    mark = OTTER_LINE.search(line)
    if mark is None:
        pieces.append(line)
        return
    bare, silent = line[: mark.start()], mark[1] is not None
    last = pieces[-1] if pieces else None
    if isinstance(last, Region) and last.silent == silent and bare.startswith(last.indent):
        last.lines.append(bare)
    else:
        pieces.append(Region([bare], silent=silent))


def _prompt_of(pieces: list[Piece]) -> list[str]:
    """A prompt stands behind the solution whose place it takes, or alone."""
    if not pieces or not isinstance(pieces[-1], Region):
        pieces.append(Region())
    region = pieces[-1]
    assert isinstance(region, Region)
    return region.prompt


def _begun(region: Region | None, *, silent: bool = False) -> Region:
    if region is not None:
        raise MarksError("a solution begins within a solution")
    return Region(silent=silent)


def _refuse_end(region: Region | None) -> None:
    if region is None:
        raise MarksError("a solution ends that has not begun")


def _complete(pieces: list[Piece], region: Region | None) -> list[Piece]:
    if region is not None:
        raise MarksError("a solution has no end")
    return pieces


def _ours(pieces: Sequence[Piece]) -> str:
    """The cell in our marks; what they leave to students has to be Python."""
    for piece, stub in zip(_regions(pieces), _stubs(pieces), strict=True):
        piece.prompt = piece.prompt or stub
    text = _rendered(pieces)
    try:
        ast.parse(make_stub(text, file="the cell"))
    except SyntaxError as error:
        raise MarksError(f"without its solution the cell is not Python: {error.msg}") from None
    except CourseError as error:
        raise MarksError(error.problems[0].message) from None
    return text


def _regions(pieces: Sequence[Piece]) -> list[Region]:
    return [piece for piece in pieces if isinstance(piece, Region)]


def _rendered(pieces: Sequence[Piece]) -> str:
    return "\n".join(line for piece in pieces for line in _lines(piece))


def _lines(piece: Piece) -> Iterator[str]:
    if isinstance(piece, str):
        yield piece
        return
    prompt = Region(piece.prompt).indent
    indent = piece.indent if any(line.strip() for line in piece.lines) else prompt
    yield f"{indent}{BEGIN}"
    for line in piece.prompt:
        yield f"{indent}{STUB}{line.removeprefix(indent if line.startswith(indent) else prompt)}"
    yield from piece.lines
    yield f"{indent}{END}"


def _stubs(pieces: Sequence[Piece]) -> Iterator[list[str]]:
    """What stands in for each region that says nothing itself."""
    text = _rendered(pieces)
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise MarksError(f"it is not Python: {error.msg} (line {error.lineno})") from None
    except (ValueError, RecursionError, MemoryError):
        raise MarksError("Python cannot read it") from None
    begins = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == BEGIN]
    ends = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == END]
    for region, begin, end in zip(_regions(pieces), begins, ends, strict=True):
        around = [node for node in ast.walk(tree) if isinstance(node, _SCOPE) and _holds(node, begin)]
        if not around:
            yield [] if region.silent else _at_top(tree, begin, end, region.indent)
        else:
            yield [f"{region.indent}pass"] if isinstance(around[-1], ast.ClassDef) else []


def _holds(node: _SCOPE, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _at_top(tree: ast.Module, begin: int, end: int, indent: str) -> list[str]:
    """Answers are None until they are given; anything else has to be written from nothing."""
    inside = [node for node in _outside_of_scopes(tree) if begin < node.lineno < end]
    names = dict.fromkeys(name for node in inside for name in _assigned(node))
    return [f"{name} = None" for name in names] or [f"...  {HERE}" if indent else HERE]


def _outside_of_scopes(node: ast.AST) -> Iterator[ast.stmt]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        if not isinstance(child, _SCOPE | ast.Lambda):
            yield from _outside_of_scopes(child)


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets: list[ast.expr] = []
    match node:
        case ast.Assign():
            targets = node.targets
        case ast.AnnAssign() | ast.AugAssign():
            targets = [node.target]
    for target in targets:
        for part in ast.walk(target):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id
