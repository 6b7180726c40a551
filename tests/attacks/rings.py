"""Switch one ring off after the other, and see which attacks get through then.

    python tests/attacks/enter.py nobody python tests/attacks/rings.py --kernel

A ring that stops nothing which the others would not stop as well is none. The attacks do what they
like here, so this is run in a place of its own only.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import runpy
import secrets
import signal
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from archives import ARCHIVES, LITTER
from catalogue import Attack, attacks
from course import WORK, hand_in_honest, known_places, put, toolbox, write_course
from gauntlet import REFUSALS

from grader.errors import SandboxError, SubmissionFault
from grader.model import Limits
from grader.sandbox.launcher import Confinement, Zygote, library_paths
from grader.sandbox.session import Session

# What a zygote does before it starts, so that its workers lack one ring.
OFF = {
    "Landlock": "landlock.restrict = lambda rules: None",
    "seccomp": "seccomp.confine = lambda pid: None",
    "resource limits": "limits.apply = lambda memory, cpu: None",
    "no new privileges": "libc.PR_SET_NO_NEW_PRIVS = 39  # which only asks for it",
    "no capabilities": "privileges.drop_capabilities = lambda: None",
    "mount namespace": "privileges.hide = lambda paths: os.stat('/nowhere')",
    "closed descriptors": "os.closerange = lambda first, last: None",
    "another user": "",  # root's workers stay root, as where its home is closed
    "nothing": "",
}
STARTER = """#!{python} -PsB
import os, sys
root, fd = sys.argv[-2:]
sys.path.insert(0, root)
sys.argv = ["zygote", fd]
from grader.sandbox import zygote
from grader.sandbox.lockdown import landlock, libc, limits, privileges, seccomp
sys.path.remove(root)
{off}
zygote.main()
"""
# How graders do it that share a process with what they grade: the exit status is the verdict.
NAIVE = """
import sys
sys.path.insert(0, sys.argv[1])
import numpy as np
import reference

def test_by_hand(function, argument):
    expected = getattr(reference, function)(argument)
    found = getattr(work, function)(argument)
    assert found == expected if isinstance(argument, str) else abs(found - expected) < 1e-9

def test_by_numpy(function, argument):
    expected = getattr(reference, function)(argument)
    np.testing.assert_allclose(getattr(work, function)(argument), expected)

import work
{test}({function!r}, {argument!r})
"""
LIMITS = Limits(memory_mb=256, output_kb=64)
ARGUMENTS = {"double": 21.5, "greet": "ada"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        found = Stage(Path(folder)).every_ring_off()
    others = {one.name for one in attacks() if len(one.rings) > 1}
    told = [
        {"ring": ring, "attack": attack, "through": through, "alone": is_alone(ring, attack, others)}
        for ring, tried in found.items()
        for attack, through in tried.items()
    ]
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


def is_alone(ring: str, attack: str, others: set[str]) -> bool:
    """Whether no other ring stops this attack."""
    return ring != "another user" and attack not in others


class Stage:
    """A course with its secrets, and all attacks that may be tried on it with a ring off."""

    def __init__(self, folder: Path) -> None:
        self.place = write_course(folder / "course")
        hand_in_honest(self.place, "0000-honest")
        self.tools = toolbox(known_places(self.place, os.getpid()))
        self.attacks = [one for one in attacks() if one.shown]
        self.refused = [one for one in attacks() if one.ends == ("refused",) and one.kind != "metadata"]
        self.closed = self.place.root / "closed"
        put(self.closed / "file", self.place.marker)
        if os.geteuid() == 0:
            os.chown(self.closed / "file", 1234, 1234)
        (self.closed / "file").chmod(0)

    def every_ring_off(self) -> dict[str, dict[str, list[str]]]:
        """By ring, by attack: what got through."""
        rings = [ring for ring in OFF if ring != "another user" or os.geteuid() == 0]
        kernels = {ring: self.in_a_worker(ring) for ring in rings}
        if "--kernel" in sys.argv:  # the others are the same whoever grades
            return kernels
        return {
            **kernels,
            "process": self.in_one_process("process"),
            "codec": self.in_one_process("codec"),
            "protocol": self.with_numbers_that_can_be_guessed(),
            "bounds": self.without_bounds(),
            "deadline": self.without_a_deadline(),
            "one worker for each submission": self.one_after_the_other(),
            "order of tests": self.hidden_before_visible(),
            "intake": unpacked_by_python(self.place.root / "unpacked"),
        }

    def of(self, ring: str) -> Iterator[Attack]:
        return (one for one in self.attacks if ring in one.rings)

    # The rings of the kernel

    def in_a_worker(self, ring: str) -> dict[str, list[str]]:
        with self.zygote(ring) as zygote:
            if ring in ("nothing", "no new privileges"):
                return {"an honest answer": [self.honest(zygote)]}
            tried = self.refused if ring == "another user" else self.of(ring)
            return {one.name: self.through(zygote, one) for one in tried}

    @contextmanager
    def zygote(self, ring: str) -> Iterator[Zygote]:
        starter = self.place.root / "starter"
        starter.write_text(STARTER.format(python=sys.executable, off=OFF[ring]))
        starter.chmod(0o755)
        hidden = (self.place.root / "solutions", self.place.root / "autograder_tests")
        alone = ring == "no capabilities"  # what is closed is closed by its mode
        stays = ring in ("no capabilities", "another user")
        confinement = Confinement(
            secrets=hidden if ring == "mount namespace" else (),
            python=str(starter),
            readable=(*library_paths(), *([str(self.closed)] if alone else [])),
        )
        if stays:
            confinement = replace(confinement, uid=None)
        with Zygote(confinement) as zygote:
            yield zygote

    def through(self, zygote: Zygote, one: Attack) -> list[str]:
        with self.session(zygote, one.text) as session:
            with suppress(SubmissionFault, SandboxError):
                session.call(["work", "double"], [ARGUMENTS["double"]], {})
            return got_through(session.output)

    def honest(self, zygote: Zygote) -> str:
        with self.session(zygote, WORK) as session:
            try:
                return str(session.call(["work", "double"], [21], {}))
            except SandboxError as error:
                return type(error).__name__

    @contextmanager
    def session(self, zygote: Zygote, *texts: str) -> Iterator[Session]:
        names = ("work.py", "other.py")
        with Session(
            zygote, dict(zip(names, texts, strict=False)) | {"tools.py": self.tools}, LIMITS
        ) as session:
            session.begin(5)
            yield session

    # The rings around them

    def in_one_process(self, ring: str) -> dict[str, list[str]]:
        return {one.name: self.naively(one) for one in self.of(ring)}

    def naively(self, one: Attack) -> list[str]:
        folder = self.place.root / "naive"
        put(folder / "work.py", one.text)
        put(folder / "tools.py", self.tools)
        put(folder / "reference.py", f"answer = {self.place.marker!r}\n{WORK}")
        function = one.meets.removeprefix("test_")
        tests = ("test_by_hand", "test_by_numpy") if function == "double" else ("test_by_hand",)
        found = []
        for test in tests:
            script = NAIVE.format(test=test, function=function, argument=ARGUMENTS[function])
            put(folder / "test_naive.py", script)
            passed, output = run_in_a_fork(folder / "test_naive.py", folder)
            found += (["passed"] if passed else []) + got_through(output)
        return found

    def with_numbers_that_can_be_guessed(self) -> dict[str, list[str]]:
        numbers, honest = itertools.count(1), secrets.randbits
        setattr(secrets, "randbits", lambda _bits: next(numbers))  # noqa: B010 - the one that sessions use
        try:
            with Zygote(Confinement()) as zygote:
                return {one.name: self.next_answer(zygote, one) for one in self.of("protocol")}
        finally:
            secrets.randbits = honest

    def next_answer(self, zygote: Zygote, one: Attack) -> list[str]:
        with self.session(zygote, one.text) as session, suppress(SubmissionFault):
            session.call(["work", "double"], [21], {})
            return [str(session.call(["work", "double"], [21], {}))]
        return []

    def without_bounds(self) -> dict[str, list[str]]:
        """Read and decoded to its end then."""

        def unbounded(_: int) -> None: ...

        changed = patch.multiple("grader.sandbox.session", for_answer=unbounded, for_callback=unbounded)
        with changed, Zygote(Confinement()) as zygote:
            return {one.name: self.came_over(zygote, one) for one in self.of("bounds")}

    def came_over(self, zygote: Zygote, one: Attack) -> list[str]:
        with self.session(zygote, one.text) as session, suppress(SubmissionFault):
            return [type(session.call(["work", "double"], [21], {})).__name__]
        return []

    def without_a_deadline(self) -> dict[str, list[str]]:
        """Interrupted from outside: then they were still running."""
        previous = signal.signal(signal.SIGALRM, interrupt)
        try:
            with Zygote(Confinement()) as zygote:
                return {one.name: self.still_running(zygote, one) for one in self.of("deadline")}
        finally:
            signal.signal(signal.SIGALRM, previous)

    def still_running(self, zygote: Zygote, one: Attack) -> list[str]:
        with self.session(zygote, one.text) as session:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            try:
                session.call(["work", "double"], [21], {})
            except SubmissionFault:
                return []
            except Interrupted:
                return ["still running"]
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        return []

    def one_after_the_other(self) -> dict[str, list[str]]:
        first, second = self.of("one worker for each submission")
        return {second.name: self.asked_in_turn(first.text, second.text, "other")}

    def hidden_before_visible(self) -> dict[str, list[str]]:
        (one,) = self.of("order of tests")
        return {one.name: self.asked_in_turn(one.text, "", "work")}

    def asked_in_turn(self, text: str, other: str, module: str) -> list[str]:
        with Zygote(Confinement()) as zygote, self.session(zygote, text, other) as session:
            session.call(["work", "greet"], [self.place.marker], {})
            try:
                session.call([module, "double"], [21], {})
            except SubmissionFault as fault:
                return ["told"] if self.place.marker in repr(fault.observation) else []
        return []


def run_in_a_fork(script: Path, folder: Path) -> tuple[bool, str]:
    """Whether the process says success, and what it printed."""
    with tempfile.TemporaryFile() as output:
        pid = os.fork()
        if pid == 0:
            os.dup2(output.fileno(), 1)
            status = 1
            try:
                sys.argv = [str(script), str(folder)]
                runpy.run_path(str(script))
                status = 0
            except SystemExit as ended:
                status = ended.code if isinstance(ended.code, int) else bool(ended.code)
            finally:
                os._exit(status)
        passed = os.waitpid(pid, 0)[1] == 0
        output.seek(0)
        return passed, output.read().decode()


def got_through(output: str) -> list[str]:
    return [found for found in re.findall(r"^tried: (.*)$", output, re.MULTILINE) if found not in REFUSALS]


def unpacked_by_python(folder: Path) -> dict[str, list[str]]:
    """What comes of some archives where a library unpacks them as they ask."""
    names = {
        "climbing_out_of_a_tar",
        "a_link_and_a_file_behind_it",
        "a_symbolic_link_for_the_work",
        "a_bomb_of_a_tar",
    }
    return {one.name: unpacked(one.build, folder / one.name) for one in ARCHIVES if one.name in names}


def unpacked(build: Callable[[], bytes], folder: Path) -> list[str]:
    folder.mkdir(parents=True)
    with suppress(OSError, tarfile.TarError), tarfile.open(fileobj=BytesIO(build())) as archive:
        archive.extraction_filter = lambda member, _: member  # what Pythons before 3.11.4 did anyway
        archive.extractall(folder)
    outside = list(Path("/tmp").glob(f"{LITTER}*"))
    found = [f"wrote {path}" for path in outside]
    for path in outside:
        path.unlink()
    odd = [path for path in folder.rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir())]
    large = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size > 20 << 20]
    return found + [f"made {path.name}" for path in [*odd, *large]]


class Interrupted(BaseException):
    """From outside."""


def interrupt(*_: object) -> None:
    raise Interrupted


if __name__ == "__main__":
    main()
