"""What holds for every page: it is self-contained, in order, and can be read by everybody."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.model import Assignment, Grade, Isolation, Status, Visibility
from grader.observations import Differences, WrongValues
from grader.reports import write_index, write_student_page

Make = Callable[..., Any]
TONES = ("text", "quiet", "accent", *Status)
SURFACES = ("page", "card", "code")


@pytest.fixture
def graded(grade: Make, result: Make, wrong: Make) -> Grade:
    """One test of each kind, and something to say about everything."""
    results = [result(status, title=f"{status}") for status in Status if status is not Status.BROKEN]
    arrays = Differences(
        yours="yours",
        expected="expected",
        tolerance=1e-7,
        yours_values=("yours", "same"),
        expected_values=("expected", "same"),
        wrong_values=(True, False),
    )
    values = wrong(WrongValues("dW", arrays), Visibility.VISIBLE)
    made: Grade = grade(*results, values, warnings=("odd",), isolation=Isolation("none"))
    return made


@pytest.fixture
def student_page(assignment: Assignment, graded: Grade, tmp_path: Path) -> Path:
    return write_student_page(graded, assignment, "Deep learning", tmp_path)


@pytest.fixture
def index_page(assignment: Assignment, graded: Grade, roll: Make, tmp_path: Path) -> Path:
    return write_index(roll(graded), assignment, "Deep learning", graded.isolation, tmp_path)


@pytest.fixture(params=["student", "index"])
def page(request: pytest.FixtureRequest, read: Make) -> Any:
    return read(request.getfixturevalue(f"{request.param}_page"))


def test_a_page_asks_for_nothing_from_anywhere(page: Any) -> None:
    assert not re.search(r"https?:|//[a-z]|@import|url\(", page.source)
    assert not page.root.all("script", "link", "img", "iframe")
    policy = next(
        meta.attributes["content"]
        for meta in page.root.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_a_page_has_a_language_a_title_landmarks_and_a_skip_link(page: Any) -> None:
    assert page.source.startswith("<!doctype html>\n")
    assert page.root.all("html")[0].attributes["lang"] == "en"
    assert page.root.all("title")[0].text.startswith("Losses and gradients: ")
    assert [len(page.root.all(tag)) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    first_link = page.root.all("a")[0]
    assert first_link.attributes["href"] == f"#{page.root.all('main')[0].attributes['id']}"


def test_headings_go_down_one_step_at_a_time(page: Any) -> None:
    levels = [int(heading.tag[1]) for heading in page.root.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_every_reference_leads_to_one(page: Any) -> None:
    ids = [element.attributes["id"] for element in page.root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert set(references(page)) <= set(ids)


def references(page: Any) -> Iterator[str]:
    for element in page.root.all():
        yield from element.attributes.get("aria-labelledby", "").split()
        if element.attributes.get("href", "").startswith("#"):
            yield element.attributes["href"][1:]


def test_every_drawing_is_named_or_hidden_from_screen_readers(page: Any) -> None:
    for drawing in page.root.all("svg"):
        named = drawing.attributes.get("role") == "img" and {"title", "desc"} <= {
            e.tag for e in drawing.all()
        }
        assert named != (drawing.attributes.get("aria-hidden") == "true")


def test_every_text_colour_stands_out_against_every_surface_in_light_and_dark(page: Any) -> None:
    style = page.root.all("style")[0].text
    light, dark = (dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in style.split("@media", 2)[:2])
    for scheme in (light, dark):
        for tone, surface in itertools.product(TONES, SURFACES):
            assert contrast(scheme[tone], scheme[surface]) >= 4.5, (tone, surface)
        assert contrast(scheme["text"], scheme["warn"]) >= 4.5


def test_the_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "asked", ["prefers-color-scheme: dark", "prefers-reduced-motion", "print", "max-width"]
)
def test_the_style_answers_to_what_the_reader_prefers(page: Any, asked: str) -> None:
    assert re.search(rf"@media [^{{]*{asked}", page.source)
