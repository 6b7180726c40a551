from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.waiting import until

Grade = Callable[..., Result]
HandIn = Callable[..., None]

SCRIPT = "from grader.cli import grade_main; grade_main()"


def retitle(course: Path, title: str) -> None:
    settings = course / "assignments" / "double" / "assignment.toml"
    settings.write_text(settings.read_text().replace("Doubling", title))


def test_a_graded_class_is_a_success_whatever_the_scores(grade: Grade, hand_in: HandIn, course: Path) -> None:
    hand_in("alice")
    hand_in("bob", "fail")
    result = grade()
    assert result.exit_code == 0
    header, alice, bob, pages = (line.rstrip() for line in result.stdout.splitlines())
    assert header.split() == ["Student", "Score", "Tests", "Remark"]
    assert alice.split(maxsplit=4) == ["alice", "4", "/", "4", "3 passed"]
    assert bob.split(maxsplit=4) == ["bob", "3", "/", "4", "2 passed, 1 failed"]
    assert pages == f"Pages: {course / 'reports' / 'double' / 'index.html'}"


def test_progress_goes_to_stderr(grade: Grade, hand_in: HandIn) -> None:
    hand_in("alice")
    result = grade()
    assert "graded 1 of 1" in result.stderr
    assert "Nothing is isolated" in result.stderr
    assert "graded 1" not in result.stdout


def test_a_second_run_says_that_there_is_nothing_to_grade(grade: Grade, hand_in: HandIn) -> None:
    hand_in("alice")
    assert "nothing to grade" not in grade().stderr
    again = grade()
    assert again.exit_code == 0
    assert again.stderr == "nothing to grade: 1 already graded\n"
    assert "alice" in again.stdout


def test_a_broken_test_needs_attention(grade: Grade, hand_in: HandIn) -> None:
    hand_in("alice", "broken")
    hand_in("bob")
    result = grade()
    assert result.exit_code == 1
    assert "withheld, because a test is broken: alice" in result.stderr
    assert "withheld  2 passed, 1 broken" in result.stdout


def test_a_new_grade_of_an_old_submission_is_a_draft(grade: Grade, hand_in: HandIn, keep: HandIn) -> None:
    hand_in("alice")
    hand_in("bob")
    keep("alice", "test_three", suite="of last week")
    keep("bob", suite="of last week")
    result = grade()
    assert result.exit_code == 0
    assert [" ".join(line.split()) for line in result.stdout.splitlines()[1:3]] == [
        "alice 2 / 4 2 passed, 1 failed draft",
        "bob 4 / 4 3 passed",
    ]
    assert (
        "1 draft of new grades: `grader diff double` shows what would change, "
        "`grader publish double` makes it current\n"
    ) in result.stderr
    told = json.loads(grade("--json").stdout)
    assert (told["drafts"], told["kept"]) == (["alice"], [])


def test_a_test_that_breaks_replaces_no_grade(grade: Grade, hand_in: HandIn, keep: HandIn) -> None:
    hand_in("alice", "broken")
    keep("alice", text="broken", suite="of last week")
    result = grade()
    assert result.exit_code == 1
    assert "a test broke, and the earlier grade is kept: alice\n" in result.stderr
    assert "alice    4 / 4  3 passed" in result.stdout
    assert "draft" not in result.output
    assert json.loads(grade("--json").stdout)["kept"] == ["alice"]


def test_an_unreadable_submission_needs_attention(grade: Grade, hand_in: HandIn, submissions: Path) -> None:
    hand_in("alice")
    (submissions / "bob.zip").write_bytes(b"PK\x03\x04 not really")
    result = grade()
    assert result.exit_code == 1
    assert "unreadable: bob" in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--only", "negat"], "Did you mean `negate`?"),
        (["--gradebook", "/no/such/folder/book.db"], "/no/such/folder/book.db"),
        (["--jobs", "0"], "--jobs"),
        (["--isolation", "hope"], "hope"),
        (["--course", "/"], "no course here"),
    ],
)
def test_a_wrong_command_is_refused_with_advice(
    grade: Grade, hand_in: HandIn, options: list[str], told: str
) -> None:
    hand_in("alice")
    result = grade(*options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_an_error_of_an_examiner_is_told_as_its_own(grade: Grade, hand_in: HandIn, course: Path) -> None:
    hand_in("alice")
    retitle(course, "unlocked")
    result = grade()
    assert result.exit_code == 2
    assert "Error: this machine: no Landlock here\n  Use a container." in result.stderr


def test_debug_lets_the_traceback_through(grade: Grade, hand_in: HandIn) -> None:
    hand_in("alice")
    assert isinstance(grade("--only", "negat").exception, SystemExit)
    result = grade("--only", "negat", "--debug")
    assert type(result.exception).__name__ == "UsageError"


def test_json_is_one_object_and_nothing_else(grade: Grade, hand_in: HandIn) -> None:
    hand_in("bob", "fail")
    hand_in("alice")
    hand_in("carol", "broken")
    result = grade("--json")
    told = json.loads(result.stdout)
    assert {name: told[name] for name in told if name != "submissions"} == {
        "schema_version": 1,
        "assignment": "double",
        "isolation": "none",
        "isolation_rings": ["made up"],
        "drafts": [],
        "kept": [],
    }
    alice, bob, carol = told["submissions"]
    assert [one["student"] for one in (alice, bob, carol)] == ["alice", "bob", "carol"]
    assert [one["score"] for one in (alice, bob, carol)] == [4.0, 3.0, None]
    assert first_test(bob) == {
        "id": "test_zero",
        "title": "Twice nothing is nothing.",
        "task": "double",
        "status": "failed",
        "earned": 0.0,
        "possible": 1.0,
        "seconds": 0.0,
        "diagnosis": None,
        "visibility": "hidden",
        "notes": [],
    }
    assert alice["tests"][0]["observed"] is None
    seen = bob["tests"][0]["observed"]
    assert (seen["kind"], seen["subject"]) == ("values", "double")
    assert seen["details"] == {"yours": 5.0, "expected": 6.0}
    assert "5" in seen["message"]


def first_test(submission: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in submission["tests"][0].items() if name != "observed"}


def test_a_roster_gives_names_and_tells_who_is_missing(
    grade: Grade, hand_in: HandIn, course: Path, tmp_path: Path
) -> None:
    hand_in("alice")
    hand_in("eve")
    roster = tmp_path / "class.csv"
    roster.write_text("student,name,email\nalice,Alice Liddell,alice@example.edu\nbob,Bob,\n")
    result = grade("--roster", str(roster))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["Student", "Name", "Score", "Tests", "Remark"]
    assert "Alice Liddell" in result.stdout
    assert "missing: bob\n" in result.stderr
    assert "not on the roster: eve\n" in result.stderr
    page = course / "reports" / "double" / "students" / "alice.html"
    assert "alice@example.edu" in page.read_text()


def test_the_courses_roster_is_read_without_being_named(grade: Grade, hand_in: HandIn, course: Path) -> None:
    hand_in("alice")
    (course / "roster.csv").write_text("student,name\nalice,Alice Liddell\n")
    result = grade("--json")
    assert json.loads(result.stdout)["missing"] == []
    assert "missing" not in result.stderr
    assert "roster" not in result.stderr


def test_a_roster_that_comes_later_names_what_is_graded_already(
    grade: Grade, hand_in: HandIn, course: Path
) -> None:
    hand_in("alice")
    assert "Liddell" not in grade().stdout
    (course / "roster.csv").write_text("student,name\nalice,Alice Liddell\nbob,Bob\n")
    again = grade()
    assert "nothing to grade: 1 already graded" in again.stderr
    assert "Alice Liddell" in again.stdout
    assert json.loads(grade("--json").stdout)["missing"] == ["bob"]


def test_a_roster_with_mistakes_is_refused_before_anything_is_graded(
    grade: Grade, hand_in: HandIn, course: Path
) -> None:
    hand_in("alice")
    (course / "roster.csv").write_text("student\nalice\nalice\n")
    result = grade()
    assert result.exit_code == 2
    assert "roster.csv:3: `alice` is in line 2 already" in result.stderr
    assert not (course / "reports").exists()


def test_two_submissions_of_one_student_on_the_roster_are_told(
    grade: Grade, hand_in: HandIn, course: Path
) -> None:
    hand_in("alice")
    hand_in("Alice Liddell")
    (course / "roster.csv").write_text("student,name\nalice,Alice Liddell\n")
    assert "graded under several ids: Alice Liddell, alice" in grade().stderr


def test_a_hostile_name_reaches_no_terminal(grade: Grade, hand_in: HandIn) -> None:
    hand_in("[red]\u202ebob")
    for options in ([], ["--json"]):
        result = grade(*options)
        assert result.exit_code == 0
        assert "\u202e" not in result.output
        assert "[red]" in result.stdout


def test_pages_and_gradebook_go_where_they_are_told(
    grade: Grade, hand_in: HandIn, tmp_path: Path, course: Path
) -> None:
    hand_in("alice")
    result = grade("--out", str(tmp_path / "pages"), "--gradebook", str(tmp_path / "my book.db"))
    assert result.exit_code == 0
    assert (tmp_path / "pages" / "index.html").exists()
    assert (tmp_path / "my book.db").exists()
    assert not (course / "gradebook.db").exists()
    assert not (course / "reports").exists()


@pytest.mark.slow
def test_an_interruption_says_how_to_go_on(course: Path, hand_in: HandIn, submissions: Path) -> None:
    hand_in("alice")
    hand_in("bob", "import time\n\n\ndef double(x):\n    time.sleep(60)\n")
    with start(course, submissions, "--jobs", "1") as process:
        page = course / "reports" / "double" / "students" / "alice.html"
        until(lambda: page.exists() or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert process.returncode == 130
    assert "Interrupted, 1 to go. Run the same command again to continue." in stderr
    assert "alice" in stdout
    assert "Traceback" not in stderr


@pytest.mark.slow
def test_the_real_examiner_grades_the_reference_and_a_mistake(
    course: Path, hand_in: HandIn, submissions: Path
) -> None:
    reference = (course / "solutions" / "double" / "double.py").read_text()
    hand_in("alice", reference)
    hand_in("bob", reference.replace("2 * x", "x * x"))
    with start(course, submissions, "--json") as process:
        stdout, _ = process.communicate()
    assert process.returncode == 0
    told = json.loads(stdout)
    assert [(one["student"], one["score"]) for one in told["submissions"]] == [("alice", 4.0), ("bob", 2.0)]


@pytest.mark.slow
def test_a_reader_who_has_seen_enough_is_no_error(course: Path, hand_in: HandIn, submissions: Path) -> None:
    hand_in("alice")
    read, write = os.pipe()
    os.close(read)
    with start(course, submissions, "--json", stdout=write) as process:
        os.close(write)
        _, stderr = process.communicate()
    assert "Traceback" not in stderr
    assert "BrokenPipe" not in stderr


def start(
    course: Path, submissions: Path, *options: str, stdout: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-P", "-c", SCRIPT, "double", str(submissions)),
            *("--course", str(course), "--isolation", "none", *options),
        ],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_a_submission_may_be_graded_from_a_folder_full_of_namesakes(
    course: Path, submissions: Path, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in("alice")
    shutil.copy(course / "solutions" / "double" / "double.py", submissions / "alice")
    (submissions / "numpy.py").write_text("raise SystemExit('imported a submission')")
    monkeypatch.chdir(submissions)
    with start(course, submissions) as process:
        stdout, stderr = process.communicate()
    assert process.returncode == 0, stderr
    assert "4 / 4" in stdout
