"""What the class tells of each test, and of all of them together."""

from __future__ import annotations

import statistics
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import add

from grader.model import Diagnosis, Status, TestSpec
from grader.reports import bootstrap, psychometrics
from grader.reports.bootstrap import Interval, Weights
from grader.reports.class_summary import ClassSummary, TestColumn
from grader.reports.suspicion import AT_LEAST, Suspicion, suspicion

FEWEST = 10  # students, of whose tests anything is said as a whole: with four, alpha is from -24 to 0.96


@dataclass(frozen=True, slots=True)
class Relation:
    """How a test goes with the other tests of the form."""

    r_rest: float | None
    interval: Interval | None  # of r_rest, in a small class
    alpha_without: float | None
    suspicion: Suspicion | None


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One test. Its relation is None where it is not in the form."""

    test: TestSpec
    taken: int
    difficulty: float | None
    timeouts: float  # share of those who took it
    seconds: float | None  # median of those who had something to run
    misconception: Diagnosis | None  # the most frequent
    relation: Relation | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tests in the suite's order, and how reliable the form is: `tests` that `students` took all of."""

    items: tuple[ItemStatistics, ...]
    students: int
    tests: int
    alpha: float | None
    interval: Interval | None  # of alpha, in a small class
    error: float | None  # the standard error of measurement, in points

    @property
    def is_small(self) -> bool:
        return self.students < AT_LEAST

    @property
    def suspects(self) -> list[tuple[int, ItemStatistics, Suspicion]]:
        """Numbered from 1, as the items are."""
        return [
            (number, item, item.relation.suspicion)
            for number, item in enumerate(self.items, start=1)
            if item.relation and item.relation.suspicion
        ]


def analyse(roll: ClassSummary) -> Analysis:
    """Only students who took the same tests can be compared in all of them: those of the form."""
    form = _form(roll)
    classes = bootstrap.resamples(len(form.members)) if 1 < len(form.members) < AT_LEAST else []
    alpha = _alpha(form)
    relations = {column.test.id: _relation(column, form, classes) for column in form.columns}
    return Analysis(
        items=tuple(_item(column, roll, relations.get(column.test.id)) for column in roll.columns),
        students=len(form.members),
        tests=len(form.columns),
        alpha=alpha,
        interval=bootstrap.interval(_resampled_alpha(form), classes)
        if classes and alpha is not None
        else None,
        error=None if alpha is None else psychometrics.standard_error(form.totals, alpha),
    )


def _alpha(form: _Form) -> float | None:
    if len(form.members) < FEWEST:
        return None
    return psychometrics.alpha(len(form.columns), form.parts, psychometrics.variance(form.totals))


@dataclass(frozen=True, slots=True)
class _Form:
    """The tests that most students took all of, and those students' points in them."""

    columns: list[TestColumn]
    members: list[int]  # their places in the roll
    answered: list[bool]  # whether their code has answered at all; else it says nothing of a test
    totals: array[float]
    parts: float  # the sum of the variances of the columns

    def points(self, column: TestColumn) -> array[float]:
        return _points(column, self.members)


def _form(roll: ClassSummary) -> _Form:
    taken, answered = _marks(roll)
    forms = Counter(filter(None, taken))
    form = max(forms, key=lambda marks: (forms[marks], marks.bit_count()), default=0)
    columns = [column for bit, column in enumerate(roll.columns) if form >> bit & 1]
    members = [place for place, marks in enumerate(taken) if form and marks & form == form]
    totals, parts = array("d", bytes(8 * len(members))), 0.0
    for column in columns:  # one at a time: a large class is never in memory twice
        points = _points(column, members)
        totals = array("d", map(add, totals, points))
        parts += psychometrics.variance(points)
    return _Form(columns, members, [answered[place] for place in members], totals, parts)


def _points(column: TestColumn, members: Sequence[int]) -> array[float]:
    return array("d", (column.shares[place] * column.test.possible for place in members))


def _marks(roll: ClassSummary) -> tuple[list[int], list[bool]]:
    """For each student which tests they took, as bits, and whether any of them got an answer."""
    taken, answered = [0] * len(roll.places), [False] * len(roll.places)
    for bit, column in enumerate(roll.columns):
        for place, status in enumerate(column.statuses()):
            taken[place] |= (status is not None) << bit
            answered[place] |= status in _ANSWERS
    return taken, answered


def _relation(column: TestColumn, form: _Form, classes: Sequence[Weights]) -> Relation:
    points = form.points(column)
    rest = psychometrics.rest(points, form.totals)
    others = form.parts - psychometrics.variance(points)
    return Relation(
        r_rest=psychometrics.correlation(points, rest),
        interval=bootstrap.interval(bootstrap.weighted_correlation(points, rest), classes)
        if classes
        else None,
        alpha_without=psychometrics.alpha(len(form.columns) - 1, others, psychometrics.variance(rest)),
        suspicion=_suspicion(column, form, rest),
    )


def _suspicion(column: TestColumn, form: _Form, rest: Sequence[float]) -> Suspicion | None:
    """Asked only of students who had something to run: what is not written says nothing of its test."""
    statuses = column.statuses()
    possible = sum(other.test.possible for other in form.columns if other is not column)
    if not possible:
        return None
    tells = [
        answered and statuses[place] is not Status.MISSING
        for place, answered in zip(form.members, form.answered, strict=True)
    ]
    passed = [statuses[place] is Status.PASSED for place in compress(form.members, tells)]
    return suspicion(passed, [points / possible for points in compress(rest, tells)])


def _resampled_alpha(form: _Form) -> Callable[[Weights], float | None]:
    parts = [bootstrap.weighted_variance(points) for points in map(form.points, form.columns)]
    total = bootstrap.weighted_variance(form.totals)

    def statistic(weights: Weights) -> float | None:
        return psychometrics.alpha(len(parts), sum(part(weights) for part in parts), total(weights))

    return statistic


def _item(column: TestColumn, roll: ClassSummary, relation: Relation | None) -> ItemStatistics:
    statuses = column.statuses()
    taken = [place for place, status in enumerate(statuses) if status is not None]
    ran = [column.seconds[place] for place in taken if statuses[place] is not Status.MISSING]
    return ItemStatistics(
        test=column.test,
        taken=len(taken),
        difficulty=psychometrics.difficulty([column.shares[place] for place in taken], 1.0),
        timeouts=statuses.count(Status.TIMEOUT) / len(taken) if taken else 0.0,
        seconds=statistics.median(ran) if ran else None,
        misconception=_most_frequent(column, roll),
        relation=relation,
    )


def _most_frequent(column: TestColumn, roll: ClassSummary) -> Diagnosis | None:
    counts = Counter(number for _, number in column.diagnoses())
    return roll.diagnoses[counts.most_common(1)[0][0]] if counts else None


_ANSWERS = {Status.PASSED, Status.FAILED}
