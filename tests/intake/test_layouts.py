from __future__ import annotations

import sys

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake import find, layouts, read
from grader.intake.layouts import gradescope

CODE = "x = 1\n"
LAYS = (
    "ada{}/losses/timestamp.txt",
    "Ada_{}_assignsubmission_file_/softmax.py",
    "ada_{}_1_softmax.py",
    "eve{}/softmax.py",
)


def test_layouts_share_a_folder(tree, collect):
    root = tree(
        {
            "ada/losses/timestamp.txt": "2026-03-01 12:30:00",
            "ada/losses/softmax.py": CODE,
            "Bob_2_assignsubmission_file_/softmax.py": CODE,
            "rayc_3_901_softmax.py": CODE,
            "dan_softmax.py": CODE,
        }
    )
    submissions = collect(root)
    assert list(submissions) == ["2", "3", "ada", "dan"]
    assert all(submission.files == {"softmax.py": CODE} for submission in submissions.values())


def test_one_student_in_two_layouts_is_handed_in_twice(tree, collect):
    root = tree({"Bob_2_assignsubmission_file_/softmax.py": CODE, "bob_2_901_softmax.py": CODE})
    (bob,) = collect(root).values()
    assert bob.info.warnings[0].startswith("handed in as ")


def test_a_plain_folder_is_left_to_others(tree, assignment):
    entries = sorted(tree({"ada/softmax.py": CODE, "bob.zip": "", "dan_svm.py": ""}).iterdir())
    assert layouts.take(assignment, entries) == ([], entries)


def test_the_work_grows_with_the_class_and_not_with_its_square(tree, assignment):
    lines = []
    for students in (400, 800):
        root = tree({LAYS[number % 4].format(number): "" for number in range(students)})
        find(assignment, [root])  # what is imported late, and what is cached
        lines.append(lines_run(lambda root=root: find(assignment, [root])))
        assert len(find(assignment, [root])) == students
    assert lines[1] < 2.5 * lines[0]


def test_the_count_of_lines_tells_a_square_from_a_line():
    def square(count):
        return [1 for _ in range(count) for _ in range(count)]

    def line(count):
        return [1 for _ in range(count)]

    assert lines_run(lambda: square(80)) > 2.5 * lines_run(lambda: square(40))
    assert lines_run(lambda: line(80)) < 2.5 * lines_run(lambda: line(40))


def lines_run(work):
    """How many lines of Python it takes: a slow machine runs no more of them."""
    lines = 0

    def trace(_frame, event, _argument):
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


PARTS = st.sampled_from(
    (
        *(
            "ada",
            "losses",
            "submitted",
            "1",
            "23",
            "_",
            "_LATE_",
            "_assignsubmission_file_",
            "softmax.py",
            "-1",
        ),
        *(
            "timestamp.txt",
            ".zip",
            ".ipynb",
            "text.html",
            "\x1b",
            "\u202e",
            "é",
            " ",
            "submission_metadata.yml",
        ),
    )
)
NAMES = st.lists(PARTS, min_size=1, max_size=6).map("".join)
TREES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=3).map(tuple), st.binary(max_size=40), max_size=6
)


@settings(max_examples=150)
@given(TREES)
def test_no_tree_of_odd_names_raises(tmp_path_factory, assignment, files):
    root = tmp_path_factory.mktemp("tree")
    (root / "zoe_softmax.py").write_text(CODE)
    for parts, content in files.items():
        path = root.joinpath(*parts)
        if not any(parent.is_file() for parent in path.parents) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    found = [read(assignment, source) for source in find(assignment, [root])]
    students = [submission.info.student for submission in found]
    assert students == sorted(set(students))


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=10) | st.dates() | st.binary(max_size=5)
)
KEYS = st.sampled_from((":submitters", ":created_at", ":sid", ":name", ":email", "utc", "submission_1", "a"))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=12)
MARKS = st.sampled_from("ab:-[]{}&*!#'\" \n,|>%@`\\\t0")
METADATA = st.one_of(
    st.dictionaries(KEYS, VALUES).map(yaml.safe_dump).map(str.encode),
    st.text(MARKS, max_size=80).map(str.encode),
    st.binary(max_size=60),
)


@settings(max_examples=300)
@given(METADATA)
def test_no_metadata_raises(tmp_path_factory, assignment, metadata):
    root = tmp_path_factory.mktemp("export")
    (root / "submission_1").mkdir()
    (root / gradescope.METADATA).write_bytes(metadata)
    assert all(read(assignment, source).info.student for source in find(assignment, [root]))
