"""Links are good on a code host too, pictures are small, and each is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])
LARGEST = 150_000


def dead(page: Path, text: str) -> Iterator[str]:
    """The links and pictures of a page that lead nowhere."""
    prose = re.sub(r"^(`{3,}).*?^\1$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        path, _, anchor = target.partition("#")
        if re.match(r"\w+:", target):
            continue
        found = (page.parent / path) if path else page
        if not found.exists() or (anchor and anchor not in anchors(found)):
            yield target


def anchors(page: Path) -> set[str]:
    """What a code host makes of the headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_dead(page):
    assert list(dead(page, page.read_text("utf-8"))) == []


@pytest.mark.parametrize("target", ["nowhere.md", "start.md#nowhere", "#nowhere", "pictures/nowhere.png"])
def test_a_dead_link_is_found(target):
    assert list(
        dead(ROOT / "docs" / "index.md", f"[a]({target}) [b](start.md) [c](https://example.org)")
    ) == [target]


def test_every_picture_is_small_has_its_twin_and_is_shown():
    pictures = {path.name: path.stat().st_size for path in (ROOT / "docs" / "pictures").glob("*.png")}
    shown = set(re.findall(r"pictures/([\w-]+\.png)\)", "\n".join(page.read_text("utf-8") for page in PAGES)))
    assert shown
    assert pictures.keys() == shown | {name.replace("-light", "-dark") for name in shown}
    assert max(pictures.values()) <= LARGEST
