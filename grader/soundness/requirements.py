"""What a sound assignment fulfils: each requirement is one function that yields what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from grader.model import Status
from grader.soundness.evidence import STUB, Evidence, MutantTrial, VariantTrial
from grader.soundness.finding import Finding
from grader.soundness.mutation import NEEDED, mutation, stale_marks
from grader.soundness.source import solution_lines
from grader.soundness.verdicts import Kill, judges, kill, kills, trials_of

LONGEST_ADVICE = 600
SHORTEST_LINE = 12  # characters of a line of the solution that make it a give-away
LEAST_LOSS = 1.0

Requirement = Callable[[Evidence], Iterator[Finding]]


def reference_earns_full_marks(evidence: Evidence) -> Iterator[Finding]:
    for test, why in evidence.broken.items():
        yield Finding(
            why, test, f"Run `pytest {evidence.assignment.suite}` and mend the test or the reference."
        )


def stub_earns_nothing(evidence: Evidence) -> Iterator[Finding]:
    for result in evidence.stub:
        if result.earned > 0:
            what = f"{STUB} passes it and earns {result.earned:g} of {result.possible:g} points"
            yield Finding(what, result.id, "Check a value that only a written answer gives.")


def stubs_import(evidence: Evidence) -> Iterator[Finding]:
    for file, why in evidence.import_faults.items():
        yield Finding(
            why, f"the stub of {file}", "Give the solution region a `# STUB` line that stands in for it."
        )


def misconceptions_lose_points(evidence: Evidence) -> Iterator[Finding]:
    possible = {task.name: task.points for task in evidence.assignment.tasks}
    for trial in evidence.variants:
        for task in trial.variant.tasks:
            lost = sum(r.possible - r.earned for r in trial.of_task(task) if r.status is not Status.BROKEN)
            if lost < min(LEAST_LOSS, possible[task]):
                what = f"loses {lost:g} of the {possible[task]:g} points of `{task}`"
                yield Finding(
                    what, trial.name, "Add a test that fails on it, or take the task off the variant."
                )


def misconceptions_are_named(evidence: Evidence) -> Iterator[Finding]:
    for known in evidence.catalogue.misconceptions:
        for trial in trials_of(known, evidence):
            failed = [
                result for task in trial.variant.tasks for result in trial.of_task(task) if kills(result)
            ]
            found = [kill(result, trial, known) for result in failed]
            for result, verdict in zip(failed, found, strict=True):
                if verdict is Kill.MISNAMED and result.diagnosis:
                    yield Finding(f"{result.id} names it `{result.diagnosis.id}`", trial.name, _MISNAMED)
            if failed and set(found) == {Kill.KILLED}:
                yield Finding("no test that fails on it names it", trial.name, _NAMELESS)


def tests_kill_something(evidence: Evidence) -> Iterator[Finding]:
    trials: list[VariantTrial | MutantTrial] = [*evidence.variants, *(evidence.mutants or ())]
    useful = {result.id for trial in trials for result in trial.results if judges(result)}
    for test in evidence.tests:
        if test.possible > 0 and test.id not in useful and test.id not in evidence.broken:
            what = "no misconception and no mutant gives an answer that it finds wrong"
            yield Finding(what, test.id, "Check more in it, or add the misconception that it is there for.")


def advice_gives_nothing_away(evidence: Evidence) -> Iterator[Finding]:
    lines = _give_aways(evidence)
    for known in evidence.catalogue.misconceptions:
        if len(known.advice) > LONGEST_ADVICE:
            what = (
                f"its advice has {len(known.advice)} characters, and students read {LONGEST_ADVICE} at most"
            )
            yield Finding(what, known.id, "Keep what can be observed, and one question.")
        for line in sorted(line for line in lines if line in known.advice or line in known.title):
            what = f"its advice or title holds a line of the solution: `{line}`"
            yield Finding(what, known.id, "Say it in words, as a question.")


def mutants_are_killed(evidence: Evidence) -> Iterator[Finding]:
    found = mutation(evidence)
    if found and found.share < NEEDED:
        what = f"{found.killed} of {found.counted} mutants are killed: {100 * found.share:.1f} %"
        yield Finding(
            what, evidence.assignment.id, "Add tests that fail on the survivors, or mark equivalent ones."
        )


def marks_are_true(evidence: Evidence) -> Iterator[Finding]:
    for mark in stale_marks(evidence):
        what = f"no surviving mutant changes `{mark.line}` to `{mark.mutant}`"
        yield Finding(
            what, f"[[equivalents]] of {mark.file}", "Take the mark out, or copy the two lines again."
        )


REQUIREMENTS: Mapping[str, Requirement] = {
    "The reference earns full marks.": reference_earns_full_marks,
    "The blank stub earns nothing.": stub_earns_nothing,
    "All stubs import.": stubs_import,
    "Every misconception loses at least one point.": misconceptions_lose_points,
    "Every misconception is named as itself.": misconceptions_are_named,
    "No test kills nothing.": tests_kill_something,
    "No advice is too long or holds a line of the solution.": advice_gives_nothing_away,
    f"At least {NEEDED:.0%} of the mutants are killed.": mutants_are_killed,
    "Every mark of an equivalent mutant fits one that survives.": marks_are_true,
}


def _give_aways(evidence: Evidence) -> set[str]:
    return {
        line.strip()
        for text in evidence.solutions.values()
        for number, line in enumerate(text.split("\n"), start=1)
        if number in solution_lines(text) and len(line.strip()) >= SHORTEST_LINE
    }


_MISNAMED = "Write a test on which the two differ, or state them as twins of each other."
_NAMELESS = "Look for two others that give the same values: state them as twins, or make one of them."
