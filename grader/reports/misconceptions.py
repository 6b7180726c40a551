"""The mistakes that have a name: how many students make them, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Diagnosis
from grader.reports.class_summary import ClassSummary


@dataclass(frozen=True, slots=True)
class MisconceptionRow:
    """A mistake, the students who make it, and the points that all of them lose in the tests that name it."""

    diagnosis: Diagnosis
    students: int
    lost: float


def misconceptions(roll: ClassSummary) -> list[MisconceptionRow]:
    """The ones that most students make first; of two with as many, the dearer one."""
    makes_it = [bytearray(len(roll.places)) for _ in roll.diagnoses]
    lost = [0.0 for _ in roll.diagnoses]
    for column in roll.columns:
        for place, number in column.diagnoses():
            makes_it[number][place] = 1
            lost[number] += column.lost(place)
    found = (
        MisconceptionRow(diagnosis, sum(who), points)
        for diagnosis, who, points in zip(roll.diagnoses, makes_it, lost, strict=True)
        if any(who)
    )
    return sorted(found, key=lambda one: (-one.students, -one.lost, one.diagnosis.id))
