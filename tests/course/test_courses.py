from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.course import assignments, find_course, load_assignment, load_handout
from grader.errors import CourseError, UsageError
from grader.model import Assignment, Limits, Task

FILE = "assignments/losses/assignment.toml"


def load(root: Path) -> Assignment:
    return load_assignment(find_course(root), "losses")


def rewrite(root: Path, old: str, new: str) -> None:
    text = (root / FILE).read_text()
    assert old in text
    (root / FILE).write_text(text.replace(old, new, 1))


def mistakes(root: Path) -> list[str]:
    with pytest.raises(CourseError) as caught:
        load(root)
    return [str(problem).removeprefix(f"{FILE}:") for problem in caught.value.problems]


def test_a_course_is_found_from_a_folder_inside_it(root: Path) -> None:
    course = find_course(root / "assignments" / "losses")
    assert (course.root, course.name, course.secret) == (root.resolve(), "Deep learning", b"s3cret")


def test_a_pyproject_of_another_tool_is_passed_by(root: Path) -> None:
    (root / "assignments" / "pyproject.toml").write_text("[tool.other]\n")
    assert find_course(root / "assignments").root == root.resolve()


def test_no_course_at_all_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"no course here.*\n.*\[tool\.grader\]"):
        find_course(tmp_path)


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("", "sqlite:///{root}/gradebook.db"),
        ('gradebook = "sqlite:///marks/2026.db"', "sqlite:///{root}/marks/2026.db"),
        ('gradebook = "sqlite:////var/marks.db"', "sqlite:////var/marks.db"),
        ('gradebook = "sqlite+pysqlite:///a.db"', "sqlite+pysqlite:///{root}/a.db"),
        ('gradebook = "sqlite://"', "sqlite://"),
        ('gradebook = "postgresql+psycopg://host/marks"', "postgresql+psycopg://host/marks"),
    ],
)
def test_a_relative_gradebook_counts_from_the_course(root: Path, setting: str, url: str) -> None:
    (root / "pyproject.toml").write_text(f'[tool.grader]\nname = "x"\n{setting}\n')
    assert find_course(root).gradebook == url.format(root=root.resolve())


def test_every_mistake_in_the_course_s_settings_is_found(root: Path) -> None:
    (root / "pyproject.toml").write_text('[tool.grader]\nnam = "x"\ngradebook = 3\n')
    with pytest.raises(CourseError) as caught:
        find_course(root)
    assert [str(problem) for problem in caught.value.problems] == [
        "pyproject.toml:1: the key `name` is missing",
        "pyproject.toml:2: unknown key `nam`; did you mean `name`?",
        "pyproject.toml:3: `gradebook` must be a text in quotes, not 3",
    ]


@pytest.mark.parametrize(("setting", "days"), [("", 0), ("late_days = 0", 0), ("late_days = 5", 5)])
def test_a_course_has_a_budget_of_late_days(root: Path, setting: str, days: int) -> None:
    (root / "pyproject.toml").write_text(f'[tool.grader]\nname = "x"\n{setting}\n')
    assert find_course(root).late_days == days


@pytest.mark.parametrize(
    ("setting", "mistake"),
    [
        ("late_days = -1", "3: `late_days` must be at least 0, not -1"),
        ("late_days = 1.5", "3: `late_days` must be a whole number, not 1.5"),
        ("late_day = 1", "3: unknown key `late_day`; did you mean `late_days`?"),
    ],
)
def test_a_budget_that_makes_no_sense_is_a_mistake(root: Path, setting: str, mistake: str) -> None:
    (root / "pyproject.toml").write_text(f'[tool.grader]\nname = "x"\n{setting}\n')
    with pytest.raises(CourseError) as caught:
        find_course(root)
    assert [str(problem) for problem in caught.value.problems] == [f"pyproject.toml:{mistake}"]


def test_settings_that_are_no_table_are_refused(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool]\ngrader = 3\n")
    with pytest.raises(CourseError, match=r"pyproject\.toml:2: `tool.grader` must be a table, not 3"):
        find_course(root)


def test_a_sound_assignment_is_read_whole(root: Path) -> None:
    assert load(root) == Assignment(
        id="losses",
        title="Losses",
        tasks=(
            Task("svm_loss_naive", "linear_svm.py", "SVM, with loops", 10),
            Task("softmax_loss", "softmax.py", "Softmax", 2.5),
        ),
        files=("linear_svm.py", "softmax.py"),
        handout=root.resolve() / "assignments/losses",
        solutions=root.resolve() / "solutions/losses",
        suite=root.resolve() / "autograder_tests/losses",
        due=datetime(2026, 12, 1, 23, 59, tzinfo=UTC),
        limits=Limits(seconds_per_test=2, memory_mb=512),
        packages=("cs231n.classifiers",),
        shims=("past.builtins",),
    )


def test_what_is_optional_can_be_left_out(root: Path) -> None:
    (root / FILE).write_text(
        'format = 1\ntitle = "L"\nfiles = ["a.py"]\n'
        '[[tasks]]\nname = "f"\nfile = "a.py"\ntitle = "F"\npoints = 1\n'
    )
    (root / "solutions/losses/a.py").write_text("")
    assignment = load(root)
    assert (assignment.due, assignment.limits, assignment.packages, assignment.shims) == (
        None,
        Limits(),
        (),
        (),
    )


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistakes(root: Path) -> None:
    text = (root / FILE).read_text()
    (root / FILE).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(root).title == "Losses"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('title = "L', 'titel = "L', "2: unknown key `titel`; did you mean `title`?"),
        ("memory_mb", "memory_bm", "10: unknown key `memory_bm`; did you mean `memory_mb`?"),
        ("points = 10", "points = 10\nqqq = 1", "17: unknown key `qqq`"),
        ("points = 2.5", "", "18: the key `points` is missing"),
        ('title = "Losses"', "title = 3", "2: `title` must be a text in quotes, not 3"),
        ('title = "Losses"', 'title = " "', "2: `title` is empty"),
        ("points = 10", 'points = "10"', "16: `points` must be a number, not the text '10'"),
        ("points = 10", "points = true", "16: `points` must be a number, not true"),
        ("points = 10", "points = 0", "16: `points` must be greater than 0, not 0"),
        ("points = 10", "points = nan", "16: `points` must be a finite number, not nan"),
        ("points = 10", "points = inf", "16: `points` must be a finite number, not inf"),
        ("memory_mb = 512", "memory_mb = 0", "10: `memory_mb` must be greater than 0, not 0"),
        ("memory_mb = 512", "memory_mb = 1.5", "10: `memory_mb` must be a whole number, not 1.5"),
        (
            "due = 2026-12-01T23:59:00Z",
            "due = 2026-12-01T23:59:00",
            "3: `due` must be a date and time with an offset",
        ),
        ("due = 2026-12-01T23:59:00Z", "due = 2026-12-01", "3: `due` must be a date and time with an offset"),
        (
            '["cs231n.classifiers"]',
            '"cs231n"',
            "5: `packages` must be a list in [brackets], not the text 'cs231n'",
        ),
        ('["cs231n.classifiers"]', '["a/b"]', "5: `a/b` is not a package's name such as `a.b`"),
        (
            '["past.builtins"]',
            '["future"]',
            "6: the text 'future' in `shims` is not known; known is 'past.builtins'",
        ),
        (
            'file = "softmax.py"',
            'file = "sotfmax.py"',
            "20: `sotfmax.py` is not in `files`; did you mean `softmax.py`?",
        ),
        ('name = "softmax_loss"', 'name = "svm_loss_naive"', "19: two tasks are named `svm_loss_naive`"),
        ('"softmax.py"]', '"softmax.py", "softmax.py"]', "4: `softmax.py` is listed twice in `files`"),
        (
            '"softmax.py"]',
            '"softmax.py", "../x.py"]',
            "4: `../x.py` is not a plain file name such as `softmax.py`",
        ),
        (
            '"softmax.py"]',
            '"softmax.py", "x.ipynb"]',
            "4: `x.ipynb` is not a plain file name such as `softmax.py`",
        ),
        ("format = 1", "format = 0", "1: `format` must be greater than 0, not 0"),
        (
            "format = 1",
            "format = 2\nnew = 1",
            "1: format 2 needs a newer grader (this one knows 1); upgrade grader",
        ),
        ("memory_mb = 512", "memory_mb = = 512", "10: is not valid TOML: Invalid value"),
        ('title = "Softmax"', 'title = "Softmax', "21: is not valid TOML: Illegal character '\\n'"),
    ],
)
def test_a_mistake_is_shown_with_its_line(root: Path, old: str, new: str, found: str) -> None:
    rewrite(root, old, new)
    [mistake] = [text for text in mistakes(root) if text.startswith(found)]
    assert mistake.startswith(found)


def test_a_text_that_stops_too_early_is_blamed_on_its_last_line(root: Path) -> None:
    (root / FILE).write_text("format = 1\nfiles = [\n")
    assert mistakes(root) == ["2: is not valid TOML: Invalid value"]


def test_a_file_that_is_not_utf_8_is_shown_with_its_line(root: Path) -> None:
    (root / FILE).write_bytes(b'format = 1\ntitle = "\xe9t\xe9"\n')
    assert mistakes(root) == ["2: is not UTF-8 text; save the file in the encoding UTF-8"]


def test_an_assignment_without_files_and_tasks_says_both(root: Path) -> None:
    (root / FILE).write_text('format = 1\ntitle = "x"\nfiles = []\n')
    assert mistakes(root) == [
        "1: there are no tasks; add a [[tasks]] table for each function or class to write",
        "3: `files` is empty; list the files that students hand in",
    ]


def test_tasks_that_are_no_tables_are_one_mistake_each(root: Path) -> None:
    (root / FILE).write_text('format = 1\ntitle = "x"\nfiles = ["a.py"]\ntasks = [1, "f"]\nlimits = 3\n')
    assert mistakes(root) == [
        "4: `tasks` must be a table, not 1",
        "4: `tasks` must be a table, not the text 'f'",
        "5: `limits` must be a table, not 3",
    ]


def test_every_mistake_is_found_in_one_go_and_in_order(root: Path) -> None:
    rewrite(root, 'title = "Losses"', 'titel = "Losses"')
    rewrite(root, "memory_mb = 512", "memory_mb = -1")
    rewrite(root, 'file = "softmax.py"', 'file = "nowhere.py"')
    shutil.rmtree(root / "solutions/losses")
    assert mistakes(root) == [
        "1: the key `title` is missing",
        "2: unknown key `titel`; did you mean `title`?",
        "10: `memory_mb` must be greater than 0, not -1",
        "20: `nowhere.py` is not in `files`",
        "solutions/losses: the folder is missing; make it and put the reference there",
    ]


def test_a_broken_file_and_a_missing_folder_are_told_together(root: Path) -> None:
    rewrite(root, "format = 1", "format 1")
    (root / "autograder_tests/losses").rmdir()
    assert [text.split(": ")[0] for text in mistakes(root)] == ["1", "autograder_tests/losses"]


def test_assignments_are_the_folders_with_an_assignment_file(root: Path) -> None:
    (root / "assignments/backprop").mkdir()
    (root / "assignments/backprop/assignment.toml").touch()
    (root / "assignments/notes").mkdir()
    assert assignments(find_course(root)) == ("backprop", "losses")


@pytest.mark.parametrize(
    ("name", "guess"), [("lossses", "did you mean `losses`? "), ("../../elsewhere", ""), ("", "")]
)
def test_an_unknown_assignment_is_refused_with_those_there_are(root: Path, name: str, guess: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_assignment(find_course(root), name)
    assert caught.value.what == f"no assignment `{name}`"
    assert caught.value.where == str(root.resolve() / "assignments")
    assert caught.value.advice is not None
    assert caught.value.advice.startswith(f"{guess}the assignments are: losses")


def test_a_course_without_assignments_says_so(root: Path) -> None:
    (root / FILE).unlink()
    with pytest.raises(UsageError, match="no assignments yet"):
        load(root)


def test_a_handout_is_read_without_a_course(root: Path) -> None:
    folder = root / "assignments/losses"
    handout = load_handout(folder)
    assert (handout.id, handout.points) == ("losses", 12.5)
    assert (handout.handout, handout.suite) == (folder.resolve(), folder.resolve() / "tests")


def test_a_mistake_in_a_handout_is_shown_with_its_line(root: Path) -> None:
    rewrite(root, "points = 10", "points = -10")
    with pytest.raises(CourseError, match=r"^assignment\.toml:16: `points` must be greater than 0, not -10$"):
        load_handout(root / "assignments/losses")


def test_a_file_without_a_reference_is_named(root: Path) -> None:
    (root / "solutions/losses/softmax.py").unlink()
    with pytest.raises(CourseError) as caught:
        load_assignment(find_course(root), "losses")
    assert [problem.file for problem in caught.value.problems] == ["solutions/losses/softmax.py"]
