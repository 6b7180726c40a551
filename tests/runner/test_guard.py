"""The examiner's own limits, in a process of their own: they hold for its whole life."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.model import Status
from grader.runner.guard import ROOM_BYTES, Guard, Overrun
from grader.runner.verdict import judge

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
BEGIN = """
import time
def busy(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

from grader.runner import guard as module
from grader.runner.guard import ROOM_BYTES, Guard, Overrun
guard = Guard()
"""


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_before_it_is_applied_nothing_is_limited() -> None:
    guard = Guard()
    with guard.within(-1.0):
        guard.check()


def test_work_that_uses_up_its_cpu_time_is_ended() -> None:
    told = run("""
guard.apply()
try:
    with guard.within(0.1):
        try:
            busy(60)
        except Exception:
            print("held back")
except Overrun:
    print("ended")
busy(0.6)
print("free")
""")
    assert told.split() == ["ended", "free"]


def test_waiting_uses_no_cpu_time() -> None:
    assert run("guard.apply()\nwith guard.within(0.2): time.sleep(1)\nprint('through')") == "through"


def test_an_end_that_python_drops_comes_again() -> None:
    """What is raised while an object is finalized is only printed."""
    told = run("""
class Slow:
    def __del__(self): busy(0.6)
guard.apply()
try:
    with guard.within(0.1):
        Slow()
        busy(60)
except Overrun:
    print("ended")
""")
    assert told == "ended"


def test_the_time_around_it_is_kept_within() -> None:
    told = run("""
guard.apply()
try:
    with guard.within(0.1):
        with guard.within(60.0):
            busy(60)
except Overrun:
    print("ended")
""")
    assert told == "ended"


@pytest.mark.parametrize(("cost", "ends"), [(0.3, False), (0.0, True)])
def test_a_test_may_cost_a_multiple_of_what_it_cost_on_the_reference(cost: float, ends: bool) -> None:
    told = run(f"""
module.LEAST_SECONDS = 0.1
with guard.test("one"): busy({cost})
guard.apply()
try:
    with guard.test("one"): busy(1.0)
    print("through")
except Overrun:
    print("ended")
""")
    assert told == ("ended" if ends else "through")


def test_no_test_is_held_to_less_than_the_least() -> None:
    told = run("guard.apply()\nwith guard.test('unknown'): busy(0.6)\nprint('through')")
    assert told == "through"


def test_what_a_test_costs_beyond_the_proof_is_no_new_measure() -> None:
    told = run("""
guard.apply()
with guard.test("one"): busy(0.3)
print(guard._costs)
""")
    assert told == "{}"


def test_memory_is_limited_to_what_the_proof_took_and_some_room() -> None:
    told = run("""
import numpy as np
kept = np.ones(50 << 20, np.int8)
guard.apply()
fits = np.ones(module.ROOM_BYTES // 2, np.int8)
try:
    np.ones(2 * module.ROOM_BYTES, np.int8)
except MemoryError:
    print("refused")
""")
    assert told == "refused"


def test_a_process_that_ends_with_much_to_clear_up_is_not_killed_by_its_own_clock() -> None:
    told = run("""
import sys
class Slow:
    def __del__(self): busy(0.6)
guard.apply()
sys.modules["kept to the end"] = Slow()
print("done")
""")
    assert told == "done"


@pytest.mark.parametrize("error", [Overrun("too much"), MemoryError(), SandboxError("ours")])
def test_what_meets_a_limit_of_ours_is_our_failure(error: BaseException) -> None:
    assert judge(error, "call").status is Status.BROKEN


def test_a_test_that_costs_the_examiner_too_much_is_broken_and_the_others_count() -> None:
    """A loop in a test that only one answer of a submission enters: no bound could have seen it."""
    told = run(STUCK.replace("BENCHMARKS", repr(str(BENCHMARKS))))
    assert told.startswith("broken broken Overrun: the examiner needed more CPU time")


STUCK = """
import sys
sys.path.insert(0, BENCHMARKS)
import oversized
module.LEAST_SECONDS = 0.3
loop = "def stuck(name):\\n    while name == 'loop': pass\\n    return name\\n"
asked = "student.work.name(rng.standard_normal(5))"
assert asked in oversized.SUITE
suite = loop + oversized.SUITE.replace(asked, f"stuck({asked})")
oversized.COURSE["autograder_tests/sizes/test_sizes.py"] = suite
oversized.KINDS["a loop"] = ("def name(x): return 'loop'", "test_name")
found = oversized.graded("a loop")
print(found["status"], found["seen"], found["details"]["reason"])
"""


def test_workers_of_a_zygote_that_starts_under_the_limit_have_their_own() -> None:
    """What a process inherits is the soft limit, which each worker replaces."""
    told = run("""
from grader.model import Limits
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.session import Session
guard.apply()
source = "import numpy as np\\ndef f(): return np.zeros(module, np.int8).size"
source = source.replace("module", str(3 * module.ROOM_BYTES))
with Zygote(Confinement()) as zygote, Session(zygote, {"work.py": source}, Limits(memory_mb=2048)) as session:
    session.begin(60)
    print(session.call(["work", "f"], [], {}))
""")
    assert int(told) == 3 * ROOM_BYTES
