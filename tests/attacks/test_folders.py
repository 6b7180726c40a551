"""A class as it lies on the disk, with names and files by which one student is taken for another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.intake import find, read
from grader.model import Assignment, Submission

NOWHERE = Path("nowhere")
WORK = "def double(x):\n    return 2 * x\n"
DOUBLES = Assignment(
    "doubles", "Doubles", (), ("work.py",), handout=NOWHERE, solutions=NOWHERE, suite=NOWHERE
)
LONG_AGO = "2000-01-01 00:00:00 UTC"
HOSTILE = "double = abs\n"


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    return tmp_path / "downloaded"


def collected(root: Path, files: Mapping[str, str]) -> dict[str, Submission]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return {source.student: read(DOUBLES, source) for source in find(DOUBLES, [root])}


@pytest.mark.parametrize("name", ["Ada_1", "Zoe_1"])
def test_a_file_that_is_called_like_another_students_in_moodle_stays_its_own(
    handed_in: Path, name: str
) -> None:
    files = {
        f"{name}_assignsubmission_file_work.py": WORK,
        f"Eve_2_assignsubmission_file_{name}_assignsubmission_file_work.py": HOSTILE,
        f"Eve_2_assignsubmission_file_{name}_assignsubmission_file_work-9.py": HOSTILE,
    }
    submissions = collected(handed_in, files)
    assert submissions["1"].files == {"work.py": WORK}
    assert submissions["1"].info.warnings == ()
    assert list(submissions) == ["1", "2"]


def test_a_file_that_is_called_like_another_students_in_canvas_stays_its_own(handed_in: Path) -> None:
    files = {"ada_1_900_work.py": WORK, "eve_2_901_ada_1_902_work-9.py": HOSTILE}
    submissions = collected(handed_in, files)
    assert submissions["1"].files == {"work.py": WORK}
    assert list(submissions) == ["1", "2"]


def test_a_timestamp_among_a_students_files_dates_nothing(handed_in: Path) -> None:
    """Alone, as on Gradescope, and in a class."""
    alone = {"eve/doubles/work.py": WORK, "eve/doubles/timestamp.txt": LONG_AGO}
    for files in (alone, alone | {"bob/my work/work.py": WORK}):
        received_at = collected(handed_in, files)["eve"].info.received_at
        assert received_at is not None
        assert received_at.year > 2000


def test_a_timestamp_among_a_students_files_hides_nobody(handed_in: Path) -> None:
    files = {
        "ada/work.py": WORK,
        "bob/my work/work.py": WORK,
        "eve/doubles/work.py": WORK,
        "eve/doubles/timestamp.txt": LONG_AGO,
    }
    found = {name: one.files for name, one in collected(handed_in, files).items()}
    assert found == {name: {"work.py": WORK} for name in ("ada", "bob", "eve")}
