from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.diagnosis.catalogue import load_catalogue
from grader.grading import Job
from grader.validation.evidence import gather
from grader.validation.trials import Results


def test_variants_are_named_and_mutants_that_do_the_same_are_not(job: Callable[..., Job], notes: Any) -> None:
    asked = job()
    found = gather(asked, load_catalogue(asked.assignment), notes, with_mutants=True)
    assert named(found.variants[0].results) == {"mean-for-sum"}
    assert found.mutants is not None
    (same,) = [trial for trial in found.mutants if "np.mean(x)" in trial.mutant.after]
    assert [result.status for result in same.results] == [
        result.status for result in found.variants[0].results
    ]
    assert named(same.results) == set()


def named(results: Results) -> set[str]:
    return {result.diagnosis.id for result in results if result.diagnosis}
