from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from grader.similarity import write_page


class Reader(HTMLParser):
    """What stands on the page, and which elements it is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[str]:
        return [value for found in self.attributes if (value := found.get(name)) is not None]


@pytest.fixture
def page(classroom: Any, ways: Sequence[str], disguised: str, tmp_path: Path) -> str:
    for student, way in zip(("ada", "bob", "carl", "dora"), ways, strict=True):
        classroom.hand_in(student, way)
    attack = "        label = '<script>alert(1)</script>\\u202e'\n"
    start = "        gradient, acc"
    classroom.hand_in("<b>eve", disguised.replace(start, attack.replace("\\u202e", "\u202e") + start))
    classroom.hand_in("finn", "def f(:")
    path = write_page(classroom.compare(), "Tiny course", tmp_path / "out")
    assert path == tmp_path / "out" / "similar.html"
    return path.read_text(encoding="utf-8")


def test_the_page_shows_the_pair_side_by_side_and_is_no_verdict(page: str) -> None:
    words = " ".join(Reader(page).words.split())
    assert "This list is not proof of copying." in words
    assert "1. <b>eve and ada" in words or "1. ada and <b>eve" in words
    assert "half of that is in no other submission" in words
    assert "margins = np.maximum(0, scores - scores[y[i]] + 1)" in words
    assert "0, f - f[y[row]] + 1," in words
    assert "<mark>" in page
    assert "finn: sums.py: Python cannot read it, line 2" in words


def test_what_students_wrote_is_text_on_the_page(page: str) -> None:
    assert "script" not in Reader(page).tags
    assert "<b>" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert "\\u202e" in page


def test_the_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|@import|url\(|javascript:", page)
    assert not {"script", "link", "img", "iframe"} & set(Reader(page).tags)


def test_every_link_leads_to_an_id_of_its_own(page: str) -> None:
    reader = Reader(page)
    ids = reader.all("id")
    assert len(ids) == len(set(ids))
    links = [href.removeprefix("#") for href in reader.all("href")]
    assert "pair-1" in links
    assert set(links) | set(reader.all("aria-labelledby")) <= set(ids)


def test_a_class_without_similar_pairs_has_a_page_that_says_so(
    classroom: Any, ways: Sequence[str], tmp_path: Path
) -> None:
    classroom.hand_in("ada", ways[0])
    text = write_page(classroom.compare(), "Tiny course", tmp_path).read_text(encoding="utf-8")
    assert "No two share anything that is rare in the class." in text
    assert "<table" not in text
    assert "Not compared" not in text
