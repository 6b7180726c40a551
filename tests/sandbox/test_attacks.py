"""What hostile code tries, and what comes of it.

Each function in `attacks/*.py` is an attack. Its docstring says how it must end: "refused" (all that it
returns are refusals), "harmless", or by which faults ("timeout or memory"), "within" how many seconds.
"""

from __future__ import annotations

import ast
import os
import platform
import re
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.errors import (
    ProtocolViolation,
    SubmissionDied,
    SubmissionFault,
    SubmissionOutOfMemory,
    SubmissionRaised,
    SubmissionTimeout,
)
from grader.model import Limits
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.session import Session

REFUSALS = {
    "EPERM",
    "EACCES",
    "ENOENT",
    "ENOSYS",
    "ENOTTY",
    "EMFILE",
    "EFBIG",
    "ValueError",
    "no thread",
    "nothing",
}
FAULTS = {
    "protocol": ProtocolViolation,
    "died": SubmissionDied,
    "memory": SubmissionOutOfMemory,
    "raised": SubmissionRaised,
    "timeout": SubmissionTimeout,
}
LIMITS = Limits(memory_mb=256, output_kb=4)
SOURCES = {path.name: path.read_text() for path in sorted(Path(__file__).parent.glob("attacks/*.py"))}
TOOLS = {"tools.py": SOURCES.pop("tools.py"), "fair.py": "def honest(x): return x + 1"}


@dataclass(frozen=True)
class Attack:
    """A function in one of the files, and what its docstring says."""

    file: str
    name: str
    end: str

    @property
    def files(self) -> dict[str, str]:
        return {self.file: SOURCES[self.file], **TOOLS}

    @property
    def target(self) -> list[str]:
        return [self.file.removesuffix(".py"), self.name]

    @property
    def faults(self) -> tuple[type[SubmissionFault], ...]:
        return tuple(fault for word, fault in FAULTS.items() if word in self.end)

    @property
    def seconds(self) -> float:
        limit = re.search(r"within ([0-9.]+) s", self.end)
        return float(limit[1]) if limit else 5.0


def attacks_in(file: str) -> list[Attack]:
    functions = [node for node in ast.parse(SOURCES[file]).body if isinstance(node, ast.FunctionDef)]
    return [Attack(file, function.name, ast.get_docstring(function) or "") for function in functions]


ATTACKS = [attack for file in SOURCES for attack in attacks_in(file)]
NAMED = {attack.name: attack for attack in ATTACKS}
X86_ONLY = {"fork_through_int_0x80", "jump_into_numbers_that_do_not_exist"}


@dataclass(frozen=True)
class Stage:
    """A locked-in zygote, and what hostile code would like to have."""

    zygote: Zygote
    sentinel: str
    places: dict[str, Any]

    @property
    def rings(self) -> tuple[str, ...]:
        return self.zygote.isolation.rings


def reachable_by_another_user() -> bool:
    """Whether user 60001 can run workers here: not where the interpreter lies in a closed home."""
    with Zygote(Confinement()) as zygote:
        return "user 60001" in zygote.isolation.rings


@pytest.fixture(scope="module", params=["another user", "the same user"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    if request.param == "another user" and os.geteuid() != 0:
        pytest.skip("only root can start workers as another user")
    if request.param == "another user" and not reachable_by_another_user():
        pytest.skip("another user cannot reach this interpreter")
    uid = {} if request.param == "another user" else {"uid": None}
    sentinel = f"SENTINEL{secrets.token_hex(16)}"
    with tempfile.TemporaryDirectory() as name:
        places = planted(Path(name), sentinel)
        os.environ["GRADER_SENTINEL"] = sentinel
        with Zygote(Confinement(secrets=(Path(places["folder"]),), **uid)) as zygote:
            yield Stage(zygote, sentinel, places)
        del os.environ["GRADER_SENTINEL"]


def planted(root: Path, sentinel: str) -> dict[str, Any]:
    """Secrets in a folder that is hidden, and in one beside it that no ring but Landlock guards."""
    root.chmod(0o755)
    for folder in ("hidden", "open"):
        (root / folder).mkdir(mode=0o755)
        (root / folder / "reference.py").write_text(f"answer = '{sentinel}'")
    return {
        "secret": str(root / "hidden" / "reference.py"),
        "folder": str(root / "hidden"),
        "neighbour": str(root / "open" / "reference.py"),
        "open folder": str(root / "open"),
        "grader": os.getpid(),
        "source": sys.modules["grader"].__file__,
        "olleh": "SENTINEL"[::-1],
    }


def outcome(session: Session, attack: Attack, places: dict[str, Any]) -> object:
    session.begin(attack.seconds)
    try:
        return session.call(attack.target, [places], {})
    except SubmissionFault as fault:
        return fault


def refused(got: object) -> bool:
    answers = got if isinstance(got, list) else [got]
    return bool(answers) and all(answer in REFUSALS for answer in answers)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_stopped(stage: Stage, attack: Attack, descendants: Callable[[], set[int]]) -> None:
    if attack.name in X86_ONLY and platform.machine() != "x86_64":
        pytest.skip("an attack on x86_64")
    before = descendants()
    with Session(stage.zygote, attack.files, LIMITS) as session:
        got = outcome(session, attack, stage.places)
        assert ends_as_it_must(attack, got), repr(got)
        session.begin(5)
        assert session.call(["fair", "honest"], [20], {}) == 21
        assert stage.sentinel not in repr(getattr(got, "observation", got)) + session.output
    assert "SURVIVED" not in session.output
    assert descendants() == before
    for place in ("secret", "neighbour"):  # neither changed, nor hidden from the grader itself
        assert Path(stage.places[place]).read_text() == f"answer = '{stage.sentinel}'"


def ends_as_it_must(attack: Attack, got: object) -> bool:
    if attack.faults:
        return isinstance(got, attack.faults)
    return refused(got) if attack.end == "refused" else not isinstance(got, SubmissionFault)


def test_every_attack_says_how_it_must_end() -> None:
    assert len(NAMED) == len(ATTACKS) > 80
    assert [a.name for a in ATTACKS if not a.faults and a.end not in ("refused", "harmless")] == []


@pytest.mark.parametrize(
    "name",
    [
        "read_a_secret",
        "read_a_neighbours_submission",
        "read_etc_passwd",
        "read_through_proc_self_root",
        "read_the_parents_environment",
        "list_the_neighbours",
        "list_folders",
        "memfd_bomb",
        "socket_pairs",
        "grow_a_pipe",
    ],
)
def test_without_the_wall_the_same_attack_gets_through(stage: Stage, name: str) -> None:
    with Zygote(Confinement("none")) as open_house, Session(open_house, NAMED[name].files, LIMITS) as session:
        got = outcome(session, NAMED[name], stage.places)
    assert "through" in str(got)


def test_the_search_for_secrets_finds_one_that_is_there(stage: Stage) -> None:
    search = NAMED["walk_through_all_objects_frames_and_variables"]
    with Session(stage.zygote, search.files, LIMITS) as session:
        got = outcome(session, search, stage.places | {"planted": stage.sentinel})
    assert stage.sentinel in str(got)


def test_the_size_of_a_secret_is_hidden_where_the_machine_can(stage: Stage) -> None:
    if "mount namespace" not in stage.rings:
        pytest.skip("this machine permits no mount namespace: sizes and dates can be seen")
    source = (
        "import os\nfrom tools import tried\ndef look(path): return tried(os.stat, path), os.access(path, 0)"
    )
    with Session(stage.zygote, {"work.py": source, **TOOLS}, LIMITS) as session:
        session.begin(5)
        seen, there = session.call(["work", "look"], [stage.places["secret"]], {})
        assert seen in REFUSALS
        assert not there
        seen, there = session.call(["work", "look"], [stage.places["neighbour"]], {})
        assert "st_size" in seen  # what is not hidden can be seen
        assert there


def test_a_value_that_lies_about_itself_is_what_it_is(stage: Stage) -> None:
    source = """
import numpy as np
class Same:
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.ones(3)
    def __reduce__(self): return print, ('unpickled',)
    def __float__(self): return 1.0
    __hash__ = None
class Float(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __hash__ = None
class Array(np.ndarray):
    def __sub__(self, other): return 0.0
    def __array_function__(self, *a): return True
class Posing:
    __class__ = property(lambda self: float)
    def __float__(self): return 2.0
def same(): return Same()
def number(): return Float(5)
def array(): return np.ones(2).view(Array)
def posing(): return Posing()
"""
    with Session(stage.zygote, {"work.py": source}, LIMITS) as session:
        session.begin(5)
        values = [session.call(["work", name], [], {}) for name in ("same", "number", "array", "posing")]
        assert [type(value).__name__ for value in values] == ["Handle", "float", "ndarray", "float"]
        assert values[0] != 1
        assert values[1] != 1


@pytest.mark.parametrize("guess", ["number", "number + 1"])
def test_an_answer_sent_before_its_question_is_a_violation(stage: Stage, guess: str) -> None:
    source = f"""
import os, time
from grader.sandbox.codec import pack
from tools import request
def attack():
    number, worker = request()
    # More than is read at once: what comes behind it stays where it is, for the next question.
    os.write(3, b"".join(pack(number, ["ok", "x" * 100_000])) + b"".join(pack({guess}, ["ok", 42])))
    time.sleep(9)
def f(): return 1
"""
    with Session(stage.zygote, {"work.py": source, **TOOLS}, LIMITS) as session:
        session.begin(5)
        assert session.call(["work", "attack"], [], {}) == "x" * 100_000
        with pytest.raises(ProtocolViolation):
            session.call(["work", "f"], [], {})
        assert session.call(["work", "f"], [], {}) == 1


def test_a_worker_is_nobody_else(stage: Stage) -> None:
    source = """
import os
def who(): return os.getresuid(), os.getresgid(), os.getgroups(), os.getsid(0) == os.getpid()
"""
    with Session(stage.zygote, {"work.py": source}, LIMITS) as session:
        session.begin(5)
        uids, gids, groups, leads = session.call(["work", "who"], [], {})
    assert leads
    if "user 60001" in stage.rings:
        assert (uids, gids, groups) == ((60001,) * 3, (60001,) * 3, [])
    else:
        assert (uids, gids) == (os.getresuid(), os.getresgid())


def test_a_worker_survives_its_zygotes_neighbours(stage: Stage) -> None:
    """Two submissions at a time: the one cannot stop or see the other."""
    source = """
import os
from tools import content, tried
def pid(): return os.getpid()
def strike(other): return [tried(os.kill, other, 9), tried(content, f"/proc/{other}/mem")]
"""
    files = {"work.py": source, **TOOLS}
    with Session(stage.zygote, files, LIMITS) as one, Session(stage.zygote, files, LIMITS) as other:
        one.begin(5)
        other.begin(5)
        pid = other.call(["work", "pid"], [], {})
        assert refused(one.call(["work", "strike"], [pid], {}))
        assert other.call(["work", "pid"], [], {}) == pid
