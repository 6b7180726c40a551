from __future__ import annotations

RIGHT = """
def total(x):
    return float(sum(x))

def scale(x, factor):
    return factor * x
"""


def test_a_right_submission_has_no_diagnosis(diagnose):
    assert set(diagnose(RIGHT).values()) == {None}


def test_a_mistake_is_named_in_each_test_that_it_fails(diagnose):
    found = diagnose(RIGHT.replace("float(sum(x))", "sum(x) / len(x)"))
    assert found["test_total"].id == found["test_small"].id == "mean-for-sum"
    assert found["test_total"].advice == "Give twice as many numbers. What should happen to the total?"
    assert found["test_scale"] is None


def test_two_tasks_have_a_diagnosis_each(diagnose):
    found = diagnose(RIGHT.replace("float(sum(x))", "float(sum(abs(x)))").replace("factor * x", "factor + x"))
    assert found["test_total"].id == "sum-of-sizes"
    assert found["test_scale"].id == "factor-added"
    assert found["test_small"] is None, "1 + 2 is right, with or without signs"


def test_an_unknown_mistake_has_no_name(diagnose):
    found = diagnose(RIGHT.replace("float(sum(x))", "sum(x) / len(x) + 1e-3"))
    assert found["test_total"] is found["test_small"] is None
