"""How often the class page suspects a test rightly, and how often wrongly, over simulated classes.

A class has 26 tests, from very easy (passed by 95 % of those who try) to very hard (10 %), and three of
them planted: a coin, one that nobody can pass, one whose answer has leaked. `python benchmarks/items.py
[CLASSES] [STUDENTS...]`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from classroom import PLANTED, classroom, questions

from grader.reports.class_summary import ClassSummary
from grader.reports.items import analyse
from grader.reports.suspicion import Pattern

EXPECTED = dict(zip(PLANTED, (Pattern.UNRELATED, Pattern.NOBODY, Pattern.EVERYBODY), strict=True))


def main(classes: int, sizes: Sequence[int]) -> None:
    for students in sizes:
        found, wrong = rates(range(classes), students)
        told = ", ".join(f"{kind} {100 * found[kind] / classes:.1f} %" for kind in PLANTED)
        sound = classes * (26 - len(PLANTED))
        print(f"{students} students, {classes} classes: found {told}; sound tests suspected: ", end="")
        print(f"{sum(wrong.values())} of {sound}", dict(wrong) or "")


def rates(seeds: Iterable[int], students: int) -> tuple[Counter[str], Counter[Pattern]]:
    """How often each planted test was found, for the right reason, and sound ones suspected."""
    found, wrong = Counter[str](), Counter[Pattern]()
    for seed in seeds:
        planted = planted_in(seed)
        for test, pattern in suspected(seed, students).items():
            kind = planted.get(test, "")
            if kind and EXPECTED[kind] is pattern:
                found[kind] += 1
            else:
                wrong[pattern] += 1
    return found, wrong


def planted_in(seed: int) -> dict[str, str]:
    return {question.id: question.planted for question in questions(random.Random(seed)) if question.planted}


def suspected(seed: int, students: int) -> dict[str, Pattern]:
    roll = ClassSummary()
    for grade in classroom(seed, students):
        roll.add(grade)
    return {item.test.id: suspicion.pattern for _, item, suspicion in analyse(roll).suspects}


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(arguments[0] if arguments else 200, arguments[1:] or [500])
