"""Which tool puts planted copies at the top of its list, and how long it takes.

On the classes of cohort.py, each method ranks all pairs. Average precision is 1 where every planted pair
stands above every other. Then `grader similar` alone on larger classes. `--tools FOLDER` says where the
libraries are, and installs them into a virtual environment there if there is none; without it they are
left out.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import itertools
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cohort import ANSWERS, KINDS, ROOT, Cohort, make_cohort
from elsewhere import install, versions

from grader.course import find_course
from grader.runner.context import reference_files
from grader.similarity.answers import Answers, read_functions
from grader.similarity.ranking import rank
from grader.similarity.rarity import Rarity, count
from grader.similarity.taught import taught
from grader.similarity.tokens import read_tokens

SEEDS = (11, 12)  # others than those that the constants of grader.similarity were chosen with
LARGER = (100, 500, 1000)
PACKAGES = ("copydetect", "pycode-similar", "rapidfuzz")

Ranking = Sequence[frozenset[str]]
Method = Callable[[Cohort], Ranking]


def main() -> None:
    if folder := arguments().tools:
        print(reach(folder))
    cohorts = [make_cohort(seed) for seed in SEEDS]
    compare(cohorts, {name: method for name, method in METHODS.items() if name not in SLOW})
    compare([make_cohort(seed, composed=8, copies=1, written=8) for seed in SEEDS], METHODS)
    for size in LARGER:
        print(f"{size:5} composed submissions: {seconds_for(size)}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tools", type=Path, metavar="FOLDER", help="a virtual environment of the libraries")
    return parser.parse_args()


def reach(folder: Path) -> str | None:
    """Let the libraries be imported, behind all that is here already; returns their versions."""
    programs = install(folder, PACKAGES)
    sys.path += map(str, programs.parent.glob("lib/python*/site-packages"))
    return versions(programs, PACKAGES)


def compare(cohorts: Sequence[Cohort], methods: Mapping[str, Method]) -> None:
    students, planted = len(cohorts[0].students), len(cohorts[0].planted)
    print(f"{len(cohorts)} classes of {students} submissions with {planted} planted copies\n")
    print(f"{'':31}AP    top  seconds  worst place of: " + " | ".join(KINDS))
    for name, method in methods.items():
        began = time.perf_counter()
        try:
            rankings = [method(cohort) for cohort in cohorts]
        except ImportError:
            print(f"{name:28} is not there: see --tools")
        else:
            seconds = (time.perf_counter() - began) / len(cohorts)
            print(row(name, cohorts, rankings, seconds), flush=True)
    print()


def row(name: str, cohorts: Sequence[Cohort], rankings: Sequence[Ranking], seconds: float) -> str:
    both = list(zip(cohorts, rankings, strict=True))
    precision = sum(average_precision(*each) for each in both) / len(both)
    top = sum(precision_at_planted(*each) for each in both) / len(both)
    worst: dict[str, int] = defaultdict(int)
    for cohort, ranking in both:
        for pair, kind in cohort.planted.items():
            worst[kind] = max(worst[kind], place(pair, ranking))
    return f"{name:28} {precision:5.3f} {top:6.0%} {seconds:8.1f}   " + " | ".join(
        str(worst[k]) for k in KINDS
    )


def average_precision(cohort: Cohort, ranking: Ranking) -> float:
    places = [at for at, pair in enumerate(ranking, start=1) if pair in cohort.planted]
    return sum(found / at for found, at in enumerate(places, start=1)) / len(cohort.planted)


def precision_at_planted(cohort: Cohort, ranking: Ranking) -> float:
    """The share of copies among as many pairs from the top as there are copies."""
    return sum(pair in cohort.planted for pair in ranking[: len(cohort.planted)]) / len(cohort.planted)


def place(pair: frozenset[str], ranking: Ranking) -> int:
    """Behind all where it is not listed."""
    return ranking.index(pair) + 1 if pair in ranking else len(ranking) + 1


def ours(cohort: Cohort) -> Ranking:
    return [frozenset((pair.one.student, pair.other.student)) for pair in rank(*read(cohort), 10_000)]


def read(cohort: Cohort) -> tuple[list[Answers], Rarity]:
    given = taught(find_course(ROOT), cohort.assignment)
    everybody = [
        Answers(name, "", read_functions(files, given)[0]) for name, files in cohort.students.items()
    ]
    reference, _ = read_functions(reference_files(cohort.assignment), given)
    return everybody, count([one.functions for one in everybody], reference)


def without_rarity(cohort: Cohort) -> Ranking:
    """The same fingerprints, each of them worth the same: their share of both programs."""
    prints = {
        name: {key for one in read_functions(files, frozenset())[0] for key in one.fingerprints}
        for name, files in cohort.students.items()
    }
    return by_score(prints, lambda one, other: len(one & other) / (len(one | other) or 1))


def token_ratio(cohort: Cohort) -> Ranking:
    from rapidfuzz.distance import Indel

    return by_score(normalised(cohort), Indel.normalized_similarity)


def line_ratio(cohort: Cohort) -> Ranking:
    lines = {name: [line.strip() for line in text.splitlines()] for name, text in programs(cohort).items()}
    return by_score(lines, lambda one, other: difflib.SequenceMatcher(None, one, other).ratio())


def copydetect(cohort: Cohort) -> Ranking:
    from copydetect import CodeFingerprint, compare_files

    with tempfile.TemporaryDirectory() as folder:

        def fingerprint(name: str, text: str, boilerplate: Sequence[int]) -> CodeFingerprint:
            path = Path(folder) / f"{name}.py"
            path.write_text(text)
            return CodeFingerprint(str(path), 25, 1, boilerplate)

        handout = "\n".join(path.read_text() for path in sorted(cohort.assignment.handout.glob("*.py")))
        given = list(fingerprint("handout", handout, []).hashes)
        made = {name: fingerprint(name, text, given) for name, text in programs(cohort).items()}
        return by_score(made, lambda one, other: max(compare_files(one, other)[1]))


def pycode_similar(cohort: Cohort) -> Ranking:
    import pycode_similar as library

    texts = {name: text for name, text in programs(cohort).items() if "def " in text}
    names = list(texts)
    scores: dict[frozenset[str], float] = {}
    for at, name in enumerate(names[:-1]):
        found = library.detect([texts[one] for one in names[at:]], diff_method=library.UnifiedDiff)
        for other, differences in found:
            total = sum(each.total_count for each in differences)
            alike = sum(each.plagiarism_count for each in differences)
            scores[frozenset((name, names[at + other]))] = alike / (total or 1)
    return sorted(scores, key=lambda pair: -scores[pair])


METHODS: Mapping[str, Method] = {
    "grader similar": ours,
    "the same without rarity": without_rarity,
    "copydetect": copydetect,
    "pycode-similar": pycode_similar,
    "rapidfuzz, tokens": token_ratio,
    "difflib, lines": line_ratio,
}
SLOW = {"pycode-similar"}  # compares every two functions of every two programs


def programs(cohort: Cohort) -> dict[str, str]:
    """What a student wrote as one text, without what Python cannot read and the answers to questions."""
    return {
        name: "\n".join(text for file, text in files.items() if file != ANSWERS and parses(text))
        for name, files in cohort.students.items()
    }


def normalised(cohort: Cohort) -> dict[str, list[str]]:
    return {name: [token.text for token in read_tokens(text)] for name, text in programs(cohort).items()}


def parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def by_score(made: Mapping[str, Any], score: Callable[[Any, Any], float]) -> Ranking:
    scores = {
        frozenset((one, other)): score(made[one], made[other])
        for one, other in itertools.combinations(made, 2)
    }
    return sorted(scores, key=lambda pair: -scores[pair])


def seconds_for(size: int) -> str:
    """A class of composed submissions."""
    cohort = make_cohort(SEEDS[0], composed=size)
    began = time.process_time()
    everybody, rarity = read(cohort)
    read_at = time.process_time()
    rank(everybody, rarity, 20)
    return f"read in {read_at - began:.1f} s, ranked in {time.process_time() - read_at:.1f} s (CPU)"


if __name__ == "__main__":
    main()
