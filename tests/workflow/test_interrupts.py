from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.reports import write_student_page
from grader.workflow import Outcome, pages
from grader.workflow.interrupts import deferred_interrupt


def interrupted(times: int, done: list[str]) -> None:
    with deferred_interrupt():
        for _ in range(times):
            signal.raise_signal(signal.SIGINT)
        done.append("the rest")


def test_an_interrupt_waits_for_the_end_of_the_block() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(1, done)
    assert done
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_interrupt_does_not_wait() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(2, done)
    assert not done


def test_an_undisturbed_block_interrupts_nothing() -> None:
    with deferred_interrupt():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_ignored_interrupt_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with deferred_interrupt():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_thread_needs_no_protection() -> None:
    ended: list[str] = []

    def work() -> None:
        with deferred_interrupt():
            ended.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended


def test_a_grade_that_is_recorded_when_the_interrupt_comes_is_counted(
    grade: Callable[[], Outcome],
    hand_in: Callable[..., None],
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write = write_student_page

    def write_and_interrupt(*arguments: Any) -> Path:
        page = write(*arguments)
        signal.raise_signal(signal.SIGINT)
        return page

    monkeypatch.setattr(pages, "write_student_page", write_and_interrupt)
    hand_in("alice")
    hand_in("bob")
    outcome = grade()
    assert outcome.interrupted
    assert [row.student for row in outcome.rows] == ["alice"]
    assert [page.stem for page in out.glob("students/*")] == ["alice"]
    assert (outcome.graded, outcome.found) == (1, 2)
