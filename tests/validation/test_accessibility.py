"""What axe-core finds in Chromium on the page of a proof: nothing that keeps a reader out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.validation import write_page
from grader.validation.evidence import Evidence
from grader.validation.proof import decide


def test_the_page_of_a_proof_shuts_nobody_out(
    violations: Callable[[Path], list[str]], evidence: Evidence, tmp_path: Path
) -> None:
    assert violations(write_page(decide(evidence), "Tiny course", tmp_path)) == []
