from __future__ import annotations

from datetime import UTC, datetime

import pytest

from grader.errors import UsageError
from grader.intake import find

HALF_PAST = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
CODE = "x = 1\n"


def handed_in(student, timestamp="2026-03-01 12:30:00.000000 UTC", assignment="losses"):
    folder = f"{student}/{assignment}"
    return {f"{folder}/softmax.py": CODE, f"{folder}/svm.py": CODE, f"{folder}/timestamp.txt": timestamp}


def test_the_student_is_the_folder_above_the_assignment(tree, collect):
    root = tree(handed_in("ada") | handed_in("bob"), "submitted")
    submissions = collect(root)
    assert list(submissions) == ["ada", "bob"]
    ada = submissions["ada"]
    assert ada.files == {"softmax.py": CODE, "svm.py": CODE}
    assert ada.info.received_at == HALF_PAST
    assert ada.info.warnings == ()


def test_submitted_is_found_in_the_course_folder(tree, assignment):
    root = tree(
        {f"submitted/{name}": text for name, text in handed_in("ada").items()}
        | {"source/losses/softmax.py": CODE, "release/losses/softmax.py": CODE, "feedback/ada/losses/x": ""}
    )
    assert [source.student for source in find(assignment, [root])] == ["ada"]


def test_a_timestamp_is_sign_enough_where_the_folder_has_another_name(tree, collect):
    root = tree(handed_in("ada") | handed_in("bob", assignment="networks"), "week 3")
    assert {name: one.info.received_at for name, one in collect(root).items()} == {"ada": HALF_PAST}


def test_another_assignment_of_a_student_is_no_submission(tree, assignment):
    root = tree(handed_in("ada") | handed_in("bob", assignment="networks"), "submitted")
    assert [source.student for source in find(assignment, [root])] == ["ada"]


def test_what_others_handed_in_another_way_is_found_beside_it(tree, collect, zipped):
    others = {"bob/softmax.py": CODE, "carol.zip": zipped(("softmax.py", CODE)), "dan_softmax.py": CODE}
    submissions = collect(tree(handed_in("ada") | others, "submitted"))
    assert list(submissions) == ["ada", "bob", "carol", "dan"]
    assert not any(submission.info.unreadable for submission in submissions.values())


def test_a_folder_in_a_students_folder_is_no_sign_of_nbgrader(tree, assignment):
    root = tree({"ada/losses/softmax.py": CODE, "bob/code/softmax.py": CODE})
    assert [source.paths for source in find(assignment, [root])] == [(root / "ada",), (root / "bob",)]


def test_a_course_without_the_assignment_has_no_submission(tree, assignment):
    root = tree({"submitted/readme.txt": ""})
    with pytest.raises(UsageError):
        find(assignment, [root / "submitted"])


@pytest.mark.parametrize(
    "timestamp",
    [
        "2026-03-01 12:30:00",
        "2026-03-01 12:30:00 UTC\n",
        "2026-03-01 12:30:00.000000 GMT",
        "2026-03-01T13:30:00+01:00",
        "2026-03-01 04:30:00.000000000 America/Los_Angeles",
        "2026-03-01 07:30:00 -0500",
    ],
)
def test_a_timestamp_may_name_its_zone(tree, collect, timestamp):
    assert collect(tree(handed_in("ada", timestamp), "submitted"))["ada"].info.received_at == HALF_PAST


@pytest.mark.parametrize(
    "timestamp",
    [
        "yesterday",
        "",
        "2026-13-01 12:30:00",
        "2026-03-01 12:30:00 XYZ",
        "2026-03-01 12:30:00 ../../etc/passwd",
        "2026-03-01 12:30:00 America",
        "0001-01-01 00:00:00 +0100",
        b"\xff\xfe\x00",
        "9" * 100_000,
    ],
)
def test_a_timestamp_that_is_none_is_noted_and_the_files_tell(tree, collect, timestamp):
    ada = collect(tree(handed_in("ada", timestamp), "submitted"))["ada"]
    assert "timestamp.txt" in ada.info.warnings[0]
    assert "the files' own times count" in ada.info.warnings[0]
    assert ada.info.received_at is not None
    assert not ada.info.unreadable


def test_a_student_without_a_timestamp_is_dated_by_the_files(tree, collect):
    files = handed_in("ada")
    del files["ada/losses/timestamp.txt"]
    ada = collect(tree(files, "submitted"))["ada"]
    assert ada.info.received_at is not None
    assert ada.info.warnings == ()


@pytest.mark.parametrize("link", ["eve", "eve/losses", "eve/losses/timestamp.txt"])
def test_links_are_not_followed(tree, tmp_path, collect, link):
    root = tree(handed_in("ada"), "submitted")
    elsewhere = tree(handed_in("bob", "2020-01-01 00:00:00"), "elsewhere")
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(elsewhere / link.replace("eve", "bob"))
    eve = collect(root)["eve"]
    assert eve.files == {}
    assert eve.info.received_at is None or eve.info.received_at.year > 2020


def test_a_folder_that_cannot_be_entered_stops_nobody_else(as_nobody, assignment, collect):
    for student in ("ada", "bob"):
        (as_nobody / "submitted" / student / "losses").mkdir(parents=True)
        (as_nobody / "submitted" / student / "losses" / "softmax.py").write_text(CODE)
    (as_nobody / "submitted" / "bob").chmod(0)
    submissions = collect(as_nobody / "submitted")
    assert submissions["ada"].files == {"softmax.py": CODE}
    assert submissions["bob"].info.unreadable
