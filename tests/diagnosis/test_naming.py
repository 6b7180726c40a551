from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.naming import Namer
from grader.model import Diagnosis, Status, TestResult
from grader.runner.context import TestContext
from grader.runner.recording import RecordingBackend
from grader.runner.suite import Suite
from grader.sandbox.proxy import Backend

RIGHT = """
def total(x):
    return float(sum(x))

def scale(x, factor):
    return factor * x
"""
MEAN = RIGHT.replace("float(sum(x))", "sum(x) / len(x)")
SIZES = RIGHT.replace("float(sum(x))", "float(sum(abs(x)))")


def told(diagnosis: Diagnosis | None) -> str | None:
    return diagnosis.id if diagnosis else None


# ---------------------------------------------------------------------- through the sandbox


def test_a_right_submission_has_no_diagnosis(diagnose):
    assert set(diagnose(RIGHT).values()) == {None}


def test_a_mistake_is_named_in_each_test_that_it_fails(diagnose):
    found = diagnose(MEAN)
    assert found["test_total"].id == found["test_small"].id == "mean-for-sum"
    assert found["test_total"].advice == "Give twice as many numbers. What should happen to the total?"
    assert found["test_scale"] is None


def test_two_tasks_have_a_diagnosis_each(diagnose):
    found = diagnose(SIZES.replace("factor * x", "factor + x"))
    assert found["test_total"].id == "sum-of-sizes"
    assert found["test_scale"].id == "factor-added"
    assert found["test_small"] is None, "1 + 2 is right, with or without signs"


def test_an_unknown_mistake_has_no_name(diagnose):
    found = diagnose(RIGHT.replace("float(sum(x))", "sum(x) / len(x) + 1e-3"))
    assert found["test_total"] is found["test_small"] is None


def test_the_same_exception_has_the_variants_name(diagnose, know):
    know("list-for-array", "np.sum(x.shape + x)")
    know("unlike", "np.sum(x @ np.ones(7))")
    found = diagnose("import numpy as np\n" + RIGHT.replace("sum(x)", "sum((x.shape + x) * 1)"))
    assert found["test_small"].id == found["test_total"].id == "list-for-array"


def test_code_that_does_not_answer_has_no_diagnosis(diagnose, know):
    know("never-written", "NotImplementedError('total')", old="return x * factor", task="scale")
    know("raises", "raise NotImplementedError('scale')", old="return x * factor", task="scale")
    hangs = RIGHT.replace("return float(sum(x))", "while True: pass")
    assert set(diagnose(hangs.replace("return factor * x", "raise NotImplementedError")).values()) == {None}


HOSTILE = {
    "an integer beyond all bounds, a function, a deep list": ("10**400", "total", "deep"),
    "a generator, more than fits, nothing": ("iter(x)", "bytes(70 << 20)", "print(x)"),
}


@pytest.mark.parametrize(("small", "total", "scale"), HOSTILE.values(), ids=HOSTILE)
def test_no_strange_answer_is_named_or_ends_the_examiner(diagnose, small, total, scale):
    found = diagnose(f"""
deep = []
for _ in range(45): deep = [deep]
def total(x): return {small} if len(x) == 2 else {total}
def scale(x, factor): return {scale}
""")
    assert set(found.values()) == {None}


# ---------------------------------------------------------------------- in this process


def test_many_submissions_are_named_in_turn_each_as_if_it_were_alone(named):
    students = [MEAN, SIZES, RIGHT, MEAN, RIGHT.replace("sum(x)", "max(x)"), SIZES, MEAN]
    found = [told(one["test_total"]) for one in named(*students)]
    assert found == [
        "mean-for-sum",
        "sum-of-sizes",
        None,
        "mean-for-sum",
        None,
        "sum-of-sizes",
        "mean-for-sum",
    ]


def test_of_two_that_fit_both_are_told(named, know):
    know("another-mean", "np.average(x)")
    (found,) = named(MEAN)
    assert told(found["test_total"]) == told(found["test_small"]) == "mean-for-sum|another-mean"
    assert found["test_total"].title.startswith("Either: The mean is taken in place of the sum, or: ")


def test_of_three_that_fit_none_is_told(named, know):
    know("another-mean", "np.average(x)")
    know("a-third-mean", "np.sum(x) / x.size")
    (found,) = named(MEAN)
    assert found["test_total"] is found["test_small"] is None


def test_two_variants_of_one_mistake_are_one_mistake(named, catalogue):
    text = catalogue.read_text()
    before, variant, after = text.partition('[[misconceptions.variants]]\ntasks = ["total"]')
    again = after.split("\n\n")[0].replace("np.mean(x)", "np.average(x)")
    catalogue.write_text(f"{before}{variant}{again}\n\n{variant}{after}")
    (found,) = named(MEAN)
    assert told(found["test_total"]) == "mean-for-sum"


def test_a_mistake_that_two_share_on_one_test_is_told_apart_by_another(named, know):
    know("mean-of-two", "np.mean(x[:2])")
    (found,) = named(MEAN)
    assert told(found["test_small"]) == told(found["test_total"]) == "mean-for-sum"


def first_draw() -> Any:
    rng = TestContext(b"for the tests").rng("tiny", "test_sums.py::test_total")
    return rng.standard_normal(5)


def test_what_coincides_on_the_first_draw_alone_is_not_named(named):
    coincidence = RIGHT.replace("float(sum(x))", f"sum(x) if len(x) == 2 else {first_draw().mean()!r}")
    mean = RIGHT.replace("float(sum(x))", "sum(x) if len(x) == 2 else x.mean()")
    by_chance, for_certain = named(coincidence, mean)
    assert told(by_chance["test_total"]) is None
    assert told(for_certain["test_total"]) == "mean-for-sum"


def test_code_that_answers_otherwise_when_it_is_asked_again_is_not_named(named):
    fickle = "calls = []\n" + MEAN.replace(
        "    return sum", "    calls.append(x)\n    return len(calls) // 3 + sum"
    )
    (found,) = named(fickle)
    assert found["test_total"] is found["test_small"] is None


def test_a_test_without_random_inputs_is_refuted_by_what_is_passed(named):
    only_small = RIGHT.replace("float(sum(x))", "1.5 if len(x) == 2 else float(sum(x))")
    (found,) = named(only_small)
    assert found["test_small"] is None, "the mean of 1 and 2, but test_total passes"


def test_a_test_without_random_inputs_is_named_where_nothing_speaks_against_it(named, course):
    suite = course / "autograder_tests/tiny/test_sums.py"
    suite.write_text(
        suite.read_text()
        .replace("x = rng.standard_normal(5)", "x = np.ones(5)")
        .replace("reference, rng", "reference", 1)
    )
    (found,) = named(MEAN)
    assert told(found["test_small"]) == told(found["test_total"]) == "mean-for-sum"


def test_two_mistakes_in_one_task_are_named_each_on_its_own_test(named):
    both = RIGHT.replace("float(sum(x))", "sum(x) / 2 if len(x) == 2 else float(sum(abs(x)))")
    (found,) = named(both)
    assert told(found["test_small"]) == "mean-for-sum"
    assert told(found["test_total"]) == "sum-of-sizes"


def test_a_coincidence_on_fixed_inputs_is_no_name_where_random_ones_show_otherwise(named):
    (found,) = named(RIGHT.replace("float(sum(x))", "1.5"))  # the mean of 1 and 2, whatever x is
    assert found["test_small"] is found["test_total"] is None


ANOTHER = '''

@pytest.mark.points(1, task="total")
def test_total_of_seven(student, reference, rng):
    """The sum of seven is right."""
    x = rng.standard_normal(7)
    assert_close(student.sums.total(x), reference.sums.total(x), what="sum")
'''


@pytest.mark.parametrize(("seven", "name"), [("sum(x) / 7", "mean-for-sum"), ("sum(x) / 8", None)])
def test_one_test_is_too_little_where_another_stays_unexplained(named, course, seven, name):
    suite = course / "autograder_tests/tiny/test_sums.py"
    suite.write_text(
        suite.read_text().replace('points(2, task="total")', 'points(1, task="total")') + ANOTHER
    )
    code = f"sum(x) / 5 if len(x) == 5 else {seven} if len(x) == 7 else float(sum(x))"
    (found,) = named(RIGHT.replace("float(sum(x))", code))
    assert told(found["test_total"]) == told(found["test_total_of_seven"]) == name


def test_a_variant_explains_only_the_tests_of_its_tasks(named, catalogue):
    catalogue.write_text(catalogue.read_text().replace('["total"]', '["scale"]'))
    (found,) = named(MEAN)
    assert set(found.values()) == {None}


def test_a_variant_that_passes_the_test_explains_no_failure(named, know, catalogue):
    catalogue.write_text("format = 1\n")
    off_by = "{} * (1e-9 + 1e-7 * abs({}))"  # of the test's own tolerance
    know("harmless", f"np.sum(x) + {off_by.format(0.998, 'np.sum(x)')}")
    barely = RIGHT.replace("sum(x)", f"sum(x) + {off_by.format(1.002, 'sum(x)')}")
    (found,) = named(barely)
    assert set(found.values()) == {None}


def test_nothing_is_asked_of_a_submission_that_failed_nothing(in_turn):
    def name(namer: Namer, suite: Suite, host: Backend) -> None:
        tape = RecordingBackend(host)
        results = suite.run(tape, tape.start)
        nobody: Any = None
        assert namer.name(results, tape, nobody) == results

    in_turn(name, RIGHT)
    with pytest.raises(AttributeError, match="NoneType"):
        in_turn(name, MEAN)


def without(results: Sequence[TestResult]) -> list[TestResult]:
    return [replace(result, diagnosis=None) for result in results]


def test_naming_changes_nothing_but_the_diagnosis(in_turn):
    seen: list[Status] = []

    def name(namer: Namer, suite: Suite, host: Backend) -> None:
        tape = RecordingBackend(host)
        results = suite.run(tape, tape.start)
        named = namer.name(results, tape, host)
        assert named != tuple(results)
        assert without(named) == without(results)
        seen.extend(result.status for result in named)

    in_turn(name, MEAN.replace("return factor * x", "raise NotImplementedError"))
    assert seen == [Status.FAILED, Status.FAILED, Status.MISSING, Status.PASSED]


def test_a_variant_that_prints_and_warns_is_not_heard(named, know, capfd):
    loud = "[print('loud'), __import__('warnings').warn('loud'), np.ones(2) / np.zeros(2), np.max(x)][-1]"
    know("loud", loud)
    (found,) = named(RIGHT.replace("sum(x)", "max(x)"))
    assert told(found["test_total"]) == "loud"
    assert "loud" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("new", ["1 / 0", "exit(3)", "total(x)", "[np.sum(x)][int(x[0]) - 1 :].pop()"])
def test_a_variant_that_ends_in_a_strange_way_names_nobody(named, know, catalogue, new):
    catalogue.write_text("format = 1\n")
    know("strange", new)
    for found in named(MEAN, RIGHT.replace("sum(x)", "max(x)")):
        assert set(found.values()) == {None}


def test_a_variant_that_does_not_import_names_nobody(named, know):
    know("strange", "import nothing_of_that_name as np", old="import numpy as np")
    (found,) = named(MEAN)
    assert told(found["test_total"]) == "mean-for-sum"


def test_the_second_draw_is_another_than_the_first(in_turn):
    asked: list[Any] = []

    class Ear(RecordingBackend):
        def call(self, target: Any, args: Sequence[Any], kwargs: Any) -> Any:
            asked.append(args[0])
            return super().call(target, args, kwargs)

    def name(namer: Namer, suite: Suite, host: Backend) -> None:
        tape = RecordingBackend(host)
        namer.name(suite.run(tape, tape.start), tape, Ear(host))

    in_turn(name, MEAN)
    (again,) = asked
    assert not np.isin(again, first_draw()).any()
