"""What an assignment's own code comes to when it is graded: all that a proof is decided from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.authoring.regions import make_stub
from grader.diagnosis.catalogue import Catalogue, Variant
from grader.grading import Job
from grader.messages import full
from grader.model import Assignment, Isolation, Status, TestResult, TestSpec
from grader.runner.context import reference_files
from grader.validation.mutants import Mutant, make_mutants
from grader.validation.trials import Files, Results, Watch, import_faults, try_all

REFERENCE, STUB = "the reference", "the blank stub"
SECONDS_PER_MUTANT_TEST = 2.0  # a mutant may loop for ever


@dataclass(frozen=True, slots=True)
class VariantTrial:
    """`name` tells the variants of a misconception apart."""

    name: str
    variant: Variant
    results: Results

    def of_task(self, task: str) -> tuple[TestResult, ...]:
        return tuple(result for result in self.results if result.task == task)


@dataclass(frozen=True, slots=True)
class MutantTrial:
    """A mutant and what the tests say of it."""

    mutant: Mutant
    results: Results


@dataclass(frozen=True, slots=True)
class Evidence:
    """`broken`: the tests that fail on the reference, and why; `mutants` is None where none were made."""

    assignment: Assignment
    catalogue: Catalogue
    isolation: Isolation
    tests: tuple[TestSpec, ...]
    broken: Mapping[str, str]
    solutions: Files
    stubs: Files
    import_faults: Mapping[str, str]
    stub: Results
    variants: tuple[VariantTrial, ...]
    mutants: tuple[MutantTrial, ...] | None


def gather(job: Job, catalogue: Catalogue, watch: Watch, *, with_mutants: bool) -> Evidence:
    """Grade the reference, the stubs, the variants, and the mutants if asked for."""
    solutions = reference_files(job.assignment)
    stubs = {name: make_stub(text, file=name) for name, text in solutions.items()}
    variants = _variants(catalogue)
    mutants = make_mutants(job.assignment) if with_mutants else ()
    watch.found(2 + len(variants) + len(mutants))
    candidates: dict[str, Files] = {REFERENCE: solutions, STUB: stubs}
    candidates |= {name: variant.files for name, variant in variants.items()}
    briefing, results = try_all(job, candidates, watch)
    return Evidence(
        assignment=job.assignment,
        catalogue=catalogue,
        isolation=briefing.isolation,
        tests=briefing.tests,
        broken={**_failures(results[REFERENCE]), **briefing.broken},
        solutions=solutions,
        stubs=stubs,
        import_faults=import_faults(job, stubs),
        stub=results[STUB],
        variants=tuple(VariantTrial(name, variants[name], results[name]) for name in variants),
        mutants=_try_mutants(job, solutions, mutants, watch) if with_mutants else None,
    )


def _variants(catalogue: Catalogue) -> dict[str, Variant]:
    return {
        f"{known.id}, variant {number} ({', '.join(variant.tasks)})": variant
        for known in catalogue.misconceptions
        for number, variant in enumerate(known.variants, start=1)
    }


def _failures(results: Results) -> dict[str, str]:
    """What does not pass, and what was seen."""
    return {
        result.id: " ".join(full(result.observed)) if result.observed else result.status.value
        for result in results
        if result.status is not Status.PASSED
    }


def _try_mutants(
    job: Job, solutions: Files, mutants: tuple[Mutant, ...], watch: Watch
) -> tuple[MutantTrial, ...]:
    if not mutants:
        return ()
    limits = job.assignment.limits
    seconds = min(limits.seconds_per_test, SECONDS_PER_MUTANT_TEST)
    hurried = replace(job.assignment, limits=replace(limits, seconds_per_test=seconds))
    candidates = {mutant.id: {**solutions, mutant.file: mutant.text} for mutant in mutants}
    _, results = try_all(replace(job, assignment=hurried, naming=False, confirming=False), candidates, watch)
    return tuple(MutantTrial(mutant, results[mutant.id]) for mutant in mutants)
