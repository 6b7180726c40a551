"""The table of the corpus is that of the files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def table() -> str:
    done = subprocess.run(
        [sys.executable, str(HERE / "catalogue.py")], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_readme_lists_every_attack(table: str) -> None:
    """Where it does not: paste what `python tests/attacks/catalogue.py` prints."""
    assert table in (HERE / "README.md").read_text()


def test_there_are_attacks_of_every_class(table: str) -> None:
    rows = [line.split(" | ") for line in table.splitlines()[2:]]
    classes = {row[0].removeprefix("| ") for row in rows}
    assert len(rows) > 220
    assert classes == {
        "time", "memory", "processes", "files", "metadata", "kernel", "ends", "protocol", "values", "lies",
        "search", "field", "carry", "order", "archive", "notebook",
    }  # fmt: skip
