"""What a session lets a submission use, and how it goes on when one ends."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.errors import (
    SandboxError,
    SubmissionDied,
    SubmissionFault,
    SubmissionOutOfMemory,
    SubmissionRaised,
    SubmissionTimeout,
)
from grader.model import Limits
from grader.observations import details
from grader.sandbox.launcher import Zygote
from grader.sandbox.proxy import Function, Module
from grader.sandbox.session import Session

Submit = Callable[..., Any]

DIVERTS = """
import os
def f():
    try:
        while True: os.write(1, b"x" * 65536)
    except OSError as error:
        return error.strerror
"""
# Fills what is left of a worker's memory in ever smaller pieces.
HOG = """
def fill(kept):
    size = 1 << 24
    while size:
        try:
            kept.append(bytearray(size))
        except MemoryError:
            size //= 2
"""


class TestLimits:
    def test_a_loop_ends_at_the_tests_deadline(self, submit: Submit) -> None:
        desk = submit("def f():\n    while True: pass\ndef fair(): return 1", seconds=0.3)
        with pytest.raises(SubmissionTimeout):
            desk.work.f()
        with pytest.raises(SubmissionTimeout):
            desk.work.fair()
        desk.session.begin(5)
        assert desk.work.fair() == 1

    def test_the_calls_of_a_test_share_its_time(self, submit: Submit) -> None:
        work = submit("import time\ndef f(): time.sleep(0.3)", seconds=0.5).work
        work.f()
        with pytest.raises(SubmissionTimeout):
            work.f()

    def test_the_tests_of_a_submission_share_its_budget(self, submit: Submit) -> None:
        desk = submit("import time\ndef f(): time.sleep(0.3)", seconds_total=0.5)
        desk.session.begin(5)
        desk.work.f()
        desk.session.end()
        desk.session.begin(5)
        with pytest.raises(SubmissionTimeout):
            desk.work.f()

    def test_nothing_can_be_asked_before_a_test_begins(self, zygote: Zygote) -> None:
        with Session(zygote, {"work.py": ""}, Limits()) as session, pytest.raises(SubmissionTimeout):
            session.call(["work", "f"], [], {})

    @pytest.mark.parametrize(
        "statement",
        [
            "bytearray(1 << 40)",
            "import numpy as np; np.ones(1 << 40)",
            "import numpy as np; [np.ones(1 << 20) for _ in range(1000)]",
            "[[0] * 100_000 for _ in iter(int, 1)]",
            "kept = []; fill(kept); kept.append([object() for _ in iter(int, 1)])",
            "KEPT = globals().setdefault('KEPT', []); fill(KEPT); import numpy as np; np.eye(300)",
        ],
        ids=["at once", "numpy", "many arrays", "slowly", "to the last byte", "for good"],
    )
    def test_a_memory_hog_is_known_as_one(self, submit: Submit, statement: str) -> None:
        desk = submit(f"{HOG}\ndef f():\n    {statement}\ndef fair(): return 1", memory_mb=128)
        with pytest.raises(SubmissionOutOfMemory):
            desk.work.f()
        assert desk.work.fair() == 1

    def test_a_worker_without_memory_for_its_arguments_is_out_of_memory(self, submit: Submit) -> None:
        desk = submit(f"{HOG}\nkept = []\ndef f(): fill(kept)\ndef fair(x): return x.sum()", memory_mb=128)
        desk.work.f()
        with pytest.raises(SubmissionOutOfMemory):
            desk.work.fair(np.ones(1 << 20))
        assert desk.work.fair(np.ones(1 << 20)) == 1 << 20

    def test_an_honest_use_of_memory_is_none(self, submit: Submit) -> None:
        source = "import numpy as np\ndef f(): return float(np.ones(8 << 20).sum())"
        assert submit(source, memory_mb=128).work.f() == 8 << 20

    def test_the_start_of_a_worker_is_not_the_tests_time(self, zygote: Zygote, submit: Submit) -> None:
        desk = submit("def f(): return 1", seconds=0.3)
        assert zygote.pid
        os.kill(zygote.pid, signal.SIGSTOP)
        timer = threading.Timer(0.6, os.kill, (zygote.pid, signal.SIGCONT))
        timer.start()
        assert desk.work.f() == 1
        timer.join()

    def test_a_budget_that_is_used_up_is_named(self, submit: Submit) -> None:
        desk = submit("def f():\n    while True: pass", seconds_total=0.2)
        with pytest.raises(SubmissionTimeout) as late:
            desk.work.f()
        assert details(late.value.observation)["seconds"] == 0.2
        assert late.value.observation.subject == "the whole submission"


class TestOutput:
    def test_what_is_printed_is_kept(self, submit: Submit) -> None:
        desk = submit("import sys\nprint('import')\ndef f(): print('call'); print('error', file=sys.stderr)")
        desk.work.f()
        assert desk.session.output == "import\ncall\nerror\n"

    def test_what_several_workers_print_is_joined(self, submit: Submit) -> None:
        desk = submit("import os\ndef f(): print('one'); os._exit(0)")
        for _ in range(2):
            with pytest.raises(SubmissionDied):
                desk.work.f()
        assert desk.session.output == "one\none\n"

    def test_endless_output_is_capped(self, submit: Submit) -> None:
        desk = submit("def f():\n    for _ in range(100_000): print('x' * 99)\n    return 1", output_kb=2)
        assert desk.work.f() == 1
        assert len(desk.session.output) == 2048

    def test_output_behind_pythons_back_is_capped(self, submit: Submit) -> None:
        desk = submit(DIVERTS, output_kb=2)
        assert desk.work.f() == "File too large"
        assert len(desk.session.output) == 2048

    def test_warnings_are_harmless(self, submit: Submit) -> None:
        desk = submit("import numpy as np\ndef f(): return np.zeros(1) / np.zeros(1)")
        assert np.isnan(desk.work.f()).all()
        assert "RuntimeWarning" in desk.session.output

    def test_there_is_nothing_to_read_from_standard_input(self, submit: Submit) -> None:
        with pytest.raises(SubmissionRaised) as caught:
            submit("def f(): return input()").work.f()
        assert caught.value.exception == "EOFError"


class TestEnds:
    @pytest.mark.parametrize(
        ("statement", "how"),
        [
            ("os._exit(0)", "exit status 0"),
            ("os._exit(87)", "exit status 87"),
            ("os.kill(os.getpid(), 40)", "signal 40"),
            ("os.abort()", "SIGABRT"),
            ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
            ("os.close(3)", "exit status 1|closed its connection"),
            ("os.closerange(0, 64)", "exit status 1|closed its connection"),
            ("os.dup2(1, 3)", "exit status|closed its connection"),
        ],
    )
    def test_a_worker_that_ends_costs_one_test(self, submit: Submit, statement: str, how: str) -> None:
        desk = submit(f"import os\ndef f(): {statement}\ndef fair(): return 1")
        with pytest.raises(SubmissionDied) as caught:
            desk.work.f()
        assert re.search(how, details(caught.value.observation)["how"])
        assert desk.work.fair() == 1

    def test_a_worker_that_someone_else_kills_is_our_failure_once(self, submit: Submit) -> None:
        desk = submit("import os\ndef f(): os.kill(os.getpid(), 9)\ndef fair(): return 1")
        with pytest.raises(SandboxError, match="someone else killed"):
            desk.work.f()
        assert desk.work.fair() == 1
        with pytest.raises(SubmissionDied, match="died"):
            desk.work.f()
        assert desk.work.fair() == 1

    def test_closed_streams_harm_nobody(self, submit: Submit) -> None:
        work = submit("import os\ndef f(): os.closerange(0, 3); return 5\ndef fair(): return 1").work
        assert (work.f(), work.fair()) == (5, 1)

    def test_an_end_while_importing_is_kept(self, submit: Submit) -> None:
        desk = submit({"work.py": "import os\nos._exit(0)", "other.py": "def f(): return 1"})
        for _ in range(2):
            with pytest.raises(SubmissionDied):
                desk.work.f()
        assert Module(desk.session, "other").f() == 1

    def test_nothing_is_left_over(self, submit: Submit, zygote: Zygote, descendants: Any) -> None:
        desks = [submit("def f(): return 1") for _ in range(3)]
        assert [desk.work.f() for desk in desks] == [1, 1, 1]
        assert len(descendants()) == 4
        for desk in desks:
            desk.session.close()
        assert descendants() == {zygote.pid}

    def test_two_hundred_sessions_leave_no_descriptor_open(self, zygote: Zygote) -> None:
        def fds() -> int:
            return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in ("self", zygote.pid))

        before = fds()
        for number in range(200):
            with Session(zygote, {"work.py": f"def f(): return {number}"}, Limits()) as session:
                session.begin(5)
                assert session.call(["work", "f"], [], {}) == number
        assert fds() == before

    def test_an_interrupt_of_ours_ends_the_conversation_and_no_more(self, submit: Submit) -> None:
        desk = submit("import time\ndef f(): time.sleep(5)\ndef fair(): return 1")
        previous = signal.signal(signal.SIGALRM, interrupt)
        try:
            with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the alarm may come before the question
                signal.setitimer(signal.ITIMER_REAL, 0.1)
                desk.work.f()
        finally:
            signal.signal(signal.SIGALRM, previous)
        assert desk.work.fair() == 1

    def test_a_fault_says_what_was_asked(self, submit: Submit) -> None:
        with pytest.raises(SubmissionFault) as caught:
            submit("def softmax(): 1 / 0").work.softmax()
        assert caught.value.observation.subject == "softmax"

    def test_a_function_is_no_handle(self, submit: Submit) -> None:
        assert type(submit("def f(): pass").work.f) is Function


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt
