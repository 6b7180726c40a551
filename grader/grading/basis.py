"""What a result was made from, so that a regrade runs only what has changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from grader.grading.job import Job, contents, course_inputs, named_versions
from grader.model import Affects, Grade, Limits, Status, TestResult, TestSpec, digest, grading_inputs
from grader.runner.confirmation import LIMITED


@dataclass(frozen=True, slots=True)
class Basis:
    """All that results of one run rest on, besides the test and the submission.

    `names` is what mistakes are named by: only results of tests that did not pass depend on it.
    """

    rules: str
    names: str
    limits: Limits

    @classmethod
    def of(cls, job: Job) -> Self:
        assignment, limits = job.assignment, job.assignment.limits
        settings = grading_inputs(assignment, Affects.ALL)
        name = settings.pop("id")
        rules = repr((*grading_inputs(limits, Affects.ALL).values(), *settings.values()))
        parts = [name, job.isolation, *course_inputs(job.course), rules, *named_versions()]
        folders = grading_inputs(assignment, Affects.FAILURES).values()
        names = [str(job.naming), *(part for folder in folders for part in contents(folder))]
        return cls(digest(parts), digest(names), limits)

    def stamp(self, spec: TestSpec, result: TestResult) -> str:
        """The value of `TestResult.basis`."""
        passed = result.status is Status.PASSED
        parts = [spec.fingerprint, self.rules, "" if passed else self.names]
        return digest([*parts, repr(self.limits) if result.status in LIMITED else ""])

    def standing(self, earlier: Grade | None, tests: Collection[TestSpec]) -> dict[str, TestResult]:
        """The results of `earlier` that a run of the same test would give again, by test."""
        if earlier is None or sum(result.seconds for result in earlier.results) > self.limits.seconds_total:
            return {}
        specs = {spec.id: spec for spec in tests}
        return {
            result.id: result
            for result in earlier.results
            if result.id in specs and self._stands(specs[result.id], result)
        }

    def _stands(self, spec: TestSpec, result: TestResult) -> bool:
        if result.status is Status.BROKEN or not result.basis:
            return False
        in_time = result.status in LIMITED or result.seconds <= self.limits.seconds_per_test
        return in_time and result.basis == self.stamp(spec, result)


def missing_names(fresh: Collection[TestResult], standing: Mapping[str, TestResult]) -> set[str]:
    """Tests to run once more although their results stand.

    The failures of a task are named together: one that is new needs the others beside it.
    """
    tasks = {result.task for result in fresh if result.status is not Status.PASSED}
    return {one.id for one in standing.values() if one.status is not Status.PASSED and one.task in tasks}
