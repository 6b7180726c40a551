from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from grader.errors import IsolationUnavailable, SandboxError, SubmissionDied
from grader.model import Limits
from grader.observations import details
from grader.sandbox.launcher import Confinement, Exit, Zygote, library_paths
from grader.sandbox.session import Session
from tests.waiting import until

FILES = {
    "work.py": "import os\ndef f(x): return x + 1\ndef die(): os._exit(3)\ndef pid(): return os.getpid()"
}


def ask(session: Session, name: str, *args: object) -> Any:
    session.begin(5)
    return session.call(["work", name], args, {})


def test_a_zygote_that_was_killed_is_started_again(descendants: Callable[[], set[int]]) -> None:
    with Zygote(Confinement()) as zygote, Session(zygote, FILES, Limits()) as session:
        first, worker = zygote.pid, ask(session, "pid")
        assert first
        os.kill(first, signal.SIGKILL)
        wait_for_the_end_of(worker)
        with pytest.raises(SandboxError):
            ask(session, "f", 1)
        assert ask(session, "f", 2) == 3
        assert zygote.pid != first


def test_where_memory_runs_out_a_worker_ends_before_those_who_grade_it() -> None:
    with Zygote(Confinement()) as zygote, Session(zygote, FILES, Limits()) as session:
        worker, ours = (
            int(Path(f"/proc/{pid}/oom_score_adj").read_text()) for pid in (ask(session, "pid"), zygote.pid)
        )
        assert worker == 1000
        assert ours < worker


def test_the_death_of_a_zygote_between_two_tests_costs_no_student_a_point() -> None:
    with Zygote(Confinement()) as zygote, Session(zygote, FILES, Limits()) as first:
        worker = ask(first, "pid")
        assert zygote.pid
        os.kill(zygote.pid, signal.SIGKILL)
        wait_for_the_end_of(worker)
        with Session(zygote, FILES, Limits()) as second:
            assert ask(second, "f", 1) == 2
            with pytest.raises(SandboxError, match="the zygote ended"):
                ask(first, "f", 1)
            assert ask(first, "f", 1) == 2


def test_a_session_closes_when_its_zygote_is_gone() -> None:
    with Zygote(Confinement()) as zygote:
        session = Session(zygote, FILES, Limits())
        ask(session, "f", 1)
        zygote.close()
        session.close()


def test_a_worker_that_ends_is_waited_for_and_its_end_is_told() -> None:
    with Zygote(Confinement()) as zygote:
        worker = zygote.spawn(Limits())
        ended = worker.kill()
        worker.close_output()
        assert ended.status == -signal.SIGKILL
        with Session(zygote, FILES, Limits()) as session, pytest.raises(SubmissionDied) as caught:
            ask(session, "die")
        assert "exit status 3" in details(caught.value.observation)["how"]


def test_a_crowd_of_workers_that_end_at_once_is_waited_for() -> None:
    with Zygote(Confinement()) as zygote:
        workers = [zygote.spawn(Limits()) for _ in range(50)]
        for worker in workers:
            os.kill(worker.pid, signal.SIGTERM)
        ends = [worker.kill().status for worker in reversed(workers)]
        for worker in workers:
            worker.close_output()
        assert set(ends) <= {-signal.SIGTERM, -signal.SIGKILL}
        assert len(list(Path(f"/proc/{zygote.pid}/fd").iterdir())) < 30


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (0, "exit status 0"),
        (-9, "by SIGKILL"),
        (-31, "by SIGSYS"),
        (-40, "by signal 40"),
        (-64, "by SIGRTMAX"),
    ],
)
def test_every_end_has_a_description(status: int, text: str) -> None:
    assert text in str(Exit(status, 0.0))


def test_nothing_is_left_when_a_zygote_closes(descendants: Callable[[], set[int]]) -> None:
    before = descendants()
    with Zygote(Confinement()) as zygote:
        workers = [zygote.spawn(Limits()) for _ in range(3)]
        assert len(descendants() - before) == 4
    assert descendants() == before
    for worker in workers:
        with pytest.raises(SandboxError, match="its workers with it"):
            worker.kill()
        worker.close_output()


DIES = """
import os, signal
from grader.model import Limits
from grader.sandbox.launcher import Confinement, Zygote
zygote = Zygote(Confinement())
print(zygote.pid, zygote.spawn(Limits()).pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_is_left_when_the_trusted_process_is_killed() -> None:
    done = subprocess.run([sys.executable, "-c", DIES], capture_output=True, text=True, check=False)
    pids = [int(word) for word in done.stdout.split()]
    assert len(pids) == 2
    wait_for_the_end_of(*pids)


def wait_for_the_end_of(*pids: int) -> None:
    until(lambda: not any(map(runs, pids)))
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)  # an orphan comes to this process: see `descendants`


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_course_inside_of_the_library_is_refused(tmp_path: Path) -> None:
    secrets = (tmp_path / "lib" / "course",)
    with pytest.raises(IsolationUnavailable, match="inside a folder that student code may read"):
        Zygote(Confinement(secrets=secrets, readable=(str(tmp_path / "lib"),)))


def test_a_course_that_a_link_leads_into_the_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lib" / "course").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "lib" / "course")
    with pytest.raises(IsolationUnavailable):
        Zygote(Confinement(secrets=(tmp_path / "link",), readable=(str(tmp_path / "lib"),)))


def test_a_course_beside_the_library_is_taken(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    with Zygote(Confinement(secrets=(tmp_path / "course",))) as zygote:
        assert zygote.isolation.mode == "kernel"


def test_no_environment_as_a_whole_is_readable() -> None:
    assert sys.prefix not in library_paths()
    assert not {"/", "/home", "/root", "/etc", "/proc", "/tmp"} & set(library_paths())


def test_the_rings_are_told() -> None:
    with Zygote(Confinement()) as zygote:
        assert {"seccomp", "resource limits", "no new privileges"} < set(zygote.isolation.rings)
        assert any(ring.startswith("Landlock ABI") for ring in zygote.isolation.rings)


def test_without_isolation_no_ring_is_told_and_code_runs() -> None:
    with Zygote(Confinement("none")) as zygote, Session(zygote, FILES, Limits()) as session:
        assert (zygote.isolation.mode, zygote.isolation.rings) == ("none", ())
        assert ask(session, "f", 1) == 2


def test_an_interpreter_that_does_not_start_is_told_and_leaves_nothing(
    descendants: Callable[[], set[int]],
) -> None:
    before = descendants()
    with pytest.raises(SandboxError):
        Zygote(Confinement(python="/bin/false"))
    assert descendants() == before


WITHOUT = """
import errno, struct, sys
from grader.errors import IsolationUnavailable
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.lockdown import libc, seccomp
import ctypes, os

missing = {"Landlock": 444, "seccomp": seccomp.ARCHITECTURES[os.uname().machine][2]}[sys.argv[1]]
code = b"".join([
    struct.pack("=HBBI", seccomp.LOAD, 0, 0, seccomp.NUMBER),
    struct.pack("=HBBI", seccomp.EQUAL, 0, 1, missing),
    struct.pack("=HBBI", seccomp.RETURN, 0, 0, seccomp.REFUSE | errno.ENOSYS),
    struct.pack("=HBBI", seccomp.RETURN, 0, 0, seccomp.ALLOW),
])
libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
number = seccomp.ARCHITECTURES[os.uname().machine][2]
program = seccomp._Program(len(code) // 8, code)
libc.syscall("seccomp", number, seccomp.SET_MODE_FILTER, 0, ctypes.byref(program))
try:
    Zygote(Confinement())
except IsolationUnavailable as refusal:
    print(refusal)
"""


@pytest.mark.parametrize("missing", ["Landlock", "seccomp"])
def test_a_kernel_without_a_ring_is_refused(run_alone: Callable[..., str], missing: str) -> None:
    refusal = run_alone(WITHOUT, missing)
    assert f"its kernel lacks {missing}\n" in refusal
    assert "--isolation none" in refusal


def test_a_machine_without_descriptors_is_our_failure(zygote: Zygote) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        with pytest.raises(SandboxError, match="no worker can be started"):
            zygote.spawn(Limits())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    worker = zygote.spawn(Limits())
    assert worker.kill().status == -signal.SIGKILL
    worker.close_output()
