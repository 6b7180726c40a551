"""The proof as a page: what speaks against the assignment, the kill matrix, the mutants that survive."""

from __future__ import annotations

from pathlib import Path

from grader.reports.pages import publish
from grader.validation.proof import Proof


def write_page(proof: Proof, course_name: str, out: Path) -> Path:
    """Write `out/<assignment>/validate.html`."""
    content = {
        "proof": proof,
        "course_name": course_name,
        "isolation": proof.isolation,
        "problems": [verdict for verdict in proof.verdicts if verdict.findings],
        "met": [verdict for verdict in proof.verdicts if verdict.tried and not verdict.findings],
    }
    return publish("validate.html.jinja", out / proof.assignment / "validate.html", content)
