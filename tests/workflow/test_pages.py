from __future__ import annotations

from pathlib import Path

from grader.gradebook import Gradebook
from grader.workflow import Pages
from tests.workflow.conftest import Load


def test_a_page_tells_what_is_published_and_not_the_draft(
    keep, loaded: Load, book: Gradebook, out: Path
) -> None:
    keep("ada", "test_total", suite="old")
    keep("ada", suite="new")
    pages = Pages(*loaded(), book, out)
    assert pages.write("ada").final == 3.0
    assert pages.standing("ada").final == 3.0
    book.publish("tiny", "prof")
    assert Pages(*loaded(), book, out).write("ada").final == 6.0


def test_the_class_page_lists_whose_pages_lie_beside_it(
    keep, loaded: Load, book: Gradebook, out: Path
) -> None:
    for student in ("ada", "bob", "carol"):
        keep(student)
    Pages(*loaded(), book, out).write("ada")
    later = Pages(*loaded(), book, out)
    later.write("bob")
    index = later.write_class().read_text()
    assert [name in index for name in ("ada", "bob", "carol")] == [True, True, False]
