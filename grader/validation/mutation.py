"""How many mutants the tests kill, and which survive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.diagnosis.catalogue import Equivalent
from grader.validation.evidence import Evidence, MutantTrial
from grader.validation.mutants import Mutant
from grader.validation.verdicts import kills

NEEDED = 0.95


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no test notices; `reason` says why none can, where the catalogue has one."""

    id: str
    file: str
    function: str
    line: int
    operator: str
    before: str
    after: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class MutationTally:
    """One operator's mutants. `equivalent`: those marked as such."""

    operator: str
    total: int
    killed: int
    equivalent: int


@dataclass(frozen=True, slots=True)
class Mutation:
    """Mutants that are marked as equivalent do not count: no test can kill them."""

    total: int
    killed: int
    survivors: tuple[Survivor, ...]  # those without a reason first
    operators: tuple[MutationTally, ...]

    @property
    def equivalent(self) -> int:
        return sum(survivor.reason is not None for survivor in self.survivors)

    @property
    def counted(self) -> int:
        return self.total - self.equivalent

    @property
    def share(self) -> float:
        return self.killed / self.counted if self.counted else 1.0


def mutation(evidence: Evidence) -> Mutation | None:
    """None where no mutants were made."""
    if evidence.mutants is None:
        return None
    alive = [trial.mutant for trial in _alive(evidence.mutants)]
    survivors = [_survivor(mutant, evidence) for mutant in alive]
    survivors.sort(key=lambda survivor: survivor.reason is not None)
    total = len(evidence.mutants)
    operators = tuple(_tallies([trial.mutant for trial in evidence.mutants], survivors))
    return Mutation(total, total - len(alive), tuple(survivors), operators)


def stale_marks(evidence: Evidence) -> Iterator[tuple[int, Equivalent]]:
    """The marks that fit no survivor, each with its position in the catalogue."""
    alive = [trial.mutant for trial in _alive(evidence.mutants or ())]
    for position, mark in enumerate(evidence.catalogue.equivalents):
        if not any(_fits(mark, mutant) for mutant in alive):
            yield position, mark


def _alive(trials: tuple[MutantTrial, ...]) -> Iterator[MutantTrial]:
    return (trial for trial in trials if not any(map(kills, trial.results)))


def _fits(mark: Equivalent, mutant: Mutant) -> bool:
    return (mark.file, mark.line, mark.mutant) == (mutant.file, mutant.before, mutant.after)


def _survivor(mutant: Mutant, evidence: Evidence) -> Survivor:
    reasons = (mark.reason for mark in evidence.catalogue.equivalents if _fits(mark, mutant))
    return Survivor(
        mutant.id,
        mutant.file,
        mutant.function,
        mutant.line,
        mutant.operator,
        mutant.before,
        mutant.after,
        next(reasons, None),
    )


def _tallies(mutants: list[Mutant], survivors: list[Survivor]) -> Iterator[MutationTally]:
    made = Counter(mutant.operator for mutant in mutants)
    alive = Counter(survivor.operator for survivor in survivors)
    marked = Counter(survivor.operator for survivor in survivors if survivor.reason is not None)
    for operator, total in made.most_common():
        yield MutationTally(operator, total, total - alive[operator], marked[operator])
