"""Whether an assignment is sound: decided here, told elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from grader.diagnosis.catalogue import load_catalogue
from grader.errors import SuiteError
from grader.grading import Job
from grader.model import Isolation
from grader.validation.evidence import Evidence, gather
from grader.validation.finding import ValidationFinding
from grader.validation.matrix import Matrix, matrix
from grader.validation.mutation import Mutation, mutation
from grader.validation.requirements import OF_MUTANTS, REQUIREMENTS, Requirement
from grader.validation.trials import Watch

COLLECTS = "The suite collects, and its points add up."


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """A requirement, and what speaks against it, if it was tried."""

    requirement: str
    findings: tuple[ValidationFinding, ...] = ()
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    """`mutation` is None where no mutants were made."""

    assignment: str
    title: str
    isolation: Isolation
    verdicts: tuple[RequirementResult, ...]
    matrix: Matrix
    mutation: Mutation | None

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against it, as far as it was tried."""
        return not any(verdict.findings for verdict in self.verdicts)

    @property
    def untried(self) -> tuple[RequirementResult, ...]:
        return tuple(verdict for verdict in self.verdicts if not verdict.tried)


def prove(job: Job, watch: Watch, *, with_mutants: bool) -> Proof:
    """Grade the assignment's own code and decide; raises CourseError where the catalogue has mistakes."""
    catalogue = load_catalogue(job.assignment)
    try:
        evidence = gather(job, catalogue, watch, with_mutants=with_mutants)
    except SuiteError as error:
        finding = ValidationFinding(error.what, error.where or str(job.assignment.suite), error.advice or "")
        return _unproved(job, finding)
    return decide(evidence)


def decide(evidence: Evidence) -> Proof:
    """What the evidence comes to, requirement by requirement."""
    verdicts = [_verdict(title, check, evidence) for title, check in REQUIREMENTS.items()]
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    blamed = frozenset(name for finding in findings for name in (finding.where, *finding.others))
    return Proof(
        assignment=evidence.assignment.id,
        title=evidence.assignment.title,
        isolation=evidence.isolation,
        verdicts=(RequirementResult(COLLECTS), *verdicts),
        matrix=matrix(evidence, blamed),
        mutation=mutation(evidence),
    )


def _unproved(job: Job, finding: ValidationFinding) -> Proof:
    """Nothing can be tried with a suite that does not collect."""
    rest = (RequirementResult(title, tried=False) for title in REQUIREMENTS)
    verdicts = (RequirementResult(COLLECTS, (finding,)), *rest)
    return Proof(job.assignment.id, job.assignment.title, Isolation(job.isolation), verdicts, Matrix(), None)


def _verdict(title: str, check: Requirement, evidence: Evidence) -> RequirementResult:
    if evidence.mutants is None and check in OF_MUTANTS:
        return RequirementResult(title, tried=False)
    return RequirementResult(title, tuple(check(evidence)))
