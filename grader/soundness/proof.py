"""Whether an assignment is sound: decided here, told elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from grader.diagnosis.catalogue import load_catalogue
from grader.errors import SuiteError
from grader.grading import Job
from grader.model import Isolation
from grader.soundness.evidence import Evidence, gather
from grader.soundness.finding import Finding
from grader.soundness.matrix import Matrix, matrix
from grader.soundness.mutation import Mutation, mutation
from grader.soundness.requirements import REQUIREMENTS
from grader.soundness.trials import Watch

COLLECTS = "The suite collects, and its points add up."


@dataclass(frozen=True, slots=True)
class Verdict:
    """A requirement, and what speaks against it."""

    requirement: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """`mutation` is None where no mutants were made."""

    assignment: str
    title: str
    isolation: Isolation
    verdicts: tuple[Verdict, ...]
    matrix: Matrix
    mutation: Mutation | None

    @property
    def sound(self) -> bool:
        return not any(verdict.findings for verdict in self.verdicts)


def prove(job: Job, watch: Watch, *, with_mutants: bool) -> Proof:
    """Grade the assignment's own code and decide; raises CourseError where the catalogue has mistakes."""
    catalogue = load_catalogue(job.assignment)
    try:
        evidence = gather(job, catalogue, watch, with_mutants=with_mutants)
    except SuiteError as error:
        finding = Finding(error.what, error.where or str(job.assignment.suite), error.advice or "")
        isolation = Isolation(job.isolation)
        verdict = Verdict(COLLECTS, (finding,))
        return Proof(job.assignment.id, job.assignment.title, isolation, (verdict,), Matrix(), None)
    return decide(evidence)


def decide(evidence: Evidence) -> Proof:
    """What the evidence comes to, requirement by requirement."""
    verdicts = [Verdict(title, tuple(check(evidence))) for title, check in REQUIREMENTS.items()]
    blamed = frozenset(finding.where for verdict in verdicts for finding in verdict.findings)
    return Proof(
        assignment=evidence.assignment.id,
        title=evidence.assignment.title,
        isolation=evidence.isolation,
        verdicts=(Verdict(COLLECTS), *verdicts),
        matrix=matrix(evidence, blamed),
        mutation=mutation(evidence),
    )
