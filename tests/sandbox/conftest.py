from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from grader.model import Limits
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.lockdown import libc
from grader.sandbox.proxy import Module
from grader.sandbox.session import Session

PR_SET_CHILD_SUBREAPER = 36


class Desk(NamedTuple):
    """A session, and its module `work.py` as a test would hold it."""

    session: Session
    work: Any


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote(Confinement()) as zygote:
        yield zygote


@pytest.fixture
def submit(zygote: Zygote) -> Iterator[Callable[..., Desk]]:
    """Opens a session on the text of `work.py`, or on several files, and starts a test's clock."""
    with ExitStack() as stack:

        def open_session(
            files: str | Mapping[str, str],
            *,
            seconds: float = 10.0,
            shims: tuple[str, ...] = (),
            **limits: Any,
        ) -> Desk:
            texts = {"work.py": files} if isinstance(files, str) else files
            session = stack.enter_context(Session(zygote, texts, Limits(**limits), shims=shims))
            session.begin(seconds)
            return Desk(session, Module(session, "work"))

        yield open_session


@pytest.fixture(scope="module")
def descendants() -> Iterator[Callable[[], set[int]]]:
    """The processes below this one. Orphans come to it too, so that nothing gets away unseen."""
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
    yield lambda: below(os.getpid())
    libc.prctl(PR_SET_CHILD_SUBREAPER, 0)


def below(root: int) -> set[int]:
    parents = dict(filter(None, map(parent_of, Path("/proc").glob("[0-9]*/stat"))))
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}


def parent_of(stat: Path) -> tuple[int, int] | None:
    try:
        after_the_name = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return None  # it ended while we looked
    return int(stat.parent.name), int(after_the_name[1])


@pytest.fixture
def run_alone() -> Callable[..., str]:
    """Runs a script in a process of its own, which may lock itself in, and returns what it printed."""

    def run(script: str, *arguments: object) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run
