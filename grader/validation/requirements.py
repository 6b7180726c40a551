"""What a sound assignment fulfils: each requirement is one function that yields what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace

from grader.authoring.regions import solution_lines
from grader.diagnosis.catalogue import EITHER, Misconception
from grader.messages import brief
from grader.model import Status, TestResult
from grader.observations import Raised
from grader.validation.clocks import clocks
from grader.validation.evidence import STUB, Evidence, MutantTrial, VariantTrial
from grader.validation.finding import ValidationFinding
from grader.validation.mutation import NEEDED, mutation, stale_marks
from grader.validation.places import place
from grader.validation.verdicts import Kill, judges, kill, kills, trials_of

LONGEST_ADVICE = 600
SHORTEST_LINE = 12  # characters of a line of the solution that make it a give-away
LEAST_LOSS = 1.0
# What a slip of the author's pen ends in, where a student's mistake gives a wrong answer.
SLIPS = {"NameError", "ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError"}
# Not of any object: code that takes a number for an object of its own is a student's mistake.
UNKNOWN_OF_NUMPY = ("module ", "'numpy.")

Requirement = Callable[[Evidence], Iterator[ValidationFinding]]


def reference_earns_full_marks(evidence: Evidence) -> Iterator[ValidationFinding]:
    for test, why in evidence.broken.items():
        yield ValidationFinding(
            why, test, f"Run `pytest {evidence.assignment.suite}` and fix the test or the reference."
        )


def stub_earns_nothing(evidence: Evidence) -> Iterator[ValidationFinding]:
    for result in evidence.stub:
        if result.earned > 0:
            what = f"{STUB} passes it and earns {result.earned:g} of {result.possible:g} points"
            yield ValidationFinding(what, result.id, "Check a value that only a written answer gives.")


def stubs_import(evidence: Evidence) -> Iterator[ValidationFinding]:
    for file, why in evidence.import_faults.items():
        yield ValidationFinding(
            why, f"the stub of {file}", "Give the solution region a `# STUB` line that stands in for it."
        )


def misconceptions_lose_points(evidence: Evidence) -> Iterator[ValidationFinding]:
    possible = {task.name: task.points for task in evidence.assignment.tasks}
    for trial in evidence.variants:
        for task in trial.variant.tasks:
            lost = sum(r.possible - r.earned for r in trial.of_task(task) if r.status is not Status.BROKEN)
            if lost < min(LEAST_LOSS, possible[task]):
                what = f"loses {lost:g} of the {possible[task]:g} points of `{task}`"
                yield _of_variant(trial, evidence, what, _HARMLESS)


def variants_run(evidence: Evidence) -> Iterator[ValidationFinding]:
    for trial in evidence.variants:
        failed = [result for result in trial.results if kills(result)]
        if failed and all(map(_is_slip, failed)) and (seen := failed[0].observed):
            what = f"every test that fails on it ends the same way; {failed[0].id}: {brief(seen)}"
            yield _of_variant(trial, evidence, what, _SLIP)


def misconceptions_are_named(evidence: Evidence) -> Iterator[ValidationFinding]:
    for trial in evidence.variants:
        known = evidence.catalogue.by_id(trial.variant.misconception)
        failed = [result for task in trial.variant.tasks for result in trial.of_task(task) if kills(result)]
        if failed and {kill(result, trial, known) for result in failed} == {Kill.KILLED}:
            yield _of_variant(trial, evidence, "no test that fails on it names it", _NAMELESS)


def misconceptions_are_told_apart(evidence: Evidence) -> Iterator[ValidationFinding]:
    for mixed in _mixed_up(evidence).values():
        first, *others = {trial.name: trial for trial, _ in mixed}.values()
        names = dict.fromkeys(f"`{result.diagnosis.id}`" for _, result in mixed if result.diagnosis)
        tests = dict.fromkeys(result.id for _, result in mixed)
        what = f"is diagnosed as {' or '.join(names)} in {', '.join(tests)}"
        for other in others:
            what += f"; as does {other.name}, {place(evidence.assignment, other.variant.path)}"
        yield replace(_of_variant(first, evidence, what, _MISNAMED), others=tuple(o.name for o in others))


def tests_kill_something(evidence: Evidence) -> Iterator[ValidationFinding]:
    trials: list[VariantTrial | MutantTrial] = [*evidence.variants, *(evidence.mutants or ())]
    useful = {result.id for trial in trials for result in trial.results if judges(result)}
    for test in evidence.tests:
        if test.possible > 0 and test.id not in useful and test.id not in evidence.broken:
            what = "no misconception and no mutant gives an answer that it finds wrong"
            yield ValidationFinding(
                what, test.id, "Check more in it, or add the misconception that it is there for."
            )


def advice_gives_nothing_away(evidence: Evidence) -> Iterator[ValidationFinding]:
    lines = _give_aways(evidence)
    for position, known in enumerate(evidence.catalogue.misconceptions):
        for what, advice in _flaws_of_advice(known, lines):
            where = place(evidence.assignment, ("misconceptions", position, "advice"))
            yield ValidationFinding(what, known.id, advice, where)


def nothing_reads_a_clock(evidence: Evidence) -> Iterator[ValidationFinding]:
    suite, name = evidence.assignment.suite, evidence.assignment.id
    sources: dict[str, str | bytes] = {
        f"autograder_tests/{name}/{path.relative_to(suite)}": path.read_bytes()
        for path in sorted(suite.rglob("*.py"))
    }
    sources |= {f"solutions/{name}/{file}": text for file, text in evidence.solutions.items()}
    for file, source in sources.items():
        for line, clock in clocks(source):
            yield ValidationFinding(f"it reads a clock: `{clock}`", f"{file}:{line}", _CLOCK)


def mutants_are_killed(evidence: Evidence) -> Iterator[ValidationFinding]:
    found = mutation(evidence)
    if found and found.share < NEEDED:
        what = f"{found.killed} of {found.counted} mutants are killed: {100 * found.share:.1f} %"
        yield ValidationFinding(
            what, evidence.assignment.id, "Add tests that fail on the survivors, or mark equivalent ones."
        )


def marks_are_true(evidence: Evidence) -> Iterator[ValidationFinding]:
    for position, mark in stale_marks(evidence):
        what = f"no surviving mutant changes `{mark.line}` to `{mark.mutant}`"
        where = place(evidence.assignment, ("equivalents", position))
        yield ValidationFinding(
            what, f"[[equivalents]] of {mark.file}", "Take the mark out, or copy the two lines again.", where
        )


REQUIREMENTS: Mapping[str, Requirement] = {
    "The reference earns full marks.": reference_earns_full_marks,
    "The blank stub earns nothing.": stub_earns_nothing,
    "All stubs import.": stubs_import,
    "Every variant of a misconception loses a point of each of its tasks, or all of a task with less.": (
        misconceptions_lose_points
    ),
    "No variant fails by a typo alone.": variants_run,
    "Every misconception is named.": misconceptions_are_named,
    "No misconception is diagnosed as another.": misconceptions_are_told_apart,
    "No test kills nothing.": tests_kill_something,
    "No advice is too long or holds a line of the solution.": advice_gives_nothing_away,
    "No test reads a clock, nor does the reference.": nothing_reads_a_clock,
    f"At least {NEEDED:.0%} of the mutants are killed.": mutants_are_killed,
    "Every mark of an equivalent mutant fits one that survives.": marks_are_true,
}

# Without mutants nobody knows.
OF_MUTANTS = {tests_kill_something, mutants_are_killed, marks_are_true}


def _of_variant(trial: VariantTrial, evidence: Evidence, what: str, advice: str) -> ValidationFinding:
    return ValidationFinding(what, trial.name, advice, place(evidence.assignment, trial.variant.path))


def _is_slip(result: TestResult) -> bool:
    match result.observed:
        case Raised(exception=exception, message=message):
            unknown = exception == "AttributeError" and message.startswith(UNKNOWN_OF_NUMPY)
            return exception in SLIPS or unknown
    return False


def _mixed_up(evidence: Evidence) -> Mapping[frozenset[str], list[tuple[VariantTrial, TestResult]]]:
    """The results with another's name, by the misconceptions that they mix up."""
    mixed = defaultdict(list)
    for known in evidence.catalogue.misconceptions:
        for trial in trials_of(known, evidence):
            for result in trial.results:
                if kill(result, trial, known) is Kill.MISNAMED and result.diagnosis:
                    names = frozenset({known.id, *result.diagnosis.id.split(EITHER)})
                    mixed[names].append((trial, result))
    return mixed


def _flaws_of_advice(known: Misconception, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with it, and what to do."""
    if (length := len(known.advice)) > LONGEST_ADVICE:
        what = f"its advice has {length} characters, and students read {LONGEST_ADVICE} at most"
        yield what, "Keep what can be observed, and one question."
    for line in sorted(line for line in lines if line in known.advice or line in known.title):
        yield f"its advice or title holds a line of the solution: `{line}`", "Say it in words, as a question."


def _give_aways(evidence: Evidence) -> set[str]:
    return {
        line
        for file, text in evidence.solutions.items()
        for line in _lines_at(text, solution_lines(text, file=file))
        if len(line) >= SHORTEST_LINE
    }


def _lines_at(text: str, numbers: Set[int]) -> Iterator[str]:
    return (line.strip() for number, line in enumerate(text.splitlines(), start=1) if number in numbers)


_CLOCK = "Seconds are the machine's: count lines with `grader.testing.vectorized.assert_vectorized` instead."
_HARMLESS = "Add a test that fails on it, or take the task off the variant."
_SLIP = "Correct `new`: the variant must run and give a wrong answer."
_MISNAMED = "Write a test on which the two differ, or state them as twins of each other."
_NAMELESS = "Look for two others that give the same values: state them as twins, or make one of them."
