from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.diagnosis.catalogue import Catalogue, Equivalent
from grader.model import Status
from grader.validation import write_page
from grader.validation.evidence import Evidence, MutantTrial, VariantTrial
from grader.validation.mutants import Mutant
from grader.validation.proof import decide
from grader.validation.trials import Results

PASSED = (Status.PASSED, None)


def page(evidence: Evidence, out: Path) -> str:
    path = write_page(decide(evidence), "Tiny course", out)
    assert path == out / "tiny" / "validate.html"
    return path.read_text()


def test_a_sound_assignment_has_a_page_that_says_so(evidence: Evidence, tmp_path: Path) -> None:
    text = page(evidence, tmp_path)
    assert "Proved sound" in text
    assert "13 requirements are met" in text
    assert "1 of 1 are killed: 100.0 %" in text
    assert text.count('<td class="kill named"') == 2
    assert "Problems found" not in text
    assert "Survivors</h3>" not in text
    assert "Not tried" not in text


def test_flaws_and_survivors_are_on_the_page_with_what_to_do(
    evidence: Evidence, results: Callable[..., Results], mutant: Callable[..., Mutant], tmp_path: Path
) -> None:
    alive = [MutantTrial(mutant(after), results(PASSED, PASSED)) for after in ("return 1 < 2", "return 3")]
    mark = Equivalent("sums.py", "return float(np.sum(x))", "return 3", "nobody calls it")
    known = evidence.catalogue.misconceptions
    unsound = replace(
        evidence,
        catalogue=Catalogue(known, (mark,)),
        variants=(replace(evidence.variants[0], results=results(PASSED, PASSED)),),
        mutants=tuple(alive),
    )
    text = page(unsound, tmp_path)
    assert "Not sound yet" in text
    assert "loses 0 of the 3 points of <code>total</code>" in text
    assert "<code>+ return 1 &lt; 2</code>" in text
    assert text.index("No reason is given") < text.index("Equivalent: nobody calls it")
    assert '<th scope="col" class="survives">' in text


def test_the_page_asks_for_nothing_and_its_references_lead_somewhere(
    evidence: Evidence, tmp_path: Path
) -> None:
    text = page(evidence, tmp_path)
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<script|<link|<img", text)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|aria-labelledby=")([^"]+)"', text)) <= set(ids)
    headings = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))


def test_a_suite_without_catalogue_and_mutants_has_neither_matrix_nor_survivors(
    evidence: Evidence, tmp_path: Path
) -> None:
    text = page(replace(evidence, catalogue=Catalogue(), variants=(), mutants=None), tmp_path)
    assert "Kill matrix" not in text
    assert "Mutants of the reference" not in text


def test_without_mutants_their_requirements_are_told_as_not_tried(evidence: Evidence, tmp_path: Path) -> None:
    text = page(replace(evidence, mutants=None), tmp_path)
    assert "Sound as far as it was tried" in text
    assert (
        text.index("Not tried") < text.index("No test kills nothing.") < text.index("10 requirements are met")
    )


def test_a_finding_in_the_catalogue_has_its_line_on_the_page(
    evidence: Evidence, results: Callable[..., Results], tmp_path: Path
) -> None:
    silent = replace(evidence.variants[0], results=results(PASSED, PASSED))
    text = page(replace(evidence, variants=(silent,)), tmp_path)
    assert "<strong>mean-for-sum, variant 1 (total)</strong> (solutions/tiny/misconceptions.toml:8): " in text
    assert text.count("misconceptions.toml:") == 1


def test_both_misconceptions_that_are_mixed_up_are_marked(
    evidence: Evidence, results: Callable[..., Results]
) -> None:
    (known,), (first,) = evidence.catalogue.misconceptions, evidence.variants
    both = (Status.FAILED, "mean-for-sum|sign-lost")
    lost = replace(first.variant, misconception="sign-lost")
    trials = (replace(first, results=results(both, both)), VariantTrial("lost", lost, results(both, both)))
    catalogue = Catalogue((known, replace(known, id="sign-lost"), replace(known, id="fine")))
    proof = decide(replace(evidence, catalogue=catalogue, variants=trials))
    marked = {column.id: column.survives for column in proof.matrix.columns}
    assert marked == {"mean-for-sum": True, "sign-lost": True, "fine": False}


def test_on_a_narrow_screen_the_names_of_tests_leave_room_for_the_matrix(
    new_page: Callable[..., Any], evidence: Evidence, tmp_path: Path
) -> None:
    """They are broken into lines there, and only there."""
    name = "public/test_linear_svm.py::test_naive_loss_of_the_lecture_with_loops"
    (known,), (first,) = evidence.catalogue.misconceptions, evidence.variants
    many = tuple(replace(known, id=f"{known.id}-{number}") for number in range(40))
    caught = replace(first, results=(replace(first.results[0], id=name), first.results[1]))
    tests = (replace(evidence.tests[0], id=name), evidence.tests[1])
    path = write_page(
        decide(replace(evidence, catalogue=Catalogue((known, *many)), tests=tests, variants=(caught,))),
        "Tiny course",
        tmp_path,
    )
    heights = {}
    for width in (500, 1400):
        page = new_page(viewport={"width": width, "height": 900})
        page.goto(path.as_uri())
        heading = page.locator("th[scope=row]", has_text=name).bounding_box()
        matrix = page.locator(".scroll").bounding_box()
        assert heading["width"] < 0.5 * matrix["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights[width] = heading["height"]
    assert heights[500] > 1.5 * heights[1400]
