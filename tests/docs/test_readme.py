"""The README shows what `make demo` makes, and the pictures show it too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


@dataclass(frozen=True)
class Demo:
    """The README as it should be, and the pages of the example class."""

    text: str
    pages: Path


@pytest.fixture(scope="module")
def demo(transcripts, tmp_path_factory) -> Demo:
    home = tmp_path_factory.mktemp("home")
    return Demo(transcripts.refreshed(README, home), home / "course" / "build" / "demo")


def test_the_readme_says_what_make_demo_prints(demo):
    assert demo.text == README.read_text("utf-8"), "stale: `python docs/transcripts.py README.md`"


def test_the_pictures_show_these_pages(demo, pictures):
    shown = pictures.shown(demo.pages, demo.text)
    assert shown == pictures.RECORD.read_text(), "stale: `python docs/pictures.py`, and look at them"


@pytest.fixture
def shown(pictures, tmp_path):
    def shown(student: str, row: str) -> str:
        (tmp_path / "students").mkdir(exist_ok=True)
        (tmp_path / "index.html").write_text("<h1>Class</h1>")
        (tmp_path / "students" / f"{pictures.STUDENT}.html").write_text(student)
        return pictures.shown(tmp_path, f"graded 1 of 1\nStudent Score\n{row}\nPages: index.html\n")

    return shown


@pytest.mark.parametrize(
    ("student", "row", "stale"),
    [
        ("a { margin: 1px } 77 %, graded 31 May 2026, 10:00 UTC", " ada   9 / 10   3 passed  ", False),
        ("a { margin: 2px } 77 %, graded 1 May 2026, 09:00 UTC", "ada 9 / 10 3 passed", True),
        ("a { margin: 1px } 78 %, graded 1 May 2026, 09:00 UTC", "ada 9 / 10 3 passed", True),
        ("a { margin: 1px } 77 %, graded 1 May 2026, 09:00 UTC", "ada 8 / 10 3 passed", True),
    ],
)
def test_pictures_of_something_else_are_stale(shown, student, row, stale):
    before = shown("a { margin: 1px } 77 %, graded 1 May 2026, 09:00 UTC", "ada 9 / 10 3 passed")
    assert (shown(student, row) != before) is stale


def test_the_readme_shows_the_scores_of_the_example_class():
    shown = found(r"^(\S+) +(\d+) / 100 ", "README.md")
    told = found(r"^\| (\S+) \|.*\| (\d+) \|$", "examples/README.md")
    assert len(shown) > 20
    assert sorted(shown) == sorted(told)


def found(pattern: str, name: str) -> list[tuple[str, str]]:
    return re.findall(pattern, (ROOT / name).read_text("utf-8"), re.MULTILINE)
