"""`solutions/<id>/misconceptions.toml`: wrong variants of the reference, with what to say of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from textwrap import dedent
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from grader.course.locate import KeyPath, key_lines, line_of
from grader.course.reader import Mistake, parse, read
from grader.course.tables import Table, Words, repeated, shape_mistakes
from grader.errors import CourseError
from grader.messages import did_you_mean
from grader.model import Assignment, Diagnosis
from grader.runner.context import reference_files

FILE = "misconceptions.toml"
FORMAT = 1
IF = ("If it is the first:", "If it is the second:")
EITHER = "|"  # joins the ids of two misconceptions that fit alike


@dataclass(frozen=True, slots=True)
class Variant:
    """The whole reference with one mistake in it, made in `file`; it may explain tests of `tasks`.

    `path` is where the catalogue has it.
    """

    misconception: str
    tasks: tuple[str, ...]
    file: str
    files: Mapping[str, str] = field(repr=False)
    path: KeyPath


@dataclass(frozen=True, slots=True)
class Misconception:
    """A mistake by name. `twins` give the same values everywhere, so that no test can tell them apart."""

    id: str
    title: str
    advice: str
    twins: tuple[str, ...]
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change of a line of the reference that changes no answer, and why."""

    file: str
    line: str
    mutant: str
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known of an assignment's mistakes."""

    misconceptions: tuple[Misconception, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()

    def by_id(self, id: str) -> Misconception:  # noqa: A002 - the noun's own word
        return next(known for known in self.misconceptions if known.id == id)

    def variants(self, task: str) -> tuple[Variant, ...]:
        """Those that may explain a failed test of `task`."""
        everything = (variant for known in self.misconceptions for variant in known.variants)
        return tuple(variant for variant in everything if task in variant.tasks)

    def diagnosis(self, *ids: str) -> Diagnosis:
        """One misconception, or two that fit alike."""
        known = [self.by_id(name) for name in ids]
        if len(known) == 1:
            return Diagnosis(known[0].id, known[0].title, known[0].advice)
        titles = ", or: ".join(one.title for one in known)
        advice = " ".join(f"{chance} {one.advice}" for chance, one in zip(IF, known, strict=True))
        return Diagnosis(EITHER.join(ids), f"Either: {titles}", advice)


def load_catalogue(assignment: Assignment) -> Catalogue:
    """The assignment's catalogue, empty where there is none; raises CourseError with every mistake in it."""
    path = assignment.solutions / FILE
    if not path.exists():
        return Catalogue()
    source = parse(read(path, f"solutions/{assignment.id}/{FILE}"))
    if problems := source.problems(_mistakes(source.data)):
        raise CourseError(problems)
    file = CatalogueFile.model_validate(source.data)
    builder = _Builder(assignment, reference_files(assignment))
    misconceptions = tuple(builder.misconception(i, table) for i, table in enumerate(file.misconceptions))
    if problems := source.problems([*_name_clashes(file, source.text), *builder.mistakes]):
        raise CourseError(problems)
    return Catalogue(misconceptions, tuple(Equivalent(**table.model_dump()) for table in file.equivalents))


# ---------------------------------------------------------------------- the file


class ChangeTable(Table):
    """What takes the place of `old`, which stands once in the function `in`, or in the whole file."""

    inside: Words | None = Field(default=None, alias="in")
    old: Annotated[str, Field(min_length=1)]
    new: str


class VariantTable(Table):
    """[[misconceptions.variants]]"""

    tasks: Annotated[list[Words], Field(min_length=1)]
    file: Words
    changes: Annotated[list[ChangeTable], Field(min_length=1)]


class MisconceptionTable(Table):
    """[[misconceptions]]"""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Words
    advice: Words
    twins: list[Words] = Field(default_factory=list)
    variants: Annotated[list[VariantTable], Field(min_length=1)]


class EquivalentTable(Table):
    """[[equivalents]]"""

    file: Words
    line: Words
    mutant: Words
    reason: Words


class CatalogueFile(Table):
    """misconceptions.toml"""

    format: int
    misconceptions: list[MisconceptionTable] = Field(default_factory=list)
    equivalents: list[EquivalentTable] = Field(default_factory=list)


def _mistakes(data: dict[str, Any]) -> Iterator[Mistake]:
    """What is wrong with the file by itself; of a newer format only that it is newer."""
    if type(written := data.get("format")) is int and written != FORMAT:
        yield ("format",), f"format {written} is not one that this grader knows ({FORMAT}); upgrade grader"
        return
    yield from shape_mistakes(CatalogueFile, data)


def _name_clashes(file: CatalogueFile, text: str) -> Iterator[Mistake]:
    ids = [table.id for table in file.misconceptions]
    again = list(repeated(ids))
    lines = key_lines(text) if again else {}
    for index in again:
        first = line_of(lines, ("misconceptions", ids.index(ids[index]), "id"))
        what = f"two misconceptions have the id `{ids[index]}`, the first on line {first}; rename one"
        yield ("misconceptions", index, "id"), what
    for index, table in enumerate(file.misconceptions):
        for twin in [twin for twin in table.twins if twin not in ids]:
            where = ("misconceptions", index, "twins")
            guess = did_you_mean(twin, ids, before="; ")
            yield where, f"no misconception has the id `{twin}`{guess}"


# ---------------------------------------------------------------------- the variants


class _Builder:
    """Makes variants of one reference, and notes what keeps it from making some."""

    def __init__(self, assignment: Assignment, reference: Mapping[str, str]) -> None:
        self._tasks = [task.name for task in assignment.tasks]
        self._reference = reference
        self.mistakes: list[Mistake] = []

    def misconception(self, index: int, table: MisconceptionTable) -> Misconception:
        variants = tuple(
            self._variant(("misconceptions", index, "variants", number), table.id, variant)
            for number, variant in enumerate(table.variants)
        )
        advice = " ".join(table.advice.split())
        return Misconception(table.id, table.title, advice, tuple(table.twins), variants)

    def _variant(self, where: KeyPath, misconception: str, table: VariantTable) -> Variant:
        for index, task in enumerate(table.tasks):
            if task not in self._tasks:
                guess = did_you_mean(task, self._tasks, before="; ")
                self._note(where, "tasks", index, f"assignment.toml has no task `{task}`{guess}")
        text = self._changed(where, table)
        files = {**self._reference, table.file: text}
        return Variant(misconception, tuple(table.tasks), table.file, files, where)

    def _changed(self, where: KeyPath, table: VariantTable) -> str:
        """The file's text after all changes, or as far as they can be made."""
        if table.file not in self._reference:
            guess = did_you_mean(table.file, self._reference, before="; ")
            self._note(where, "file", None, f"the reference has no file `{table.file}`{guess}")
            return ""
        text = self._reference[table.file]
        for index, change in enumerate(table.changes):
            try:
                text = _apply(change, text, table.file)
            except ValueError as fault:
                self._note(where, "changes", index, f"change {index + 1}: {fault}")
                break
            except (RecursionError, MemoryError):
                message = f"change {index + 1}: `{table.file}` is nested too deeply for Python to read it"
                self._note(where, "changes", index, message)
                break
            except SyntaxError as fault:
                place = f"`{table.file}` of the reference, line {fault.lineno}"
                self._note(where, "file", None, f"{place}, is not Python: {fault.msg}")
                break
        return text

    def _note(self, where: KeyPath, key: str, index: int | None, message: str) -> None:
        self.mistakes.append(((*where, key, *([] if index is None else [index])), message))


def _apply(change: ChangeTable, text: str, file: str) -> str:
    """The text with the change made; raises ValueError that says why it cannot be made."""
    start, end = _span(text, change.inside)
    if (count := text.count(change.old, start, end)) != 1:
        place = f"`{change.inside}`" if change.inside else "the file"
        raise ValueError(f"`old` stands {count} times in {place}, not once; give other lines")
    if change.new == change.old:
        raise ValueError("`new` is the same as `old`")
    at = text.index(change.old, start)
    changed = text[:at] + change.new + text[at + len(change.old) :]
    if _syntax_error(changed[start : end + len(changed) - len(text)]) and (error := _syntax_error(changed)):
        raise ValueError(f"after it `{file}` is not Python: line {error.lineno}: {error.msg}")
    return changed


def _syntax_error(text: str) -> SyntaxError | None:
    """What keeps a file, or a function alone (which is quicker to read), from being Python."""
    try:
        ast.parse(dedent(text))
    except SyntaxError as error:
        return error
    return None


def _span(text: str, function: str | None) -> tuple[int, int]:
    """Where the function's text begins and ends."""
    if function is None:
        return 0, len(text)
    spans = _spans(text)
    if function not in spans:
        guess = did_you_mean(function, sorted(spans), before="; ")
        raise ValueError(f"the reference has no function `{function}`{guess}")
    return spans[function]


@lru_cache(maxsize=64)
def _spans(text: str) -> dict[str, tuple[int, int]]:
    """Where each function stands, by name; methods as `Class.method`."""
    ends = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    return {
        name: (ends[node.lineno - 1], ends[node.end_lineno or node.lineno])
        for name, node in _functions(ast.parse(text))
    }


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            methods = (method for method in node.body if isinstance(method, ast.FunctionDef))
            yield from ((f"{node.name}.{method.name}", method) for method in methods)
