"""A class compared: who wrote like whom, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from grader import intake
from grader.model import Assignment, Course
from grader.runner.context import reference_files
from grader.similarity.answers import Answers, LeftOut, read_answers, read_functions
from grader.similarity.ranking import Pair, rank
from grader.similarity.rarity import count
from grader.similarity.taught import taught


@dataclass(frozen=True, slots=True)
class Comparison:
    """The most remarkable pairs first; `compared` and `earlier` count whoever has anything to compare."""

    assignment: Assignment
    pairs: tuple[Pair, ...]
    compared: int
    earlier: int
    left_out: tuple[LeftOut, ...]


def compare(
    course: Course, assignment: Assignment, paths: Sequence[Path], earlier: Sequence[Path], top: int
) -> Comparison:
    """Compare the submissions under `paths` with each other and with those of earlier years."""
    given = taught(course, assignment)
    read = [*_read(assignment, paths, given), *_read_earlier(assignment, earlier, given)]
    everybody = [answers for answers, _ in read if answers.functions]
    reference, _ = read_functions(reference_files(assignment), given)
    rarity = count([answers.functions for answers in everybody], reference)
    return Comparison(
        assignment,
        tuple(rank(everybody, rarity, top)),
        sum(not answers.earlier for answers in everybody),
        sum(bool(answers.earlier) for answers in everybody),
        tuple(one for _, left_out in read for one in left_out),
    )


_Read = tuple[Answers, list[LeftOut]]


def _read(
    assignment: Assignment, paths: Sequence[Path], given: Set[int], earlier: str = ""
) -> Iterator[_Read]:
    for source in intake.find(assignment, paths):
        yield read_answers(intake.read(assignment, source), given, earlier)


def _read_earlier(assignment: Assignment, folders: Sequence[Path], given: Set[int]) -> Iterator[_Read]:
    for folder in folders:
        yield from _read(assignment, [folder], given, str(folder))
