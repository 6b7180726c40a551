"""An assignment as students receive it: what is made of the author's files, and what is written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from grader.authoring.answers import SolutionPassage, surviving_answers
from grader.authoring.named_tasks import unknown_tasks
from grader.authoring.notebooks import AuthoredCell, make_handout, read_cells
from grader.authoring.regions import BEGIN, make_stub, solution_lines
from grader.authoring.stub_imports import import_problems
from grader.authoring.unmarked_tasks import unmarked_tasks
from grader.course import load_assignment
from grader.course.reader import read
from grader.errors import CourseError, Problem
from grader.model import Assignment, Course

MADE = ("*.py", "*.ipynb", "tests/*.py")  # in a handout's folder these are made, never written by hand
SHARED = "shared"  # the folder in solutions/ that goes out with every notebook


@dataclass(frozen=True, slots=True)
class HandoutFile:
    """A file made from another, `source`, whose `passages` show what is solution in it.

    `made_from` is the hash of that other file: a change of a solution is seen there alone.
    """

    source: str
    made_from: str
    content: bytes
    passages: tuple[SolutionPassage, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """What students receive of an assignment, each file by its path in `folder`.

    `solutions` is the folder of the reference, which stays with the authors.
    """

    assignment: str
    folder: Path
    solutions: Path
    made: Mapping[str, HandoutFile]
    by_hand: Mapping[str, bytes]

    @property
    def files(self) -> dict[str, bytes]:
        made = {name: file.content for name, file in self.made.items()}
        return dict(sorted({**self.by_hand, **made}.items()))


def make_handouts(course: Course, ids: Iterable[str]) -> list[Handout]:
    """The handout of each assignment; raises CourseError with every mistake in all of them."""
    handouts: list[Handout] = []
    problems: list[Problem] = []
    for id in ids:  # noqa: A001 - the noun's own word
        try:
            handouts.append(_handout(course, load_assignment(course, id)))
        except CourseError as error:
            problems += error.problems
    if problems:
        raise CourseError(problems)
    return handouts


def files_in(folder: Path) -> list[Path]:
    """All files of the folder but for what tools leave there: caches, and what is hidden."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(_left_by_tools(part) for part in path.relative_to(folder).parts)
    ]


def _handout(course: Course, assignment: Assignment) -> Handout:
    made: dict[str, HandoutFile] = {}
    problems: list[Problem] = []
    for name, path in _sources(assignment):
        try:
            made[name] = _made(path, path.relative_to(course.root).as_posix(), assignment)
        except CourseError as error:
            problems += error.problems
    if problems:
        raise CourseError(problems)
    handout = Handout(
        assignment.id, assignment.handout, assignment.solutions, made, _by_hand(assignment.handout)
    )
    passages = _passages(handout)
    problems += _import_problems(handout, assignment)
    problems += [*surviving_answers(passages), *unknown_tasks(assignment, passages)]
    problems += unmarked_tasks(assignment, _references(made))
    if problems:
        raise CourseError(problems)
    return handout


def _sources(assignment: Assignment) -> Iterator[tuple[str, Path]]:
    """Each file to make, with the author's file that it is made from."""
    solutions, public = assignment.solutions, assignment.suite / "public"
    notebooks = sorted(solutions.glob("*.ipynb"))
    shared = sorted((solutions.parent / SHARED).glob("*.py")) if notebooks else []
    for path in (*sorted(solutions.glob("*.py")), *notebooks, *shared):
        yield path.name, path
    for path in files_in(public):
        yield f"tests/{path.relative_to(public).as_posix()}", path


def _made(path: Path, source: str, assignment: Assignment) -> HandoutFile:
    raw = path.read_bytes()
    made_from = sha256(raw).hexdigest()
    if path.parent != assignment.solutions:
        return HandoutFile(source, made_from, raw, (_as_it_is(source, raw),))
    text = read(path, source).text
    if path.suffix == ".py":
        stub = make_stub(text, file=source)
        passage = SolutionPassage(source, text, solution_lines(text, file=source))
        return HandoutFile(source, made_from, stub.encode(), (passage,))
    handout = make_handout(text, file=source)
    cells = tuple(_cell_passage(cell) for cell in read_cells(text, file=source))
    return HandoutFile(source, made_from, handout.encode(), cells)


def _as_it_is(name: str, content: bytes) -> SolutionPassage:
    return SolutionPassage(name, content.decode("utf-8", "replace"))


def _cell_passage(cell: AuthoredCell) -> SolutionPassage:
    if cell.hidden:
        lines = frozenset(range(1, cell.source.count("\n") + 2))
    elif cell.kind == "code" and BEGIN in cell.source:
        lines = solution_lines(cell.source, file=cell.name)
    else:
        lines = frozenset()
    return SolutionPassage(cell.name, cell.source, lines)


def _references(made: Mapping[str, HandoutFile]) -> dict[str, SolutionPassage]:
    return {name: file.passages[0] for name, file in made.items() if name.endswith(".py")}


def _by_hand(folder: Path) -> dict[str, bytes]:
    made = {path for pattern in MADE for path in folder.glob(pattern)}
    written = (path for path in files_in(folder) if path not in made)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}


def _left_by_tools(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _import_problems(handout: Handout, assignment: Assignment) -> list[Problem]:
    stubs = [path.name for path in sorted(assignment.solutions.glob("*.py"))]
    return import_problems(handout.files, stubs, folder=f"assignments/{assignment.id}")


def _passages(handout: Handout) -> list[SolutionPassage]:
    made = [passage for file in handout.made.values() for passage in file.passages]
    folder = f"assignments/{handout.assignment}"
    return made + [_as_it_is(f"{folder}/{name}", content) for name, content in handout.by_hand.items()]
