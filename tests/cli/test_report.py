from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Grader = Callable[..., Result]
Keep = Callable[..., None]


def test_every_page_is_written_again_from_the_gradebook(grader: Grader, keep: Keep, course: Path) -> None:
    for student in ("ada", "bob"):
        keep(student)
    result = grader("report", "double")
    pages = course / "reports/double"
    assert (result.exit_code, result.output) == (0, f"Pages: {pages / 'index.html'}\n")
    assert sorted(page.name for page in (pages / "students").iterdir()) == ["ada.html", "bob.html"]


def test_without_grades_there_is_nothing_to_write(grader: Grader, keep: Keep, course: Path) -> None:
    result = grader("report", "double")
    assert result.exit_code == 2
    assert "there is no gradebook" in result.output
    keep("ada")
    result = grader("report", "negate")
    assert result.exit_code == 2
    assert not (course / "reports").exists()
