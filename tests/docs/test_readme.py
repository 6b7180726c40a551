"""The README's table is the example class as `tests/test_examples.py` proves it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_shows_the_scores_of_the_example_class():
    shown = found(r"^(\S+) +(\d+) / 100 ", "README.md")
    told = found(r"^\| (\S+) \|.*\| (\d+) \|$", "examples/README.md")
    assert len(shown) > 20
    assert sorted(shown) == sorted(told)


def found(pattern: str, name: str) -> list[tuple[str, str]]:
    return re.findall(pattern, (ROOT / name).read_text("utf-8"), re.MULTILINE)
