"""On the package index `grader` is another project: no text tells anybody to install that one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MADE = {"build", "dist", "reports", "__pycache__"}
HIDDEN = {".ci", ".github"}  # the other hidden folders are made too
OLD_FORMS = (
    # as a requirement: `pip install grader`, also with options and other requirements before it
    re.compile(
        r"\bpip3?\s+(?:install|wheel|download|uninstall|show)\s+(?:[^\s`]+[ \t]+)*?[\"']?grader(?![\w./-])"
    ),
    re.compile(r"(?<![\w-])grader\\*\["),  # with an extra
    re.compile(r"(?<![\w-])grader-[\d*][\w.*-]*?(?:\.whl|\.tar\.gz)"),  # as a file
    re.compile(r"--exclude[ =]grader\b"),  # `pip freeze`
    re.compile(r"\b(?:version|requires|distribution|metadata|files)\([\"']grader[\"']\)"),
    re.compile(r"^name = \"grader\"", re.MULTILINE),
)


def old_forms(text: str) -> list[str]:
    """Where a text names the distribution as it was called."""
    return [found[0] for form in OLD_FORMS for found in form.finditer(text)]


def texts() -> Iterator[tuple[str, str]]:
    """All text files of the repository but this one, by name."""
    for folder, below, names in os.walk(ROOT):
        below[:] = sorted(name for name in below if is_ours(name))
        for path in (Path(folder, name) for name in sorted(names)):
            if path != Path(__file__) and (text := text_of(path)) is not None:
                yield str(path.relative_to(ROOT)), text


def is_ours(folder: str) -> bool:
    return folder in HIDDEN or not (folder in MADE or folder.startswith("."))


def text_of(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None  # a picture, or an archive


def test_no_text_names_the_other_project() -> None:
    found = {name: old_forms(text) for name, text in texts()}
    assert {"README.md", "docs/scale.md", "grader/exports/wheel.py", "assignments/losses/losses.ipynb"} < set(
        found
    )
    assert {name: forms for name, forms in found.items() if forms} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Run `pip install grader`.",
        "pip install -q grader",
        "pip install numpy grader==0.1",
        "It needs `pip install\ngrader` there.",
        "%pip install grader",
        "uv pip install 'grader'",
        "pip install 'grader[dask]'",
        'match="grader\\\\[dask\\\\]"',
        "- `grader[dask]`, for the scheduler too",
        "pip install grader-0.1.0-py3-none-any.whl",
        "COPY pins.txt grader-*.whl /install/",
        "pip freeze --exclude grader",
        'version("grader")',
        'name = "grader"\n',
    ],
)
def test_an_old_form_is_found(text: str) -> None:
    assert old_forms(text)


@pytest.mark.parametrize(
    "text",
    [
        "pip install numgrader",
        "pip install 'numgrader[dask]'",
        "pip install nbgrader otter-grader",
        "pip install numgrader-0.1.0-py3-none-any.whl",
        "pip install .\ngrader init deep\n",
        "run `pip install .`, then grader is there",
        "pip install -r pins.txt ~/grader/dist/numgrader-0.1.0-py3-none-any.whl",
        "`make demo` installs grader into `.venv`",
        'version("numgrader")',
        "image: REGISTRY/grader:VERSION",
    ],
)
def test_another_form_is_not(text: str) -> None:
    assert old_forms(text) == []
