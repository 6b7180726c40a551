"""The workbench of a test run: whose code the fixtures show, and from what the tests draw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model import Assignment, digest
from grader.runner.local import LocalBackend, sources
from grader.sandbox.proxy import Backend, Modules

if TYPE_CHECKING:
    import numpy as np
    import pytest


class TestContext:
    """What `student`, `reference` and `rng` are at the moment."""

    __test__ = False  # pytest must not take this class for a test

    def __init__(self, secret: bytes) -> None:
        self.student = Modules()
        self.reference = Modules()
        self.secret = secret
        self._draw = 0
        self._seeds: dict[tuple[str, str, int], int] = {}

    def bind(self, student: Backend, reference: Backend) -> None:
        """From here on the fixtures show these two."""
        self.student.host = student
        self.reference.host = reference

    @property
    def bound(self) -> Backend:
        """Whose code the tests run on."""
        if self.student.host is None:
            raise RuntimeError("no submission is bound")
        return self.student.host

    def rng(self, assignment: str, test: str) -> np.random.Generator:
        """Fresh to students, the same for all of them: seeded by the course's secret and the test."""
        import numpy as np

        key = (assignment, test, self._draw)
        if key not in self._seeds:
            draw = [str(self._draw)] if self._draw else []
            name = digest([self.secret.decode("latin-1"), assignment, test, *draw])
            self._seeds[key] = int(name[:32], 16)
        return np.random.Generator(np.random.PCG64(self._seeds[key]))

    @contextmanager
    def drawing(self, draw: int) -> Iterator[None]:
        """Let `rng` give other numbers: the first draw is 0, and each number is a draw of its own."""
        self._draw, before = draw, self._draw
        try:
            yield
        finally:
            self._draw = before


def reference_host(assignment: Assignment) -> LocalBackend:
    """The assignment's reference, in this process, under a package name of its own."""
    files = reference_files(assignment)
    return LocalBackend(
        f"reference_{assignment.id}", files, aliases=assignment.packages, shims=assignment.shims
    )


def reference_files(assignment: Assignment) -> dict[str, str]:
    """The reference as if a student had handed it in."""
    return sources(assignment.solutions, assignment.files)


def test_id(item: pytest.Item, root: Path) -> str:
    """`public/test_softmax.py::test_init`: the test's path below the suite, and its name."""
    _, *names = item.nodeid.split("::")
    return "::".join([item.path.relative_to(root).as_posix(), *names])
