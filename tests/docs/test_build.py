"""The pages are built without a warning, and a dead link is one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BESIDE = (
    "docs",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "grader",
    "tests/attacks",
    "examples",
)


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    def build(source: Path) -> subprocess.CompletedProcess[str]:
        options = ("-q", "--fail-on-warning", "--keep-going", "-d", str(tmp_path / "cache"))
        command = (sys.executable, "-m", "sphinx", *options, str(source), str(tmp_path / "built"))
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return build


def test_the_pages_are_built_without_a_warning(build, tmp_path):
    done = build(ROOT / "docs")
    assert done.stderr == ""
    assert done.returncode == 0
    assert "cli" in (tmp_path / "built" / "design.html").read_text("utf-8")


@pytest.fixture
def source(tmp_path: Path) -> Callable[[str], Path]:
    """Two pages with a link, built as ours are."""

    def source(link: str) -> Path:
        folder = tmp_path / "docs"
        folder.mkdir()
        shutil.copy(ROOT / "docs" / "conf.py", folder)
        for name in ("extensions", "static"):
            shutil.copytree(ROOT / "docs" / name, folder / name)
        toctree = "```{toctree}\nstart\n```\n"
        (folder / "index.md").write_text(f"# Pages\n\n[a link]({link})\n\n{toctree}")
        (folder / "start.md").write_text("# Start\n")
        return folder

    return source


def test_a_good_link_is_built(build, source):
    assert build(source("start.md")).stderr == ""


@pytest.mark.parametrize("link", ["nowhere.md", "../nowhere.md", "start.md#nowhere"])
def test_a_dead_link_ends_the_build(build, source, link):
    done = build(source(link))
    assert done.returncode != 0
    assert "nowhere" in done.stderr
