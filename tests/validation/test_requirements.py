"""Each requirement is met by the sound evidence, and says no to the flaw it is there for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.diagnosis.catalogue import Catalogue, Equivalent, Misconception
from grader.errors import CourseError
from grader.model import Status
from grader.observations import Raised
from grader.validation.evidence import Evidence, MutantTrial, VariantTrial
from grader.validation.finding import ValidationFinding
from grader.validation.mutants import Mutant
from grader.validation.requirements import REQUIREMENTS
from grader.validation.trials import Results

MakeResults = Callable[..., Results]
MakeMutant = Callable[..., Mutant]

PASSED = (Status.PASSED, None)
FAILED = (Status.FAILED, None)
RAISED = (Status.ERROR, None)
ITSELF = (Status.FAILED, "mean-for-sum")
OTHER = (Status.FAILED, "sign-lost")
MODULE = "module 'numpy' has no attribute 'sun'"
EITHER = (Status.FAILED, "mean-for-sum|sign-lost")


def flaws(evidence: Evidence) -> dict[str, list[ValidationFinding]]:
    """What speaks against it, by the first words of the requirement."""
    found = {title: list(check(evidence)) for title, check in REQUIREMENTS.items()}
    return {" ".join(title.split()[:3]): findings for title, findings in found.items() if findings}


def with_variant(evidence: Evidence, found: Results) -> Evidence:
    return replace(evidence, variants=(replace(evidence.variants[0], results=found),))


def with_advice(evidence: Evidence, **changes: Any) -> Evidence:
    known = replace(evidence.catalogue.misconceptions[0], **changes)
    return replace(evidence, catalogue=Catalogue((known,)))


def test_sound_evidence_meets_every_requirement(evidence: Evidence) -> None:
    assert flaws(evidence) == {}


def test_a_test_that_fails_on_the_reference_is_told_with_its_reason(evidence: Evidence) -> None:
    (flaw,) = flaws(replace(evidence, broken={"test_sum": "it is 3, not 4"}))["The reference earns"]
    assert (flaw.where, flaw.what) == ("test_sum", "it is 3, not 4")


def test_a_stub_that_earns_points_is_told(evidence: Evidence, results: MakeResults) -> None:
    found = flaws(replace(evidence, stub=results((Status.MISSING, None), PASSED)))
    (flaw,) = found.pop("The blank stub")
    assert flaw.where == "test_sign"
    assert "1 of 1 points" in flaw.what
    assert not found


def test_a_stub_that_does_not_import_is_told(evidence: Evidence) -> None:
    found = flaws(replace(evidence, import_faults={"sums.py": "It raised a NameError."}))
    assert [flaw.where for flaw in found.pop("All stubs import.")] == ["the stub of sums.py"]
    assert not found


def test_a_misconception_that_loses_nothing_is_told_once(evidence: Evidence, results: MakeResults) -> None:
    found = flaws(with_variant(evidence, results(PASSED, PASSED)))
    assert list(found) == ["Every variant of"]


def test_a_variant_loses_a_point_of_each_of_its_tasks_or_all_of_a_smaller_one(
    evidence: Evidence, results: MakeResults
) -> None:
    caught = with_variant(evidence, results(PASSED, ITSELF))  # one of three points
    assert "Every variant of" not in flaws(caught)
    for possible, told in ((0.5, False), (0.6, True)):
        sign = replace(caught.variants[0].results[1], possible=0.5)
        task = replace(evidence.assignment.tasks[0], points=possible)
        small = replace(caught, assignment=replace(evidence.assignment, tasks=(task,)))
        assert ("Every variant of" in flaws(with_variant(small, (sign,)))) is told


def test_broken_tests_are_no_loss(evidence: Evidence, results: MakeResults) -> None:
    broken = (Status.BROKEN, None)
    assert "Every variant of" in flaws(with_variant(evidence, results(broken, broken)))


def raising(evidence: Evidence, results: Results, *exceptions: str, message: str = MODULE) -> Evidence:
    """Each test ends with an exception."""
    seen = [Raised("total", name, message) for name in exceptions]
    told = zip(results, seen, strict=True)
    return with_variant(evidence, tuple(replace(result, observed=one) for result, one in told))


@pytest.mark.parametrize(
    "exception", ["NameError", "AttributeError", "ImportError", "ModuleNotFoundError", "SyntaxError"]
)
def test_a_variant_whose_every_failed_test_ends_in_a_slip_is_told(
    evidence: Evidence, results: MakeResults, exception: str
) -> None:
    named = results((Status.ERROR, "mean-for-sum"), (Status.ERROR, "mean-for-sum"))
    found = flaws(raising(evidence, named, exception, exception))
    (flaw,) = found.pop("No variant fails")
    assert f"test_sum: `total` raised a{'n' * (exception[0] in 'AI')} {exception}" in flaw.what
    assert flaw.where == "mean-for-sum, variant 1 (total)"
    assert not found
    assert flaws(raising(evidence, named, exception, "ValueError")) == {}


def test_to_take_a_number_for_an_object_is_no_slip(evidence: Evidence, results: MakeResults) -> None:
    named = results((Status.ERROR, "mean-for-sum"), (Status.ERROR, "mean-for-sum"))
    for message, told in (
        ("'int' object has no attribute 'data'", False),
        ("'numpy.ndarray' object has no attribute 'shpae'", True),
        (MODULE, True),
    ):
        found = flaws(raising(evidence, named, "AttributeError", "AttributeError", message=message))
        assert ("No variant fails" in found) is told


def test_a_variant_that_gives_a_wrong_answer_in_one_test_made_no_slip(
    evidence: Evidence, results: MakeResults
) -> None:
    mixed = raising(evidence, results((Status.ERROR, "mean-for-sum"), ITSELF), "NameError", "NameError")
    first, second = mixed.variants[0].results
    assert flaws(with_variant(mixed, (first, replace(second, observed=None)))) == {}
    assert "No variant fails" not in flaws(with_variant(evidence, results(PASSED, PASSED)))


def test_a_misconception_without_a_name_is_told(evidence: Evidence, results: MakeResults) -> None:
    assert list(flaws(with_variant(evidence, results(FAILED, FAILED)))) == ["Every misconception is"]
    assert flaws(with_variant(evidence, results(ITSELF, FAILED))) == {}


def test_a_misconception_that_goes_by_another_name_is_told(evidence: Evidence, results: MakeResults) -> None:
    for wrong in (OTHER, EITHER):
        (flaw,) = flaws(with_variant(evidence, results(ITSELF, wrong)))["No misconception is"]
        assert flaw.what == f"is diagnosed as `{wrong[1]}` in test_sign"
        assert flaw.others == ()


def test_two_that_are_mixed_up_are_told_once_with_the_tests_that_do_it(
    evidence: Evidence, misconception: Misconception, results: MakeResults
) -> None:
    lost = replace(misconception, id="sign-lost")
    first = replace(evidence.variants[0], results=results(EITHER, EITHER))
    variant = replace(first.variant, misconception="sign-lost", path=("misconceptions", 1, "variants", 0))
    second = VariantTrial("sign-lost, variant 1 (total)", variant, results(EITHER, OTHER))
    both = replace(evidence, catalogue=Catalogue((misconception, lost)), variants=(first, second))
    (flaw,) = flaws(both)["No misconception is"]
    assert flaw.what == (
        "is diagnosed as `mean-for-sum|sign-lost` in test_sum, test_sign; "
        "as does sign-lost, variant 1 (total), solutions/tiny/misconceptions.toml:17"
    )
    assert (flaw.where, flaw.others) == (first.name, (second.name,))
    third = replace(second, results=results((Status.FAILED, "sign-lost|scaled"), OTHER))
    assert len(flaws(replace(both, variants=(first, third)))["No misconception is"]) == 2


def test_a_stated_twin_is_no_other_name(evidence: Evidence, results: MakeResults) -> None:
    twins = with_advice(evidence, twins=("sign-lost",))
    assert flaws(with_variant(twins, results(ITSELF, EITHER))) == {}
    assert flaws(with_variant(twins, results(ITSELF, (Status.FAILED, "mean-for-sum|scaled")))) != {}


def test_names_that_other_tasks_give_do_not_count(evidence: Evidence, results: MakeResults) -> None:
    found = results(ITSELF, OTHER)
    elsewhere = (found[0], replace(found[1], task="scale"))
    assert flaws(with_variant(evidence, elsewhere)) == {}


def test_a_test_that_kills_nothing_is_told(
    evidence: Evidence, results: MakeResults, mutant: MakeMutant
) -> None:
    blind = with_variant(evidence, results(ITSELF, PASSED))
    noticed = MutantTrial(mutant("return 0"), results(PASSED, FAILED))
    assert flaws(replace(blind, mutants=(noticed,))) == {}
    crashed = MutantTrial(mutant("return 0"), results(FAILED, RAISED))
    found = flaws(replace(blind, mutants=(crashed,)))
    assert [flaw.where for flaw in found.pop("No test kills")] == ["test_sign"]
    assert not found
    assert "No test kills" not in flaws(replace(blind, mutants=(), broken={"test_sign": "it fails anyway"}))


def test_a_test_without_points_may_kill_nothing(evidence: Evidence, results: MakeResults) -> None:
    free = replace(
        evidence, tests=(evidence.tests[0], replace(evidence.tests[1], possible=0.0)), mutants=None
    )
    assert flaws(with_variant(free, results(ITSELF, PASSED))) == {}


def test_advice_that_holds_a_line_of_the_solution_is_told(evidence: Evidence) -> None:
    for change in ({"advice": "Write `return float(np.sum(x))`."}, {"title": "No return float(np.sum(x))"}):
        (flaw,) = flaws(with_advice(evidence, **change))["No advice is"]
        assert flaw.where == "mean-for-sum"
        assert "`return float(np.sum(x))`" in flaw.what
    assert flaws(with_advice(evidence, advice="Look at `def total(x):` and `np.sum(x)`.")) == {}


def test_advice_that_nobody_reads_to_the_end_is_told(evidence: Evidence) -> None:
    assert flaws(with_advice(evidence, advice="a" * 600)) == {}
    assert list(flaws(with_advice(evidence, advice="a" * 601))) == ["No advice is"]


@pytest.mark.parametrize("file", ["test_sums.py", "conftest.py", "public/test_public.py"])
def test_a_suite_that_reads_a_clock_is_told_with_the_line(evidence: Evidence, file: str) -> None:
    path = evidence.assignment.suite / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("def test_speed():\n    pass\n")
    assert flaws(evidence) == {}
    path.write_text("def test_speed():\n    from time import perf_counter as clock\n")
    (flaw,) = flaws(evidence)["No test reads"]
    assert (flaw.where, flaw.what) == (
        f"autograder_tests/tiny/{file}:2",
        "it reads a clock: `time.perf_counter`",
    )
    assert "assert_vectorized" in flaw.advice


def test_a_reference_that_reads_a_clock_is_told(evidence: Evidence) -> None:
    timed = replace(evidence, solutions={"sums.py": f"import time\n{evidence.solutions['sums.py']}"})
    assert [flaw.where for flaw in flaws(timed)["No test reads"]] == ["solutions/tiny/sums.py:1"]


def test_too_many_survivors_are_told(evidence: Evidence, results: MakeResults, mutant: MakeMutant) -> None:
    assert list(flaws(with_survivors(evidence, 3, results, mutant))) == ["At least 95%"]
    assert flaws(with_survivors(evidence, 2, results, mutant)) == {}


def with_survivors(evidence: Evidence, count: int, results: MakeResults, mutant: MakeMutant) -> Evidence:
    """Beside 38 mutants that are killed."""
    dead = evidence.mutants or ()
    alive = [MutantTrial(mutant(f"return {number}"), results(PASSED, PASSED)) for number in range(count)]
    return replace(evidence, mutants=(*dead * 38, *alive))


def test_a_mark_must_fit_a_mutant_that_survives(
    evidence: Evidence, misconception: Misconception, results: MakeResults, mutant: MakeMutant
) -> None:
    survives = with_survivors(evidence, 3, results, mutant)
    for after, fulfilled in (("return 1", True), ("return 3", False)):
        mark = Equivalent("sums.py", "return float(np.sum(x))", after, "it never gets there")
        marked = replace(survives, catalogue=Catalogue((misconception,), (mark,)))
        assert ("Every mark of" not in flaws(marked)) is fulfilled
        assert ("At least 95%" not in flaws(marked)) is fulfilled


def test_a_variant_is_told_by_its_own_name(evidence: Evidence, results: MakeResults) -> None:
    second = VariantTrial(
        "mean-for-sum, variant 2 (total)", evidence.variants[0].variant, results(PASSED, PASSED)
    )
    (flaw,) = flaws(replace(evidence, variants=(*evidence.variants, second)))["Every variant of"]
    assert flaw.where == "mean-for-sum, variant 2 (total)"


def test_what_the_catalogue_is_to_blame_for_has_its_line(
    evidence: Evidence, misconception: Misconception, results: MakeResults
) -> None:
    silent = with_variant(evidence, results(PASSED, PASSED))
    (harmless,) = flaws(silent)["Every variant of"]
    assert harmless.place == "solutions/tiny/misconceptions.toml:8"
    (long,) = flaws(with_advice(evidence, advice="a" * 601))["No advice is"]
    assert long.place == "solutions/tiny/misconceptions.toml:7"
    (broken,) = flaws(replace(evidence, broken={"test_sum": "it is 3, not 4"}))["The reference earns"]
    assert broken.place == ""


def test_lines_are_looked_for_only_when_there_is_something_to_tell(evidence: Evidence) -> None:
    (evidence.assignment.solutions / "misconceptions.toml").unlink()
    assert flaws(evidence) == {}
    with pytest.raises(CourseError, match="cannot be read"):
        flaws(with_advice(evidence, advice="a" * 601))
