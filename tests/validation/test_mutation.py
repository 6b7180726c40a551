from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.diagnosis.catalogue import Catalogue, Equivalent
from grader.model import Status
from grader.validation.evidence import Evidence, MutantTrial
from grader.validation.mutants import Mutant
from grader.validation.mutation import Mutation, MutationTally, mutation
from grader.validation.trials import Results


@pytest.fixture
def tried(evidence: Evidence, results: Callable[..., Results], mutant: Callable[..., Mutant]) -> Evidence:
    """Two mutants killed, one of them by a crash; one broken and one noticed by nobody."""
    outcomes = {"a": Status.FAILED, "b": Status.ERROR, "c": Status.BROKEN, "d": Status.PASSED}
    trials = [
        MutantTrial(mutant(name), results((Status.PASSED, None), (status, None)))
        for name, status in outcomes.items()
    ]
    return replace(evidence, mutants=tuple(trials))


def counted(evidence: Evidence) -> Mutation:
    found = mutation(evidence)
    assert found is not None
    return found


def test_a_mutant_is_killed_by_any_test_that_fails(tried: Evidence) -> None:
    found = counted(tried)
    assert (found.total, found.killed, found.share) == (4, 2, 0.5)
    assert [(survivor.after, survivor.reason) for survivor in found.survivors] == [("c", None), ("d", None)]
    assert found.operators == (MutationTally("number", 4, 2, 0),)


def test_a_marked_survivor_does_not_count_and_comes_last_with_its_reason(tried: Evidence) -> None:
    mark = Equivalent("sums.py", "return float(np.sum(x))", "c", "rounding")
    found = counted(replace(tried, catalogue=Catalogue((), (mark,))))
    assert (found.equivalent, found.counted) == (1, 3)
    assert found.share == pytest.approx(2 / 3)
    assert [(survivor.after, survivor.reason) for survivor in found.survivors] == [
        ("d", None),
        ("c", "rounding"),
    ]
    assert found.operators == (MutationTally("number", 4, 2, 1),)


@pytest.mark.parametrize(("field", "value"), [("file", "words.py"), ("line", "return x"), ("mutant", "a")])
def test_a_mark_fits_by_file_and_both_lines(tried: Evidence, field: str, value: str) -> None:
    mark = replace(Equivalent("sums.py", "return float(np.sum(x))", "c", "rounding"), **{field: value})
    assert counted(replace(tried, catalogue=Catalogue((), (mark,)))).equivalent == 0


def test_without_mutants_there_is_nothing_to_tell(evidence: Evidence) -> None:
    assert mutation(replace(evidence, mutants=None)) is None
    assert counted(replace(evidence, mutants=())).share == 1.0
