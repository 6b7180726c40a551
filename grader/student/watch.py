"""Which files were saved, found by asking for their times now and then: that works everywhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.model import Assignment

SECONDS = 0.3
Stamp = tuple[int, int]
Stamps = dict[Path, Stamp]


def saves(
    assignment: Assignment, wait: Callable[[], None] = lambda: time.sleep(SECONDS)
) -> Iterator[set[str]]:
    """Each time something is saved, counted from this call on: the names of the files, once they are at rest.

    A test that changed counts by its own name, which is no file of a task's.
    """
    return _saves(_stamps(assignment), assignment, wait)


def _saves(before: Stamps, assignment: Assignment, wait: Callable[[], None]) -> Iterator[set[str]]:
    while True:
        wait()
        now = _stamps(assignment)
        if now == before:
            continue
        while (later := _after(wait, assignment)) != now:
            now = later
        yield {path.name for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        before = now


def _after(wait: Callable[[], None], assignment: Assignment) -> Stamps:
    wait()
    return _stamps(assignment)


def _stamps(assignment: Assignment) -> Stamps:
    paths = [assignment.handout / name for name in assignment.files]
    paths += assignment.handout.glob("*.ipynb")
    paths += assignment.suite.glob("*.py")
    return {path: stamp for path in paths if (stamp := _stamp(path))}


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None  # some editors save by putting another file in its place
    return status.st_mtime_ns, status.st_size
