from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from grader.model import Submission, SubmissionInfo
from grader.similarity.answers import MAX_CHARACTERS, MAX_FUNCTIONS, read_answers, read_functions


def test_functions_have_their_place_their_text_and_their_lines(ways: Sequence[str]) -> None:
    (loss,), reasons = read_functions({"sums.py": dedent(ways[0])}, frozenset())
    assert not reasons
    assert (loss.name, loss.place, loss.lines[0]) == ("loss", "sums.py, line 2", "def loss(W, X, y):")
    spans = [span for found in loss.fingerprints.values() for span in found]
    assert min(first for first, _ in spans) == 1
    assert max(last for _, last in spans) == len(loss.lines) - 1


def test_what_is_taught_is_no_fingerprint(ways: Sequence[str]) -> None:
    (loss,), _ = read_functions({"sums.py": dedent(ways[0])}, frozenset())
    some = frozenset(list(loss.fingerprints)[:3])
    (less,), _ = read_functions({"sums.py": dedent(ways[0])}, some)
    assert less.fingerprints.keys() == loss.fingerprints.keys() - some


def test_constants_and_other_files_are_not_compared() -> None:
    assert read_functions({"answers.py": "a = 1\nb = a + 2\n" * 20, "notes.txt": "def f(:"}, frozenset()) == (
        (),
        [],
    )


def test_a_function_too_short_to_tell_is_not_compared() -> None:
    functions, _ = read_functions({"sums.py": "def f(x):\n    return x + 1\n"}, frozenset())
    assert functions == ()


def test_a_file_that_python_cannot_read_is_named_and_takes_no_other_with_it(ways: Sequence[str]) -> None:
    deep = "x = " + "(" * 5_000
    files = {"broken.py": "x = 1\ny = (\n", "deep.py": deep, "sums.py": dedent(ways[0])}
    functions, reasons = read_functions(files, frozenset())
    assert [function.name for function in functions] == ["loss"]
    assert reasons[0] == "broken.py: Python cannot read it, line 2"
    assert reasons[1].startswith("deep.py: Python cannot read it")


def test_more_functions_than_a_person_writes_are_left_out(ways: Sequence[str]) -> None:
    functions, reasons = read_functions({"sums.py": dedent(ways[0]) * (MAX_FUNCTIONS + 7)}, frozenset())
    assert len(functions) == MAX_FUNCTIONS
    assert reasons == [f"7 functions after the first {MAX_FUNCTIONS}"]


def test_a_file_longer_than_a_person_writes_is_left_out() -> None:
    long = "x = 1\n" * (MAX_CHARACTERS // 6 + 1)
    assert read_functions({"sums.py": long}, frozenset()) == ((), ["sums.py: longer than 200,000 characters"])


def test_a_submission_that_cannot_be_read_is_left_out_with_its_reason() -> None:
    info = SubmissionInfo("tiny", "ada", "", warnings=("the archive is damaged", "late"), unreadable=True)
    answers, (left_out,) = read_answers(Submission(info, {}), frozenset(), "2024")
    assert answers.functions == ()
    assert (left_out.student, left_out.earlier, left_out.reason) == ("ada", "2024", "the archive is damaged")
