"""A student who writes in Jupyter, and leaves the `.py` files as they came."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import intake
from grader.cli import cli
from grader.student import check, submit
from grader.student.desk import check_files
from grader.student.folder import find_handout
from grader.student.notebooks import stand_ins
from grader.student.report import State
from grader.student.watch import saves
from tests.waiting import unhurried

ROOT = Path(__file__).parents[2]
TOTAL = "def total(x):\n    return float(x.sum())\n"
GATE = "class Gate:\n    def forward(self, x):\n        return 2 * x\n"
FAILS = "import numpy as np\n\ndef scale(x, factor):\n    return x @ factor\n"


def write(folder: Path, name: str, *cells: str) -> Path:
    plain = [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells]
    (folder / name).write_text(json.dumps({"cells": plain, "metadata": {}, "nbformat": 4}))
    return folder


def counting(folder: Path) -> dict[str, str]:
    """The notebook that counts for each file that one counts for."""
    return {file: one.notebook.name for file, one in stand_ins(find_handout(folder)).files.items()}


def notes(folder: Path) -> str:
    return "\n".join(stand_ins(find_handout(folder)).notes)


def test_a_notebook_counts_for_files_in_which_nothing_is_written(handout):
    folder = write(handout(), "my work.ipynb", "%matplotlib inline\n" + TOTAL, "first = 'a'\nsecond = None")
    assert counting(folder) == {"sums.py": "my work.ipynb", "words.py": "my work.ipynb"}
    assert "`my work.ipynb` counts for `sums.py`, `words.py`, where nothing is written yet" in notes(folder)


def test_a_notebook_counts_for_a_file_that_is_absent(handout):
    folder = write(handout(), "my work.ipynb", GATE)
    (folder / "gates.py").unlink()
    assert counting(folder) == {"gates.py": "my work.ipynb"}


@pytest.mark.parametrize(
    "cell", ["from sums import total\nx = total", "print(1)", "def other(): pass", "total("]
)
def test_a_notebook_that_holds_nothing_that_is_asked_for_counts_for_nothing(handout, cell):
    folder = write(handout(), "my work.ipynb", cell)
    assert counting(folder) == {}
    assert notes(folder) == ""


@pytest.mark.parametrize("id", sorted(path.name for path in (ROOT / "assignments").iterdir()))
def test_the_notebook_of_a_handout_counts_for_nothing(id):  # noqa: A002 - the noun's own word
    assert counting(ROOT / "assignments" / id) == {}
    assert notes(ROOT / "assignments" / id) == ""


def test_a_file_that_is_begun_counts_and_what_waits_in_a_notebook_is_told(solved):
    begun = "def total(x):\n    return 0.0\n\ndef scale(x, factor):\n    raise NotImplementedError('scale')\n"
    folder = write(solved(sums=begun), "my work.ipynb", TOTAL, FAILS)
    assert counting(folder) == {}
    assert "`sums.py` counts, not `my work.ipynb`: copy what you have written of `scale`" in notes(folder)


def test_a_file_that_is_no_python_is_not_taken_for_one_that_is_not_begun(handout):
    folder = write(handout(sums="def total(x:\n"), "my work.ipynb", TOTAL)
    assert counting(folder) == {}


def test_the_notebook_of_a_files_own_name_comes_before_others(handout):
    folder = write(write(handout(), "a.ipynb", TOTAL), "sums.ipynb", TOTAL)
    assert counting(folder) == {"sums.py": "sums.ipynb"}


def test_of_two_notebooks_that_hold_the_same_none_is_taken(handout):
    folder = write(write(handout(), "a.ipynb", TOTAL), "b.ipynb", TOTAL)
    assert counting(folder) == {}
    assert "`a.ipynb`, `b.ipynb` all hold `total`: copy what is to count into `sums.py`." in notes(folder)


def test_a_damaged_notebook_is_named_and_harms_nothing(handout):
    folder = write(handout(), "my work.ipynb", TOTAL)
    (folder / "broken.ipynb").write_text('{"cells": [')
    assert counting(folder) == {"sums.py": "my work.ipynb"}
    assert "`broken.ipynb` is not looked at: broken.ipynb: not a notebook" in notes(folder)


@pytest.fixture(scope="module")
def written(handout) -> Path:
    """`total` right, `scale` wrong, the gate half written, one answer given."""
    return write(handout(), "my work.ipynb", TOTAL, FAILS, GATE, "first = 'a'", "import gates")


def test_a_check_tests_what_is_in_the_notebook(written):
    report = check(folder=written).report
    states = {task.task.name: task.state for task in report.tasks}
    assert states["total"] is State.PASSED
    assert states["scale"] is State.FAILED
    assert states["Gate"] is State.PASSED
    assert states["words"] is State.UNWRITTEN
    (words,) = (task for task in report.tasks if task.task.name == "words")
    assert words.unwritten == ("second",)


def test_the_whole_work_may_be_in_the_handouts_own_notebook(tmp_path):
    folder = unhurried(shutil.copytree(ROOT / "assignments" / "features", tmp_path / "features"))
    notebook = json.loads((folder / "features.ipynb").read_text("utf-8"))
    for path in sorted((ROOT / "solutions" / "features").glob("*.py")):
        cell = {"cell_type": "code", "source": path.read_text("utf-8"), "outputs": [], "metadata": {}}
        notebook["cells"].append(cell)
    (folder / "features.ipynb").write_text(json.dumps(notebook), "utf-8")
    checked = check(folder=folder)
    assert checked.passed
    assert "`features.ipynb` counts for `bag_of_words.py`, `templates.py`, `answers.py`" in repr(checked)


def test_what_is_told_has_cell_and_line(written):
    told = repr(check("scale", folder=written))
    assert "my work.ipynb, cell 2, line 4, in `scale`: `return x @ factor`" in told
    assert "Note              `my work.ipynb` counts for" in told
    page = check("scale", folder=written)._repr_html_()
    assert "my work.ipynb, cell 2, line 4" in page
    assert "</code> counts for" in page


def test_a_wrong_value_is_told_with_the_cell_that_defines_its_function(handout):
    folder = write(handout(), "my work.ipynb", "import numpy", TOTAL.replace("x.sum()", "x.max()"))
    assert "my work.ipynb, cell 2, line 1" in repr(check("total", folder=folder))


def test_what_is_left_to_write_is_to_be_written_there(handout):
    folder = write(handout(), "my work.ipynb", TOTAL)
    assert "Write `scale` in `my work.ipynb`." in repr(check(folder=folder))


def test_a_saved_notebook_is_seen_and_its_tasks_come_first(handout):
    folder = write(handout(), "my work.ipynb", GATE)
    assignment = find_handout(folder)
    watching = saves(assignment, wait=lambda: None)
    write(folder, "my work.ipynb", GATE, "first = 'a'")
    saved = next(watching)
    assert saved == {"my work.ipynb"}
    names = [task.task.name for task in check_files(assignment, saved=saved).tasks]
    assert names == ["Gate", "words", "total", "scale"]


def test_the_zip_holds_the_notebook_and_not_the_untouched_file(written):
    handed_in = submit(folder=written)
    with zipfile.ZipFile(handed_in.path) as archive:
        assert archive.namelist() == ["my work.ipynb", "manifest.json"]
    assert "`my work.ipynb`: 1 answer is still None." in handed_in.warnings
    assert handed_in.result.faulty == ()


def test_intake_takes_the_same_from_the_zip_as_the_desk_did(handout):
    folder = write(write(handout(), "all.ipynb", TOTAL, GATE), "mine.ipynb", "first = 'a'")
    assignment = find_handout(folder)
    (source,) = intake.find(assignment, [submit(folder=folder).path])
    submission = intake.read(assignment, source)
    assert [book.stands_for for book in submission.notebooks] == [("sums.py", "gates.py"), ("words.py",)]
    assert submission.files["sums.py"] == stand_ins(assignment).files["sums.py"].text
    assert "first = 'a'" in submission.files["words.py"]


def test_grade_takes_a_zip_with_a_notebook(course: Path, tmp_path):
    folder = unhurried(shutil.copytree(course / "assignments/tiny", tmp_path / "desk" / "tiny"))
    shutil.copytree(course / "autograder_tests/tiny/public", folder / "tests")
    write(folder, "my work.ipynb", "def total(x): return float(sum(x))\ndef scale(x, factor): return x")
    (folder / "words.py").write_text("answer = 'b'\n")
    path = submit("ada", folder=folder).path
    command = ["grade", "tiny", str(path), "--course", str(course), "--isolation", "none", "--json"]
    (graded,) = json.loads(CliRunner().invoke(cli, command).stdout)["submissions"]
    assert (graded["student"], graded["score"], graded["possible"]) == ("ada", 4.0, 6.0)
