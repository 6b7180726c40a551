"""The whole proof, with real examiners and a real sandbox."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.errors import CourseError
from grader.grading import Job
from grader.validation import Proof, prove

MakeJob = Callable[..., Job]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def findings(proof: Proof) -> dict[str, list[str]]:
    return {
        verdict.requirement: [finding.where for finding in verdict.findings]
        for verdict in proof.verdicts
        if verdict.findings
    }


def test_a_sound_assignment_is_proved_with_its_mutants(job: MakeJob, course: Path, notes: Any) -> None:
    proof = prove(job(), notes, with_mutants=True)
    assert findings(proof) == {}
    assert proof.sound
    assert [column.id for column in proof.matrix.columns] == ["mean-for-sum", "factor-unused"]
    assert {(row.test, tuple(map(str, row.cells))) for row in proof.matrix.rows} == {
        ("public/test_public.py::test_small", ("named", "none")),
        ("test_sums.py::test_total", ("named", "none")),
        ("test_sums.py::test_scale", ("none", "named")),
        ("test_sums.py::test_answer", ("none", "none")),
    }
    assert proof.mutation is not None
    assert {tally.operator for tally in proof.mutation.operators} == {"function", "arithmetic", "letter"}
    assert proof.mutation.share == 1.0
    assert notes.total == len(notes.tried) == 2 + 2 + proof.mutation.total
    assert not list(course.glob("**/*.db"))


def test_every_flaw_is_found_in_one_go(job: MakeJob, course: Path, notes: Any) -> None:
    suite = course / "autograder_tests/tiny/test_sums.py"
    edit(
        suite,
        "assert_close(student.sums.scale(x, 3.0), 3.0 * x",
        "assert_close(student.sums.scale(x, 1.0), x",
    )
    edit(suite, 'assert_answer(student.words.answer, "b", what="answer")', "assert student.words")
    edit(course / "solutions/tiny/words.py", "# STUB answer = None", "# STUB answer = nothing")
    proof = prove(job(), notes, with_mutants=True)
    assert not proof.sound
    assert findings(proof) == {
        "The blank stub earns nothing.": ["test_sums.py::test_answer"],
        "All stubs import.": ["the stub of words.py"],
        "Every variant of a misconception loses a point of each of its tasks, or all of a task with less.": [
            "factor-unused, variant 1 (scale)"
        ],
        "No test kills nothing.": ["test_sums.py::test_scale", "test_sums.py::test_answer"],
        "At least 95% of the mutants are killed.": ["tiny"],
    }
    assert [column.id for column in proof.matrix.columns if column.survives] == ["factor-unused"]
    assert proof.mutation is not None
    assert [survivor.after for survivor in proof.mutation.survivors] == ["return x / factor", 'answer = "a"']


def test_points_that_do_not_add_up_are_a_finding(job: MakeJob, course: Path, notes: Any) -> None:
    edit(course / "assignments/tiny/assignment.toml", "points = 3", "points = 4")
    proof = prove(job(), notes, with_mutants=False)
    assert list(findings(proof)) == ["The suite collects, and its points add up."]
    verdict, *rest = proof.verdicts
    assert "task `total` has 4 points" in verdict.findings[0].what
    assert proof.untried == tuple(rest)
    assert len(rest) == 12


def test_a_typo_in_a_variant_is_a_finding_though_it_is_named(job: MakeJob, course: Path, notes: Any) -> None:
    edit(course / "solutions/tiny/misconceptions.toml", 'new = "x" }', 'new = "factr * x" }')
    proof = prove(job(), notes, with_mutants=False)
    assert findings(proof) == {"No variant fails by a typo alone.": ["factor-unused, variant 1 (scale)"]}
    (finding,) = [finding for verdict in proof.verdicts for finding in verdict.findings]
    assert "raised a NameError" in finding.what
    assert finding.place == "solutions/tiny/misconceptions.toml:17"


@pytest.mark.parametrize(
    ("line", "told"), [("import nosuch", "ModuleNotFoundError"), ("break", "SyntaxError")]
)
def test_a_variant_whose_file_does_not_import_is_a_finding(
    job: MakeJob, course: Path, notes: Any, line: str, told: str
) -> None:
    edit(course / "solutions/tiny/misconceptions.toml", 'new = "x" }', f'new = "x\\n{line}" }}')
    proof = prove(job(), notes, with_mutants=False)
    (finding,) = next(one for one in proof.verdicts if one.requirement.startswith("No variant")).findings
    assert finding.where == "factor-unused, variant 1 (scale)"
    assert told in finding.what


def test_a_wrong_reference_is_a_finding(job: MakeJob, course: Path, notes: Any) -> None:
    edit(course / "solutions/tiny/sums.py", "return x * factor", "return x * factor + 1")
    proof = prove(job(), notes, with_mutants=False)
    assert findings(proof)["The reference earns full marks."] == ["test_sums.py::test_scale"]
    assert proof.mutation is None


def test_a_mutant_that_loops_for_ever_is_killed(job: MakeJob, course: Path, notes: Any) -> None:
    loop = "while factor > 9:\n        pass\n    return x * factor"
    edit(course / "solutions/tiny/sums.py", "return x * factor", loop)
    edit(course / "assignments/tiny/assignment.toml", "seconds_per_test = 5", "seconds_per_test = 0.5")
    proof = prove(job(), notes, with_mutants=True)
    assert proof.mutation is not None
    alive = [survivor.after for survivor in proof.mutation.survivors]
    assert alive == ["while factor >= 9:", "while factor > 10:"]  # not: while factor < 9


@pytest.mark.parametrize("advice", ['""', '"  "'])
def test_empty_advice_is_refused_with_its_line(job: MakeJob, course: Path, notes: Any, advice: str) -> None:
    catalogue = course / "solutions/tiny/misconceptions.toml"
    edit(catalogue, '"Scale by ten: does anything change?"', advice)
    with pytest.raises(CourseError, match=r"misconceptions.toml:16: .*`advice` is empty"):
        prove(job(), notes, with_mutants=False)
