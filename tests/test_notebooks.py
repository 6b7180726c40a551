"""Each handout's notebook runs from top to bottom on the reference."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.waiting import LIMIT

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "solutions").glob("*/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # the client's own, of event loops and ports
def test_a_notebook_runs_on_the_reference(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    folder = tmp_path / "handout"
    shutil.copytree(path.parent, folder, ignore=shutil.ignore_patterns("__pycache__", "*.toml"))
    shutil.copy(ROOT / "solutions" / "shared" / "datasets.py", folder)
    notebook = nbformat.read(path, as_version=4)
    limits: dict[str, Any] = {"startup_timeout": int(LIMIT), "iopub_timeout": int(LIMIT)}
    client = NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}, **limits)
    client.execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output for cell in code for output in cell.outputs if "image/png" in output.get("data", {})]
    assert shown, "a notebook shows something"
