from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Grader = Callable[..., Result]
Keep = Callable[..., None]


def test_drafts_become_current_and_their_pages_are_written(
    grader: Grader, keep: Keep, course: Path, tmp_path: Path
) -> None:
    keep("ada", "test_three", suite="old")
    keep("ada", suite="new")
    keep("bob", suite="old")
    result = grader("publish", "double", "--out", str(tmp_path / "pages"))
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "double: published the new grades of 1 student",
            f"Pages: {tmp_path / 'pages' / 'index.html'}",
        ],
    )
    assert [page.name for page in (tmp_path / "pages" / "students").iterdir()] == ["ada.html"]
    assert "score       4 / 4\n" in grader("show", "ada").output
    assert "no drafts" in grader("diff", "double").output
    assert not (course / "reports").exists()


def test_who_published_is_on_record(grader: Grader, keep: Keep) -> None:
    keep("ada", "test_three", suite="old")
    keep("ada", suite="new")
    grader("publish", "double", "--by", "prof")
    assert "published  4 of 4 by its tests; by prof" in grader("history", "ada").output


def test_without_a_draft_there_is_nothing_to_publish(grader: Grader, keep: Keep, course: Path) -> None:
    keep("ada")
    result = grader("publish", "double")
    assert (result.exit_code, result.output) == (0, "no drafts of `double`: nothing to publish\n")
    assert not (course / "reports").exists()
