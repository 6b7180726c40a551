"""From what a code cell holds to Python: IPython's magics and shell lines are blanked, line by line."""

from __future__ import annotations

import ast
import re
import textwrap

# Their body is ordinary Python, run where the cell stands.
TRANSPARENT = {"time", "timeit", "capture", "prun", "python", "python3"}
MAX_ROUNDS = 20

_CELL_MAGIC = re.compile(r"\s*%%(\w*)[^\n]*")
_LINE = re.compile(r"(\s*)(?:[%!?].*|[\w.*]+\s*\?{1,2}\s*)", re.DOTALL)
_ASSIGNED = re.compile(r"(\s*[\w., ]+=\s*)[%!].*", re.DOTALL)


def foreign(source: str) -> str | None:
    """The name of the cell magic that says that the body is not for this Python; None without one."""
    found = _CELL_MAGIC.match(source)
    return found[1] if found and found[1] not in TRANSPARENT else None


def parse(source: str) -> tuple[list[ast.stmt], list[str]]:
    """The statements of a cell and the lines that they count by; raises SyntaxError.

    A line that Python refuses is blanked where it looks like a magic: `%` at the start of a line may
    also go on with an expression.
    """
    lines = _lines(source)
    for _ in range(MAX_ROUNDS):
        try:
            return _statements(lines), lines
        except SyntaxError as error:
            if not _blank(lines, (error.lineno or 0) - 1):
                raise
    for number in range(len(lines)):
        _blank(lines, number)
    return _statements(lines), lines


def _lines(source: str) -> list[str]:
    if found := _CELL_MAGIC.match(source):
        source = "\n" * found[0].count("\n") + source[found.end() :]
    indented = source.strip("\n")[:1] in {" ", "\t"}  # IPython takes a cell that is indented as a whole
    return (textwrap.dedent(source) if indented else source).split("\n")


def _statements(lines: list[str]) -> list[ast.stmt]:
    try:
        return ast.parse("\n".join(lines)).body
    except SyntaxError:
        raise
    except (ValueError, RecursionError, MemoryError):  # lone surrogates, and nesting beyond all reason
        raise SyntaxError("Python cannot read this cell") from None


def _blank(lines: list[str], number: int) -> bool:
    """Put something harmless, as deep, in place of a magic; false where the line is none."""
    if not 0 <= number < len(lines):
        return False
    if assigned := _ASSIGNED.fullmatch(lines[number]):
        harmless = f"{assigned[1]}get_ipython()"  # what IPython makes of it: running code
    elif found := _LINE.fullmatch(lines[number]):
        harmless = f"{found[1]}pass"
    else:
        return False
    while lines[number].endswith("\\") and number + 1 < len(lines):
        lines[number], harmless = harmless, ""
        number += 1
    lines[number] = harmless
    return True
