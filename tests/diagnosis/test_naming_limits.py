"""Naming works on a student's values too: where it meets the examiner's limits, no grade hangs on it."""

from __future__ import annotations

import pytest

from grader.diagnosis import naming
from grader.runner.guard import guard
from grader.runner.recording import RecordingBackend
from grader.runner.verdict import broken

MEAN = "def total(x):\n    return sum(x) / len(x)\n\ndef scale(x, factor):\n    return factor * x\n"


def test_where_time_is_left_the_mistake_is_named(diagnose, monkeypatch):
    monkeypatch.setattr(guard, "_applied", True)
    assert diagnose(MEAN)["test_total"].id == "mean-for-sum"


def test_where_none_is_left_the_results_come_without_names(diagnose, monkeypatch):
    monkeypatch.setattr(guard, "_applied", True)
    monkeypatch.setattr(naming, "SECONDS", -1.0)
    assert set(diagnose(MEAN).values()) == {None}


def test_where_no_memory_is_left_the_results_come_without_names(diagnose, monkeypatch):
    def same(*_):
        raise MemoryError

    monkeypatch.setattr(naming, "Replay", same)
    assert set(diagnose(MEAN).values()) == {None}


def test_a_variant_that_was_cut_short_is_tried_again(in_turn, monkeypatch):
    """What a limit of ours ended shows nothing of the variant."""
    found = []

    def name(namer, suite, host):
        tape = RecordingBackend(host)
        results = suite.run(tape, tape.start)
        with monkeypatch.context() as patch:
            attempt = suite.attempt
            patch.setattr(
                suite, "attempt", lambda *args, **kwargs: attempt(*args, **kwargs) and broken("cut")
            )
            found.append(namer.name(results, tape, host))
        found.append(namer.name(results, tape, host))

    in_turn(name, MEAN)
    first, second = ({one.diagnosis and one.diagnosis.id for one in results} for results in found)
    assert (first, second) == ({None}, {None, "mean-for-sum"})


@pytest.fixture(autouse=True)
def _no_limit_is_left(monkeypatch):
    yield
    assert guard._deadline == float("inf")
