from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from grader.diagnosis.catalogue import Catalogue, Misconception
from grader.model import Status
from grader.validation.evidence import Evidence, VariantTrial
from grader.validation.matrix import matrix
from grader.validation.trials import Results
from grader.validation.verdicts import Kill

ITSELF = (Status.FAILED, "mean-for-sum")
OTHER = (Status.FAILED, "sign-lost")
SILENT = (Status.TIMEOUT, None)
PASSED = (Status.PASSED, None)


def cells(evidence: Evidence) -> list[tuple[Kill, ...]]:
    return [row.cells for row in matrix(evidence, frozenset()).rows]


def test_a_cell_tells_what_a_test_makes_of_a_misconception(
    evidence: Evidence, results: Callable[..., Results]
) -> None:
    for told, expected in (
        ((ITSELF, OTHER), [Kill.NAMED, Kill.MISNAMED]),
        ((SILENT, PASSED), [Kill.KILLED, Kill.NONE]),
        ((PASSED, (Status.BROKEN, None)), [Kill.NONE, Kill.NONE]),
    ):
        trial = replace(evidence.variants[0], results=results(*told))
        assert cells(replace(evidence, variants=(trial,))) == [(kind,) for kind in expected]


def test_the_worst_of_the_variants_is_shown(evidence: Evidence, results: Callable[..., Results]) -> None:
    variant = evidence.variants[0].variant
    trials = [
        VariantTrial(str(number), variant, results(*told))
        for number, told in enumerate([(ITSELF, PASSED), (OTHER, SILENT)])
    ]
    assert cells(replace(evidence, variants=tuple(trials))) == [(Kill.MISNAMED,), (Kill.KILLED,)]


def test_survivors_come_first_and_keep_their_numbers(
    evidence: Evidence, misconception: Misconception
) -> None:
    second = replace(misconception, id="sign-lost")
    trial = evidence.variants[0]
    lost = VariantTrial("lost", replace(trial.variant, misconception="sign-lost"), trial.results)
    both = replace(evidence, catalogue=Catalogue((misconception, second)), variants=(trial, lost))
    calm = matrix(both, frozenset())
    assert [(column.number, column.survives) for column in calm.columns] == [(1, False), (2, False)]
    assert [(row.test, row.survives) for row in calm.rows] == [("test_sum", False), ("test_sign", False)]
    alarmed = matrix(both, frozenset({"lost", "test_sign"}))
    assert [(column.number, column.survives) for column in alarmed.columns] == [(2, True), (1, False)]
    assert [(row.test, row.survives) for row in alarmed.rows] == [("test_sign", True), ("test_sum", False)]
    assert alarmed.rows[0].cells == (Kill.MISNAMED, Kill.NAMED)
