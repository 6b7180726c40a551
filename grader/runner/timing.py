"""How long a test may take here: from the assignment's limits, and from what the reference needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from grader.model import Limits, TestSpec
from grader.sandbox.clock import Spent

MULTIPLE = 50  # of what the reference takes: right code in plain loops stays far below
PROOF = 10  # of the assignment's limits: how long the reference may take before that is an error
AGAIN = 2  # of a test's limit: what it may take when it is tried once more

INEXACT = "this kernel does not tell waiting for a processor from sleeping: only processor time is counted"


@dataclass
class Timing:
    """The limits of one suite on this machine, in seconds that a submission answers for.

    `costs` are those that the reference needed, by test; without them the assignment's limits hold.
    """

    limits: Limits
    costs: dict[str, float] = field(default_factory=dict)

    def limit(self, test: str) -> float:
        """What one test may take."""
        return max(self.limits.seconds_per_test, MULTIPLE * self.costs.get(test, 0.0))

    @property
    def total(self) -> float:
        """What all tests of a submission may take together, before any of them is tried once more."""
        return max(self.limits.seconds_total, MULTIPLE * sum(self.costs.values()))

    @property
    def of_submission(self) -> Limits:
        return replace(self.limits, seconds_total=self.total)

    @property
    def of_proof(self) -> Limits:
        limits = self.limits
        return replace(limits, seconds_total=PROOF * limits.seconds_total)

    def worst(self, tests: Iterable[TestSpec]) -> float:
        """The most that a submission may take: it hangs in every test, and once more in one of each task."""
        longest: dict[str, float] = {}
        together = 0.0
        for test in tests:
            limit = self.limit(test.id)
            together += limit
            longest[test.task] = max(limit, longest.get(test.task, 0.0))
        return min(together, self.total) + AGAIN * sum(longest.values())


def notes(spent: Spent, limit: float) -> tuple[str, ...]:
    """What the machine did while a test ran, where without it the test would have had no time left."""
    if spent.used + sum(spent.lost.values()) <= limit:
        return ()
    lost = [f"{cause} for {seconds:.1f} s, which is not counted" for cause, seconds in spent.lost.items()]
    return (*lost, *([] if spent.exact else [INEXACT]))
