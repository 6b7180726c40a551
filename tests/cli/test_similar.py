from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

MINE = """
def double(x):
    parts = [part for part in (x, x) if part is not None]
    total = sum(parts) if len(parts) == 2 else 0
    return max(total, 2 * x) if x > 0 else min(total, 2 * x)
"""
YOURS = MINE.replace("parts", "twice").replace("part", "p").replace("total", "t")
OTHER = """
def double(x):
    for step in range(10):
        low, high = x + step, x - step
        if abs(low + high - 2 * x) < 1e-9:
            return low + high
    raise ArithmeticError(x)
"""

Similar = Callable[..., Result]


@pytest.fixture
def similar(course: Path, submissions: Path) -> Similar:
    def similar(*options: str) -> Result:
        command = ["similar", "double", str(submissions), "--course", str(course), *options]
        return CliRunner().invoke(cli, command)

    return similar


def test_pairs_are_ranked_and_written_to_a_page(
    similar: Similar, hand_in: Callable[..., None], course: Path
) -> None:
    for student, text in {"ada": MINE, "bob": YOURS, "carl": OTHER, "dan": "def double(:"}.items():
        hand_in(student, text)
    result = similar()
    page = course / "reports" / "double" / "similar.html"
    assert result.exit_code == 0
    first, *rest = result.stdout.splitlines()
    assert first.endswith("ada and bob: double 100%")
    assert first.startswith("  1. ")
    assert rest == [
        "Compared: 3 submissions. This list is not proof of copying: look at the two side by side.",
        "Not compared: dan: double.py: Python cannot read it, line 1",
        f"Page: {page}",
    ]
    assert page.is_file()


def test_a_class_without_similar_pairs_is_a_success_too(
    similar: Similar, hand_in: Callable[..., None]
) -> None:
    hand_in("ada", MINE)
    hand_in("carl", OTHER)
    result = similar()
    assert result.exit_code == 0
    assert result.stdout.startswith("Compared: 2 submissions. No two share anything rare.")


def test_an_earlier_year_is_compared_and_named(
    similar: Similar, hand_in: Callable[..., None], tmp_path: Path
) -> None:
    hand_in("ada", MINE)
    old = tmp_path / "2024" / "zoe"
    old.mkdir(parents=True)
    (old / "double.py").write_text(YOURS)
    result = similar("--earlier", str(old.parent))
    assert f"ada and zoe ({old.parent}): double 100%" in result.stdout
    assert "Compared: 1 submissions and 1 of earlier years." in result.stdout


def test_json_is_one_object_in_ascii(similar: Similar, hand_in: Callable[..., None], tmp_path: Path) -> None:
    hand_in("ada", MINE)
    hand_in("zoë", YOURS)
    hand_in("carl", OTHER)
    result = similar("--json", "--out", str(tmp_path / "elsewhere"))
    assert result.stdout.isascii()
    found = json.loads(result.stdout)
    (pair,) = found["pairs"]
    assert (found["assignment"], found["compared"], found["earlier"]) == ("double", 3, 0)
    assert pair["one"] == {"student": "ada", "earlier": None}
    assert pair["other"]["student"] == "zoë"
    assert pair["functions"][0]["one"] == {"name": "double", "place": "double.py, line 2"}
    assert pair["functions"][0]["alike"] == 1
    assert (tmp_path / "elsewhere" / "similar.html").is_file()


def test_no_more_pairs_are_shown_than_asked_for(similar: Similar, hand_in: Callable[..., None]) -> None:
    for student in ("ada", "bob", "carl"):
        hand_in(student, MINE)
    assert len(json.loads(similar("--json", "--top", "2").stdout)["pairs"]) == 2
    assert len(json.loads(similar("--json").stdout)["pairs"]) == 3


def test_a_wrong_path_is_a_usage_error(similar: Similar, hand_in: Callable[..., None]) -> None:
    hand_in("ada", MINE)
    result = similar("--earlier", "/nowhere")
    assert result.exit_code == 2
    assert "no such file or folder" in result.stderr
