"""Simulated classes: for benchmarks/items.py and the tests of the class page.

Students have an ability and, for each task, a knack of its own, so that the tests of a task tend to fail
together; a test is passed with a probability that rises with both (two-parameter logistic model). Some
hand in the bare stub, some code that does not run, some leave tasks out, the weak ones more often.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import NormalDist

from grader.model import (
    Assignment,
    Diagnosis,
    Grade,
    Isolation,
    Status,
    SubmissionInfo,
    Task,
    TestResult,
    Visibility,
)

DUE = datetime(2026, 3, 6, 22, 0, tzinfo=UTC)
TASKS = (
    ("hinge_loss", "The hinge loss of each image"),
    ("svm_loss_naive", "SVM loss and gradient, with loops"),
    ("svm_loss_vectorized", "SVM loss and gradient, without loops"),
    ("softmax", "Probabilities from scores"),
    ("softmax_loss", "Softmax loss and gradient"),
    ("l2_penalty", "The L2 penalty"),
    ("train", "Training by gradient descent"),
)
EASIEST, HARDEST = 0.95, 0.10
KNACK = 0.8  # the spread of a task's own knack; that of the ability is 1
STUBS, CRASHES = 0.04, 0.02  # of the students
SLOW = 0.002  # of the results
PLANTED = ("noise", "impossible", "leaked")


@dataclass(frozen=True)
class Question:
    """One test: passed with probability 1 / (1 + exp(-slope (ability + knack - location)))."""

    id: str
    title: str
    task: str
    points: float
    slope: float
    location: float
    seconds: float
    planted: str = ""


def assignment(folder: Path) -> Assignment:
    tasks = tuple(Task(name, "losses.py", title, 10.0) for name, title in TASKS)
    return Assignment("losses", "Loss functions", tasks, ("losses.py",), folder, folder, folder, due=DUE)


def questions(draw: random.Random, tests: int = 26, planted: Sequence[str] = PLANTED) -> list[Question]:
    """Sound ones from very easy to very hard, in any order, with the planted ones at random places."""
    rates = [
        EASIEST + (HARDEST - EASIEST) * i / (tests - len(planted) - 1) for i in range(tests - len(planted))
    ]
    draw.shuffle(rates)
    kinds: list[float | str] = [*rates]
    for kind in planted:
        kinds.insert(draw.randrange(len(kinds) + 1), kind)
    return [_question(draw, number, kind, tests) for number, kind in enumerate(kinds)]


def classroom(
    seed: int, students: int = 500, tests: int = 26, planted: Sequence[str] = PLANTED
) -> Iterator[Grade]:
    """One grade after the other; the same for the same seed."""
    draw = random.Random(seed)
    asked = questions(draw, tests, planted)
    return (_grade(draw, number, asked) for number in range(students))


def _question(draw: random.Random, number: int, kind: float | str, tests: int) -> Question:
    task, _ = TASKS[number * len(TASKS) // tests]
    slope = draw.uniform(0.9, 2.2)
    rate = kind if isinstance(kind, float) else 0.5
    spread = math.sqrt(
        1 + KNACK**2 + (1.7 / slope) ** 2
    )  # of what is to be above the location, probit for logit
    return Question(
        id=f"test_losses.py::test_{number}",
        title=f"The {task} of a small batch has property {number + 1}.",
        task=task,
        points=float(draw.choice((1, 1, 2, 3, 5))),
        slope=slope,
        location=-NormalDist().inv_cdf(rate) * spread,
        seconds=math.exp(draw.gauss(-3, 1)),
        planted=kind if isinstance(kind, str) else "",
    )


def _grade(draw: random.Random, number: int, asked: Sequence[Question]) -> Grade:
    ability = draw.gauss(0, 1)
    fate = draw.random()
    status = Status.MISSING if fate < STUBS else Status.ERROR if fate < STUBS + CRASHES else None
    knacks = {task: draw.gauss(0, KNACK) for task, _ in TASKS}
    left_out = {task for task, _ in TASKS if draw.random() < 0.04 * (1 - min(ability, 0))}
    results = []
    for question in asked:
        fixed = status or (Status.MISSING if question.task in left_out else None)
        results.append(_result(draw, question, fixed, ability + knacks[question.task]))
    raw = sum(result.earned for result in results)
    received = DUE + timedelta(hours=-abs(draw.gauss(0, 60)) + 8)
    return Grade(
        info=SubmissionInfo("losses", f"student-{number:05}", "0" * 64, received),
        key=str(number),
        results=tuple(results),
        raw=raw,
        possible=sum(result.possible for result in results),
        final=raw,
        isolation=Isolation("kernel", ("landlock", "seccomp")),
        versions={"grader": "0.1.0"},
        graded_at=DUE + timedelta(days=1),
    )


def _result(draw: random.Random, question: Question, fixed: Status | None, strength: float) -> TestResult:
    status = _planted(draw, question.planted, fixed) if question.planted else fixed
    if status is None:
        passes = draw.random() < 1 / (1 + math.exp(-question.slope * (strength - question.location)))
        status = Status.PASSED if passes else _failure(draw)
    return TestResult(
        id=question.id,
        title=question.title,
        task=question.task,
        status=status,
        earned=question.points if status is Status.PASSED else 0.0,
        possible=question.points,
        seconds=5.0 if status is Status.TIMEOUT else _seconds(draw, question),
        diagnosis=_diagnosis(draw, question) if status is Status.FAILED else None,
        visibility=Visibility.HIDDEN,
    )


def _planted(draw: random.Random, kind: str, fixed: Status | None) -> Status:
    """Noise is a coin, nobody passes the impossible one, everybody the leaked one, even with a stub."""
    if kind == "leaked":
        return Status.PASSED
    if fixed:
        return fixed
    return Status.PASSED if kind == "noise" and draw.random() < 0.5 else Status.FAILED


def _seconds(draw: random.Random, question: Question) -> float:
    """Now and then somebody's code is far slower than the others'."""
    slower = 20 if draw.random() < SLOW else 1
    return question.seconds * math.exp(draw.gauss(0, 0.25)) * slower


def _failure(draw: random.Random) -> Status:
    return draw.choices((Status.FAILED, Status.ERROR, Status.TIMEOUT), (0.8, 0.17, 0.03))[0]


def _diagnosis(draw: random.Random, question: Question) -> Diagnosis | None:
    if draw.random() < 0.4:
        return None
    which = draw.choice(("not-averaged", "sign-lost", "off-by-one"))
    return Diagnosis(
        f"{question.task}-{which}", f"`{question.task}`: {which.replace('-', ' ')}", "Look again."
    )
