"""The workbench of a test run: whose code the fixtures show, and from what the tests draw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from grader.model import Assignment, digest
from grader.sandbox.proxy import Host, Modules
from grader.suite.local import LocalHost, sources

if TYPE_CHECKING:
    import numpy as np
    import pytest


class Clock(Protocol):
    """A host that measures each test's time; see `sandbox.session.Session`."""

    def begin(self, seconds: float) -> None: ...

    def end(self) -> None: ...


class Bench:
    """What `student`, `reference` and `rng` stand for at the moment."""

    def __init__(self, secret: bytes) -> None:
        self.student = Modules()
        self.reference = Modules()
        self.secret = secret
        self._seeds: dict[tuple[str, str], int] = {}

    def seat(self, student: Host, reference: Host) -> None:
        """From here on the fixtures show these two."""
        self.student.host = student
        self.reference.host = reference

    @contextmanager
    def timed(self, seconds: float) -> Iterator[None]:
        """Give one test its time, where the student's host keeps a clock."""
        host = self.student.host
        if not hasattr(host, "begin"):
            yield
            return
        clock: Clock = host  # type: ignore[assignment]
        clock.begin(seconds)
        try:
            yield
        finally:
            clock.end()

    def rng(self, assignment: str, test: str) -> np.random.Generator:
        """Fresh to students, the same for all of them: seeded by the course's secret and the test."""
        import numpy as np

        if (assignment, test) not in self._seeds:
            name = digest([self.secret.decode("latin-1"), assignment, test])
            self._seeds[assignment, test] = int(name[:32], 16)
        return np.random.Generator(np.random.PCG64(self._seeds[assignment, test]))


def reference_host(assignment: Assignment) -> LocalHost:
    """The assignment's reference, in this process, under a package name of its own."""
    files = reference_files(assignment)
    return LocalHost(f"reference_{assignment.id}", files, aliases=assignment.packages, shims=assignment.shims)


def reference_files(assignment: Assignment) -> dict[str, str]:
    """The reference as if a student had handed it in."""
    return sources(assignment.solutions, assignment.files)


def test_id(item: pytest.Item, root: Path) -> str:
    """`public/test_softmax.py::test_init`: the test's path below the suite, and its name."""
    _, *names = item.nodeid.split("::")
    return "::".join([item.path.relative_to(root).as_posix(), *names])
