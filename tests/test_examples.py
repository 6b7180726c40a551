"""The example class, graded as an instructor grades it: in one run, with the kernel's isolation."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "submissions" / "losses"
HANDOUT = ROOT / "assignments" / "losses"
SECRET_FOLDERS = (ROOT / "solutions" / "losses", ROOT / "autograder_tests" / "losses")
COMMAND = [sys.executable, "-c", "from grader.cli import grade_main; grade_main()", "losses"]
# Shorter lines (`else:`, `return make`) are anybody's.
SHORTEST_SECRET = 15

DESERVED = {
    "aaron-b": 96,
    "amira-k": 100,
    "anouk-v": 100,
    "bao-l": 88,
    "ben-o": 100,
    "chiara-m": 100,
    "chris-d": 18,
    "dae-jung-p": 100,
    "elif-y": 100,
    "farid-a": 100,
    "greta-l": 100,
    "hugo-s": 100,
    "idris-f": 86,
    "ines-r": 100,
    "ivan-t": 77,
    "jamal-w": 83,
    "keiko-n": 87,
    "lars-b": 59,
    "max-h": 58,
    "mei-c": 77,
    "nadia-f": 92,
    "oluwaseun-a": 84,
    "otto-w": 86,
    "pavel-g": 51,
    "quynh-d": 58,
    "robin-t": 17,
    "rosa-v": 87,
    "sven-h": 0,
    "tomas-j": 70,
    "uma-p": 60,
    "valeria-s": 86,
    "wei-z": 85,
    "yasmin-e": 96,
    "zoe-q": 97,
}

SVM = {"hinge_loss", "svm_loss_naive", "svm_loss_vectorized", "squared_hinge_loss"}
SOFTMAX = {"softmax", "softmax_loss_naive", "softmax_loss_vectorized", "expected_initial_loss"}
PENALTIES = {"l2", "l1", "elastic_net", "max_norm"}

# One fault each: the status of every test of these tasks, and all others pass.
CONFINED = {
    "aaron-b": ("timeout", {"max_norm"}),
    "idris-f": ("error", {"softmax_loss_vectorized"}),
    "otto-w": ("error", PENALTIES),
    "tomas-j": ("error", SOFTMAX),
    "uma-p": ("error", SVM),
    "valeria-s": ("missing", PENALTIES),
    "yasmin-e": ("memory", {"elastic_net"}),
    "zoe-q": ("error", {"l1"}),
}
# One task of each student whose mistake the catalogue must know by its name.
NAMED = {
    "ivan-t": ("svm_loss_naive", "penalty-gradient-without-two"),
    "jamal-w": ("softmax_loss_vectorized", "half-convention"),
    "lars-b": ("softmax_loss_vectorized", "gradient-not-averaged"),
    "mei-c": ("softmax_loss_vectorized", "softmax-twice"),
    "nadia-f": ("softmax_loss_vectorized", "one-shift-for-all"),
}
HONEST_PARTS = {"chris-d": PENALTIES, "max-h": SOFTMAX | PENALTIES, "robin-t": PENALTIES}

Run = Callable[..., subprocess.CompletedProcess[str]]
Submission = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("examples")


@pytest.fixture(scope="module")
def grade(folder: Path) -> Run:
    """Runs `grade losses PATH... --json` with pages and gradebook in `folder`."""

    def run(*options: str | Path, into: Path = folder) -> subprocess.CompletedProcess[str]:
        places = ["--out", str(into / "pages"), "--gradebook", str(into / "gradebook.db")]
        environment = os.environ | {"GRADER_SECRET": "of the example class"}
        command = [*COMMAND, *options, *places, "--json"]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="module")
def first_run(grade: Run) -> subprocess.CompletedProcess[str]:
    return grade(EXAMPLES)


@pytest.fixture(scope="module")
def graded(first_run: subprocess.CompletedProcess[str]) -> dict[str, Submission]:
    return by_student(first_run)


def test_a_class_with_hostile_submissions_is_graded_to_the_end(
    first_run: subprocess.CompletedProcess[str], graded: dict[str, Submission]
) -> None:
    assert first_run.returncode == 0, first_run.stderr
    assert json.loads(first_run.stdout)["isolation"] == "kernel"
    assert graded.keys() == DESERVED.keys()


@pytest.mark.parametrize("student", DESERVED)
def test_an_example_gets_the_score_it_deserves(student: str, graded: dict[str, Submission]) -> None:
    assert graded[student]["score"] == DESERVED[student], losses(graded[student])
    assert graded[student]["possible"] == 100


def test_the_readme_tells_the_same_scores() -> None:
    readme = (ROOT / "examples" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| .+ \| (\d+) \|$", readme, flags=re.MULTILINE)
    assert {student: int(score) for student, score in rows} == DESERVED
    assert len(rows) == len(DESERVED)


def test_no_example_is_withheld_or_unreadable(graded: dict[str, Submission]) -> None:
    for submission in graded.values():
        assert not submission["needs_review"]
        assert not submission["unreadable"]
        assert "broken" not in {test["status"] for test in submission["tests"]}


@pytest.mark.parametrize("student", CONFINED)
def test_one_fault_costs_the_tests_that_meet_it_and_no_other(
    student: str, graded: dict[str, Submission]
) -> None:
    status, tasks = CONFINED[student]
    for test in graded[student]["tests"]:
        assert test["status"] == (status if test["task"] in tasks else "passed"), test["id"]


@pytest.mark.parametrize("student", NAMED)
def test_a_frequent_mistake_is_called_by_its_name(student: str, graded: dict[str, Submission]) -> None:
    task, misconception = NAMED[student]
    diagnoses = [test["diagnosis"] for test in graded[student]["tests"] if test["task"] == task]
    assert {diagnosis["id"] for diagnosis in diagnoses if diagnosis} == {misconception}


def test_a_right_submission_has_no_diagnosis(graded: dict[str, Submission]) -> None:
    right = [student for student, score in DESERVED.items() if score == 100]
    assert not [test for student in right for test in graded[student]["tests"] if test["diagnosis"]]


def test_the_untouched_handout_is_still_what_students_receive(graded: dict[str, Submission]) -> None:
    for file in sorted((EXAMPLES / "sven-h").iterdir()):
        assert file.read_bytes() == (HANDOUT / file.name).read_bytes()
    assert {test["status"] for test in graded["sven-h"]["tests"]} == {"missing"}


def test_a_notebook_is_answered_with_cell_and_line_beside_its_cells(
    graded: dict[str, Submission], folder: Path
) -> None:
    page = html.unescape((folder / "pages" / "students" / "idris-f.html").read_text("utf-8"))
    assert page.count("<iframe") == 3
    assert "raised a NameError (softmax.ipynb, cell 6, line 4)" in page
    inside = html.unescape(page)
    sixth = inside[inside.index("cell 6</p>") :]
    assert sixth.index("Feedback on <code>softmax_loss_vectorized</code>") < sixth.index('class="nf"')


def test_prints_and_warnings_cost_nothing_and_are_capped(graded: dict[str, Submission]) -> None:
    output = graded["elif-y"]["output"]
    assert "RuntimeWarning: divide by zero" in output
    assert len(output) == 64 << 10
    assert {test["status"] for test in graded["elif-y"]["tests"]} == {"passed"}


def test_windows_line_ends_are_still_in_the_example() -> None:
    for file in (EXAMPLES / "farid-a").iterdir():
        raw = file.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\r\n") == raw.count(b"\n") > 0


@pytest.mark.parametrize(
    ("student", "oddity"),
    [
        ("anouk-v", "My losses.ipynb, cell 15, line 2: '(' was never closed; the cell is left out"),
        (
            "idris-f",
            "softmax.ipynb, cell 6, line 1: `softmax_loss_vectorized` uses num_train, defined by running "
            "code in cell 3; pass it as an argument",
        ),
        ("hugo-s", "left aside: 1 other file (notes to self.txt)"),
        ("ines-r", "left aside: 3 other files (__init__.py, __init__.py, tiny_batch.bin)"),
        (
            "otto-w",
            "regularization.py, line 6: a print statement of Python 2; in Python 3 it is print(...)",
        ),
        ("valeria-s", "regularization.py is missing"),
    ],
)
def test_what_is_odd_about_a_submission_is_noted(
    student: str, oddity: str, graded: dict[str, Submission]
) -> None:
    assert oddity in graded[student]["oddities"]


@pytest.mark.parametrize("student", HONEST_PARTS)
def test_the_honest_part_of_a_hostile_submission_counts(student: str, graded: dict[str, Submission]) -> None:
    honest = [test for test in graded[student]["tests"] if test["task"] in HONEST_PARTS[student]]
    assert {test["status"] for test in honest} == {"passed"}


@pytest.mark.parametrize("student", HONEST_PARTS)
def test_a_hostile_submission_carries_nothing_out(
    student: str, graded: dict[str, Submission], folder: Path
) -> None:
    assert leaks(student, graded[student], folder) == set()


def test_every_attack_was_tried_and_none_came_through(graded: dict[str, Submission]) -> None:
    searched = re.search(r"looked in (\d+) places", graded["chris-d"]["output"])
    assert searched
    assert int(searched[1]) > 1000
    assert "robin-t patched what there was" in graded["robin-t"]["output"]
    assert "forged" not in graded["robin-t"]["output"]
    for attempt in ("offspring", "start", "run", "create_connection", "kill"):
        assert re.search(rf"^max-h: {attempt} \w+Error$", graded["max-h"]["output"], flags=re.MULTILINE)
    assert "gave" not in graded["max-h"]["output"]


def test_without_isolation_the_search_for_solutions_succeeds(grade: Run, tmp_path: Path) -> None:
    run = grade(EXAMPLES / "chris-d", "--isolation", "none", into=tmp_path)
    thief = by_student(run)["chris-d"]
    assert thief["score"] == 100
    assert len(leaks("chris-d", thief, tmp_path)) > 50


def test_a_second_run_grades_nothing(grade: Run, graded: dict[str, Submission]) -> None:
    again = grade(EXAMPLES)
    *progress, last = again.stderr.splitlines()
    assert last == f"nothing to grade: {len(DESERVED)} already graded"
    assert all(line.startswith("graded 0 of 0 ") for line in progress)  # said where a machine is slow
    assert by_student(again) == graded


def by_student(run: subprocess.CompletedProcess[str]) -> dict[str, Submission]:
    assert run.stdout, run.stderr
    return {submission["student"]: submission for submission in json.loads(run.stdout)["submissions"]}


def losses(submission: Submission) -> str:
    """The tests that did not pass, for the message of a failed assertion."""
    lost = [test for test in submission["tests"] if test["status"] != "passed"]
    return "\n".join(f"{test['id']} {test['status']} -{test['possible']}" for test in lost)


def leaks(student: str, submission: Submission, folder: Path) -> set[str]:
    """The lines of solutions and hidden tests in what was kept, and shown, of a submission."""
    page = (folder / "pages" / "students" / f"{student}.html").read_text("utf-8")
    told = "\n".join([*strings(submission), html.unescape(page)])
    known = lines(HANDOUT) | lines(EXAMPLES / student)
    secret = set().union(*map(lines, SECRET_FOLDERS)) - known
    return {line for line in secret if len(line) >= SHORTEST_SECRET and line in told}


def lines(folder: Path) -> set[str]:
    files = folder.rglob("*.py")
    return {line.strip() for file in files for line in file.read_text("utf-8").splitlines()}


def strings(value: object) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)
