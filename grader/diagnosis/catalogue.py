"""`solutions/<id>/misconceptions.toml`: wrong variants of the reference, with what to say of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from grader.course.reader import Mistake, parse, read
from grader.course.tables import Table, Words, did_you_mean, repeated, shape_mistakes
from grader.errors import CourseError
from grader.model import Assignment, Diagnosis

FILE = "misconceptions.toml"
FORMAT = 1
EITHER = "|"  # joins the ids of two misconceptions that fit alike


@dataclass(frozen=True, slots=True)
class Variant:
    """The whole reference with one mistake in it, made in `file`; it may explain tests of `tasks`."""

    misconception: str
    tasks: tuple[str, ...]
    file: str
    files: Mapping[str, str] = field(repr=False)


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
        return Diagnosis(EITHER.join(ids), f"Either: {titles}", "\n".join(one.advice for one in known))


def load_catalogue(assignment: Assignment) -> Catalogue:
    """The assignment's catalogue, empty where there is none; raises CourseError with every mistake in it."""
    path = assignment.solutions / FILE
    if not path.exists():
        return Catalogue()
    source = parse(read(path, f"solutions/{assignment.id}/{FILE}"))
    if problems := source.problems(_mistakes(source.data)):
        raise CourseError(problems)
    file = CatalogueFile.model_validate(source.data)
    reference = {name: (assignment.solutions / name).read_text("utf-8") for name in assignment.files}
    if problems := source.problems(_misfits(file, assignment, reference)):
        raise CourseError(problems)
    return Catalogue(
        tuple(_misconception(table, reference) for table in file.misconceptions),
        tuple(Equivalent(**table.model_dump()) for table in file.equivalents),
    )


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


# ---------------------------------------------------------------------- what the assignment must have


def _misfits(file: CatalogueFile, assignment: Assignment, reference: Mapping[str, str]) -> Iterator[Mistake]:
    ids = [table.id for table in file.misconceptions]
    for index in repeated(ids):
        yield ("misconceptions", index, "id"), f"two misconceptions have the id `{ids[index]}`"
    for index, table in enumerate(file.misconceptions):
        for twin in [twin for twin in table.twins if twin not in ids]:
            where = ("misconceptions", index, "twins")
            yield where, f"no misconception has the id `{twin}`{did_you_mean(twin, ids)}"
        for number, variant in enumerate(table.variants):
            for key, message in _variant_misfits(variant, assignment, reference):
                yield ("misconceptions", index, "variants", number, *key), message


def _variant_misfits(
    variant: VariantTable, assignment: Assignment, reference: Mapping[str, str]
) -> Iterator[Mistake]:
    tasks = [task.name for task in assignment.tasks]
    for index, task in enumerate(variant.tasks):
        if task not in tasks:
            yield ("tasks", index), f"assignment.toml has no task `{task}`{did_you_mean(task, tasks)}"
    if variant.file not in reference:
        names = list(reference)
        yield ("file",), f"assignment.toml has no file `{variant.file}`{did_you_mean(variant.file, names)}"
        return
    text = reference[variant.file]
    for index, change in enumerate(variant.changes):
        if fault := _change_fault(change, text):
            yield ("changes", index), f"change {index + 1}: {fault}"
            return
        text = _changed(text, change)
        if fault := _syntax_fault(text):
            yield ("changes", index), f"after change {index + 1} `{variant.file}` is not Python: {fault}"
            return


def _change_fault(change: ChangeTable, text: str) -> str:
    start, end = _span(text, change.inside)
    if start == end:
        names = sorted(_functions(text))
        return f"the reference has no function `{change.inside}`{did_you_mean(change.inside or '', names)}"
    if (count := text.count(change.old, start, end)) != 1:
        place = f"`{change.inside}`" if change.inside else "the file"
        return f"`old` stands {count} times in {place}, not once; give more, or other, of its lines"
    return "`new` is the same as `old`" if change.new == change.old else ""


def _syntax_fault(text: str) -> str:
    try:
        compile(text, "variant", "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    return ""


# ---------------------------------------------------------------------- the variants


def _misconception(table: MisconceptionTable, reference: Mapping[str, str]) -> Misconception:
    variants = tuple(_variant(table.id, variant, reference) for variant in table.variants)
    return Misconception(table.id, table.title, " ".join(table.advice.split()), tuple(table.twins), variants)


def _variant(id: str, table: VariantTable, reference: Mapping[str, str]) -> Variant:  # noqa: A002
    text = reference[table.file]
    for change in table.changes:
        text = _changed(text, change)
    return Variant(id, tuple(table.tasks), table.file, {**reference, table.file: text})


def _changed(text: str, change: ChangeTable) -> str:
    start, _ = _span(text, change.inside)
    at = text.index(change.old, start)
    return text[:at] + change.new + text[at + len(change.old) :]


def _span(text: str, function: str | None) -> tuple[int, int]:
    """Where the function's text begins and ends; nowhere, (0, 0), where there is none of that name."""
    if function is None:
        return 0, len(text)
    if (node := _functions(text).get(function)) is None:
        return 0, 0
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: node.lineno - 1])), sum(map(len, lines[: node.end_lineno]))


def _functions(text: str) -> dict[str, ast.FunctionDef]:
    """By name; methods as `Class.method`."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            methods = (method for method in node.body if isinstance(method, ast.FunctionDef))
            found |= {f"{node.name}.{method.name}": method for method in methods}
    return found
