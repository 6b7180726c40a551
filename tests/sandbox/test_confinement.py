"""Who a worker is, and what it may know of others; what hostile code tries is in tests/attacks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.model import Limits
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.session import Session

LIMITS = Limits(memory_mb=256, output_kb=4)
SOURCE = """
import os

def who(): return os.getresuid(), os.getresgid(), os.getgroups(), os.getsid(0) == os.getpid()
def pid(): return os.getpid()
def strike(other): return [tried(os.kill, other, 9), tried(open, f"/proc/{other}/mem")]
def look(path): return tried(os.stat, path), os.access(path, 0)

def tried(action, *arguments):
    try:
        action(*arguments)
    except OSError as error:
        return type(error).__name__
    return "through"
"""
REFUSED = {"PermissionError", "FileNotFoundError", "ProcessLookupError"}


def reachable_by_another_user() -> bool:
    """Whether user 60001 can run workers here: not where the interpreter lies in a closed home."""
    with Zygote(Confinement()) as zygote:
        return "user 60001" in zygote.isolation.rings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is hidden, and one beside it that is not."""
    root = tmp_path_factory.mktemp("course")
    for name in ("hidden", "open"):
        (root / name).mkdir()
        (root / name / "reference.py").write_text("answer = 42")
    return root


@pytest.fixture(scope="module", params=["another user", "the same user"])
def zygote(request: pytest.FixtureRequest, folder: Path) -> Iterator[Zygote]:
    if request.param == "another user" and os.geteuid() != 0:
        pytest.skip("only root can start workers as another user")
    if request.param == "another user" and not reachable_by_another_user():
        pytest.skip("another user cannot reach this interpreter")
    uid: dict[str, Any] = {} if request.param == "another user" else {"uid": None}
    with Zygote(Confinement(secrets=(folder / "hidden",), **uid)) as zygote:
        yield zygote


@pytest.fixture
def session(zygote: Zygote) -> Iterator[Session]:
    with Session(zygote, {"work.py": SOURCE}, LIMITS) as session:
        session.begin(5)
        yield session


def test_a_worker_is_nobody_else(zygote: Zygote, session: Session) -> None:
    uids, gids, groups, leads = session.call(["work", "who"], [], {})
    assert leads
    if "user 60001" in zygote.isolation.rings:
        assert (uids, gids, groups) == ((60001,) * 3, (60001,) * 3, [])
    else:
        assert (uids, gids) == (os.getresuid(), os.getresgid())


def test_of_two_submissions_at_a_time_the_one_cannot_stop_or_see_the_other(
    zygote: Zygote, session: Session
) -> None:
    with Session(zygote, {"work.py": SOURCE}, LIMITS) as other:
        other.begin(5)
        pid = other.call(["work", "pid"], [], {})
        assert set(session.call(["work", "strike"], [pid], {})) <= REFUSED
        assert other.call(["work", "pid"], [], {}) == pid


def test_the_size_of_a_secret_is_hidden_where_the_machine_can(
    zygote: Zygote, session: Session, folder: Path
) -> None:
    if "mount namespace" not in zygote.isolation.rings:
        pytest.skip("this machine permits no mount namespace: sizes and dates can be seen")
    seen, there = session.call(["work", "look"], [str(folder / "hidden" / "reference.py")], {})
    assert seen in REFUSED
    assert not there
    assert (folder / "hidden" / "reference.py").read_text() == "answer = 42"  # not from the grader itself


def test_what_is_not_hidden_can_be_seen(folder: Path) -> None:
    with (
        Zygote(Confinement("none")) as open_house,
        Session(open_house, {"work.py": SOURCE}, LIMITS) as session,
    ):
        session.begin(5)
        assert session.call(["work", "look"], [str(folder / "hidden" / "reference.py")], {}) == (
            "through",
            True,
        )
