"""The wheel holds all of grader, and nothing else.

`make release-check` tries it with dependencies of its own, which takes a package index.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_grades_without_the_repository(wheel, fresh, install, grades):
    install(fresh, "--no-deps", "--no-index", str(wheel))
    (own,) = (fresh.parents[1] / "lib").glob("python*/site-packages")
    borrow_all_but_grader(own)
    grades(fresh)


def test_no_solution_and_no_hidden_test_is_in_the_wheel(wheel):
    names = ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"grader"}
    assert "grader/py.typed" in names


def borrow_all_but_grader(own: Path) -> None:
    """The dependencies of this environment come last on the path, its link to the repository not at all."""
    ours = sysconfig.get_path("purelib")
    (own / "borrowed.pth").write_text(f"{ours}\n")  # a folder named in a .pth file has its own left unread
    assert (own / "grader" / "__init__.py").exists()
