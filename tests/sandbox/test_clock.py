"""Whose time is counted: the worker's own, whatever else the machine does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from grader.errors import SubmissionTimeout
from grader.model import Limits
from grader.sandbox import clock
from grader.sandbox.clock import DISK, PROCESSOR, SIGNAL, SUSPENDED, Clock, Reading
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.proxy import Module
from grader.sandbox.session import Session
from tests.waiting import until

WORK = """
import os, signal, time
def burn(seconds):
    end = time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID) + seconds
    while time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID) < end: pass
    return seconds
def sleep(seconds): time.sleep(seconds); return seconds
def stop(): os.kill(os.getpid(), signal.SIGSTOP)
def ask(function): return function()
"""


class FakeMachine:
    """Stands for the kernel, the wall clock and the grader's own process of a `Clock`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        self.own = 0.0
        self.worker = Reading(1.0, 0.0, "S")
        monkeypatch.setattr(Clock, "_own_waited", lambda _: self.own)
        machine = self

        class Times:
            def __init__(self, pid: int, proc: str) -> None: ...
            def read(self) -> Reading:
                return machine.worker

            def close(self) -> None: ...

        monkeypatch.setattr(clock, "ProcessTimes", Times)

    def passes(
        self,
        seconds: float,
        *,
        ran: float = 0.0,
        waited: float | None = 0.0,
        own: float = 0.0,
        state: str = "S",
    ) -> None:
        before = self.worker
        self.now += seconds
        self.own += own
        waits = None if waited is None or before.waited is None else before.waited + waited
        self.worker = Reading(before.ran + ran, waits, state)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    return FakeMachine(monkeypatch)


@pytest.fixture
def ticking(machine: FakeMachine) -> Clock:
    """A clock whose test may use five seconds, while an answer is awaited."""
    made = Clock(1000.0, now=lambda: machine.now)
    made.begin(5.0)
    made.watch(1)
    made.resume()
    return made


class TestAccounts:
    """With a made-up kernel, so that each case is exact."""

    def test_time_on_a_processor_is_the_submissions(self, machine: FakeMachine, ticking: Clock) -> None:
        for _ in range(21):
            machine.passes(0.25, ran=0.25, state="R")
            ticking.left()
        assert ticking.is_over
        assert ticking.end().used == pytest.approx(5.25)

    def test_sleep_is_the_submissions(self, machine: FakeMachine, ticking: Clock) -> None:
        for _ in range(21):
            machine.passes(0.25)
            ticking.left()
        assert ticking.is_over

    def test_waiting_for_a_processor_is_the_machines(self, machine: FakeMachine, ticking: Clock) -> None:
        for _ in range(400):
            machine.passes(0.25, ran=0.01, waited=0.24, state="R")
            assert ticking.left() > 0
        spent = ticking.end()
        assert spent.used == pytest.approx(4.0)
        assert spent.lost == {PROCESSOR: pytest.approx(96.0)}

    def test_a_wait_that_the_kernel_counts_at_its_end_is_never_taken_for_sleep(
        self, machine: FakeMachine, ticking: Clock
    ) -> None:
        """`schedstat` counts a wait when it is over."""
        for _ in range(40):
            machine.passes(0.25, state="R")
            assert ticking.left() > 0
        machine.passes(0.25, ran=0.1, waited=10.15)
        ticking.pause()
        assert ticking.end().used == pytest.approx(0.1)

    def test_the_graders_own_delay_is_the_machines(self, machine: FakeMachine, ticking: Clock) -> None:
        machine.passes(60.0, ran=0.1, own=59.8)
        ticking.pause()
        assert ticking.end().used == pytest.approx(0.2)

    def test_a_suspended_machine_is_named(self, machine: FakeMachine, ticking: Clock) -> None:
        machine.passes(3600.0, ran=0.1)
        assert ticking.left() > 0
        spent = ticking.end()
        assert spent.used <= 0.25
        assert spent.lost[SUSPENDED] == pytest.approx(3599.75)
        assert not ticking.machine_failed

    def test_a_clock_that_jumps_back_costs_nothing(self, machine: FakeMachine, ticking: Clock) -> None:
        machine.passes(-3600.0)
        ticking.pause()
        assert ticking.end().used == 0

    @pytest.mark.parametrize(("state", "cause"), [("T", SIGNAL), ("t", SIGNAL), ("D", DISK)])
    def test_a_stopped_worker_is_forgiven_for_a_while_only(
        self, machine: FakeMachine, ticking: Clock, state: str, cause: str
    ) -> None:
        for _ in range(240):
            machine.passes(0.25, state=state)
            assert ticking.left() > 0
        assert ticking.end().lost == {cause: pytest.approx(60.0)}
        ticking.begin(5.0)
        ticking.resume()
        for _ in range(21):
            machine.passes(0.25, state=state)
            ticking.left()
        assert ticking.is_over

    def test_without_schedstat_a_worker_counts_as_asleep_where_it_is_seen_asleep(
        self, machine: FakeMachine
    ) -> None:
        machine.worker = Reading(1.0, None, "S")
        made = Clock(1000.0, now=lambda: machine.now)
        made.begin(5.0)
        made.watch(1)
        made.resume()
        for _ in range(100):
            machine.passes(0.25, ran=0.01, waited=None, state="R")
            assert made.left() > 0
        for _ in range(16):
            machine.passes(0.25, waited=None, state="S")
            made.left()
        assert made.is_over
        assert not made.end().exact

    def test_a_machine_that_gives_next_to_nothing_is_to_blame(
        self, machine: FakeMachine, ticking: Clock
    ) -> None:
        while ticking.left() > 0:
            machine.passes(0.25, ran=0.0001, waited=0.2499, state="R")
        assert ticking.machine_failed
        assert ticking.end().used < 5

    def test_a_test_tried_alone_takes_nothing_from_the_budget(self, machine: FakeMachine) -> None:
        made = Clock(10.0, now=lambda: machine.now)
        made.watch(1)
        made.begin(30.0, alone=True)
        made.resume()
        for _ in range(100):
            machine.passes(0.25, ran=0.25)
            made.left()
        assert made.end().used == pytest.approx(25.0)
        made.begin(5.0)
        assert (made.allowed, made.limited_by_budget) == (5.0, False)


# ------------------------------------------------------------------ with a real kernel


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """So many processes beside us that never rest."""
    with ExitStack() as stack:
        for _ in range(processes):
            process = stack.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            stack.callback(process.kill)
        yield


@pytest.fixture
def open_work(tmp_path: Path) -> Iterator[Callable[..., tuple[Session, Any]]]:
    with ExitStack() as stack:
        zygote = stack.enter_context(Zygote(Confinement()))

        def opened(seconds: float, **options: Any) -> tuple[Session, Any]:
            session = stack.enter_context(Session(zygote, {"work.py": WORK}, Limits(), **options))
            session.begin(seconds)
            return session, Module(session, "work")

        yield opened


def test_a_busy_machine_takes_no_time_from_a_submission(open_work: Callable[..., Any]) -> None:
    session, work = open_work(2.0)
    with busy(3 * (os.cpu_count() or 1)):
        work.burn(1.0)  # with so many beside it, about three seconds on the clock
    assert 1.0 <= session.end().used < 2.0


def test_a_loop_ends_on_a_busy_machine_too(open_work: Callable[..., Any]) -> None:
    session, work = open_work(0.3)
    with busy(2 * (os.cpu_count() or 1)), pytest.raises(SubmissionTimeout):
        work.burn(100)
    assert 0.3 <= session.end().used < 2


def test_a_sleeper_ends(open_work: Callable[..., Any]) -> None:
    session, work = open_work(0.3)
    with pytest.raises(SubmissionTimeout):
        work.sleep(100)
    assert session.end().used >= 0.3


def test_the_time_of_a_function_that_the_submission_calls_is_ours(open_work: Callable[..., Any]) -> None:
    session, work = open_work(1.0)
    work.burn(0.01)
    before = session._clock.used
    work.ask(lambda: time.sleep(1.5))
    assert session.end().used - before < 0.5


def test_a_worker_that_someone_stops_and_wakes_loses_nothing(open_work: Callable[..., Any]) -> None:
    ticks: list[int] = []

    def wake_later() -> None:
        ticks.append(1)
        if len(ticks) == 8:
            os.kill(session._worker.pid, signal.SIGCONT)

    session, work = open_work(1.0, on_tick=wake_later)
    work.burn(0.01)
    work.stop()
    spent = session.end()
    assert spent.lost.get(SIGNAL, 0.0) > 1.0
    assert spent.used < 1.0


def test_a_process_that_is_gone_keeps_its_last_reading() -> None:
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    times = clock.ProcessTimes(process.pid)
    until(lambda: times.read().ran > 0.01)
    alive = times.read()
    process.kill()
    process.wait()
    assert times.read().ran >= alive.ran > 0
    times.close()


def test_a_kernel_that_tells_nothing_is_no_error(tmp_path: Path) -> None:
    times = clock.ProcessTimes(os.getpid(), proc=str(tmp_path))
    reading = times.read()
    assert reading.ran > 0
    assert (reading.waited, reading.state) == (None, "")
