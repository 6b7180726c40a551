from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.diagnosis.catalogue import Catalogue, Equivalent
from grader.model import Status
from grader.soundness import write_page
from grader.soundness.evidence import Evidence, MutantTrial
from grader.soundness.mutants import Mutant
from grader.soundness.proof import decide
from grader.soundness.trials import Results

PASSED = (Status.PASSED, None)


def page(evidence: Evidence, out: Path) -> str:
    path = write_page(decide(evidence), "Tiny course", out)
    assert path == out / "tiny" / "validate.html"
    return path.read_text()


def test_a_sound_assignment_has_a_page_that_says_so(evidence: Evidence, tmp_path: Path) -> None:
    text = page(evidence, tmp_path)
    assert "Proved sound" in text
    assert "10 requirements are met" in text
    assert "1 of 1 are killed: 100.0 %" in text
    assert text.count('<td class="kill named"') == 2
    assert "What speaks against it" not in text
    assert "Survivors</h3>" not in text


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
    assert "Not sound yet" in text  # no test kills anything
