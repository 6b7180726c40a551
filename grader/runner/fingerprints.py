"""What a test's outcome can depend on in its suite and its reference, as one hash.

A regrade runs only the tests whose fingerprint has changed, so that this errs on the side of too much:
a test depends on its own text, on all that its names reach in its file, on every file of the suite
that is no test file, and on the modules of the reference that it can reach.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from grader.model import Assignment, digest
from grader.runner.context import reference_files


class Fingerprints:
    """Of the tests of one assignment."""

    def __init__(self, assignment: Assignment) -> None:
        self._suite = assignment.suite
        self._reference = {
            name.removesuffix(".py"): _Text(text) for name, text in reference_files(assignment).items()
        }
        self._texts: dict[Path, _Text] = {}
        self._shared = digest(_beside_the_tests(assignment.suite))

    def of(self, file: Path, test: str, *, uses_reference: bool) -> str:
        """The fingerprint of the function or class `test` in `file`."""
        if file not in self._texts:
            self._texts[file] = _Text(file.read_text(encoding="utf-8"))
        reached = list(self._texts[file].reached_from(test))
        words = set(re.findall(r"\w+", " ".join(part.source for part in reached)))
        parts = [part.source for part in reached] + self._imported(words, file)
        return digest([self._shared, *parts, *(self._of_reference(words) if uses_reference else ())])

    def _imported(self, words: set[str], file: Path) -> list[str]:
        """Test files that are used from other test files."""
        others = sorted(self._suite.rglob("test_*.py"))
        return [
            other.read_text(encoding="utf-8") for other in others if other != file and other.stem in words
        ]

    def _of_reference(self, words: set[str]) -> Iterator[str]:
        """The modules that the test names, and what they import; all of them where it names none."""
        names = self._reference.keys() & words or self._reference.keys()
        waiting, reached = sorted(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += self._reference.keys() & self._reference[name].words
        for name in sorted(reached):
            yield from (name, self._reference[name].text)


@dataclass(frozen=True)
class _Part:
    """A statement at the top of a file."""

    source: str
    uses: frozenset[str]  # names, and texts that are names
    defines: frozenset[str]  # empty where it does something for everybody


@dataclass
class _Text:
    text: str
    _known: dict[str, list[_Part]] = field(default_factory=dict)

    @cached_property
    def parts(self) -> list[_Part]:
        # As the parser counts lines; `str.splitlines` knows further ends.
        lines = re.split(r"\r\n|\r|\n", self.text)
        return [_part(lines, node) for node in ast.parse(self.text).body]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self.text))

    def reached_from(self, test: str) -> Iterator[_Part]:
        """In the file's order: the test, what it uses, what that uses, and what holds for every test."""
        used = {test}
        reached: set[int] = set()
        while found := [
            index
            for index, part in enumerate(self.parts)
            if index not in reached and (not part.defines or part.defines & used)
        ]:
            reached |= set(found)
            used |= {name for index in found for name in self.parts[index].uses}
        return (self.parts[index] for index in sorted(reached))


def _part(lines: list[str], node: ast.stmt) -> _Part:
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
    source = "\n".join(lines[first - 1 : node.end_lineno])
    defines = frozenset() if "autouse" in source else frozenset(_defined(node))
    return _Part(source, frozenset(_used(node)), defines)


def _used(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=name) | ast.arg(arg=name):
                yield name
            case ast.Constant(value=str(text)) if text.isidentifier():
                yield text  # `usefixtures("points")`


def _defined(node: ast.stmt) -> Iterable[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [(alias.asname or alias.name).partition(".")[0] for alias in names]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [] if name == "pytestmark" else [name]
    return []


def _beside_the_tests(suite: Path) -> Iterator[str]:
    """Fixtures, helpers and data: every file of the suite but the tests', and what tools leave there."""
    for file in sorted(suite.rglob("*")):
        name = file.relative_to(suite)
        hidden = any(part.startswith((".", "__pycache__")) for part in name.parts)
        if file.is_file() and not hidden and not name.match("test_*.py"):
            yield from (name.as_posix(), file.read_bytes().hex())
