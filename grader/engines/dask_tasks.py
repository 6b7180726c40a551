"""What Dask calls by name on each machine: `brief`, `grade` and `leave`, with bytes for arguments."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grader import wire
from grader.engines.dask_site import Reply, Site
from grader.engines.pipe import RemoteError
from grader.errors import UsageError
from grader.grading import Work

IDLE = 60.0  # seconds without work after which a run is given up here: its parent may have been killed
SHUTDOWN_SECONDS = 10.0  # seconds for those at work to notice that the run has ended


def hold(run: str, parcel: bytes) -> None:
    """Keep a run's parcel until there is work."""
    _runs.hold(run, parcel)


def brief(run: str, work: bytes) -> bytes:
    """Collect the suite, to grade a `Work` next; gives a `Reply`. Both are JSON."""
    return _told(run, work, Site.brief)


def grade(run: str, work: bytes) -> bytes:
    """Grade a `Work`; gives a `Reply`. Both are JSON."""
    return _told(run, work, Site.grade)


async def leave(run: str) -> None:
    """Give up what the run still does here; afterwards nothing of it is left, and nothing starts."""
    await asyncio.to_thread(_runs.leave, run)


def _told(run: str, work: bytes, ask: Callable[[Site, Work], Reply]) -> bytes:
    from distributed import get_worker

    try:
        with _runs.visit(run, Path(get_worker().local_directory)) as site:
            return wire.dump(ask(site, wire.load(Work, work)))
    except UsageError as error:
        return wire.dump(Reply(trouble=RemoteError.of(error)))


@dataclass
class _Stay:
    """A run on this machine, and how many pieces of work are in hand."""

    site: Site
    visitors: int = 0
    timer: threading.Timer | None = None


@dataclass
class _Runs:
    """The runs that this process works for: all parcels, and the sites of those that have work."""

    parcels: dict[str, bytes] = field(default_factory=dict)
    stays: dict[str, _Stay] = field(default_factory=dict)
    change: threading.Condition = field(default_factory=threading.Condition)

    def hold(self, run: str, parcel: bytes) -> None:
        with self.change:
            self.parcels[run] = parcel

    @contextmanager
    def visit(self, run: str, scratch: Path) -> Iterator[Site]:
        stay = self._enter(run, scratch)
        try:
            yield stay.site
        finally:
            self._go(run, stay)

    def leave(self, run: str) -> None:
        with self.change:
            self.parcels.pop(run, None)
            stay = self.stays.pop(run, None)
            if stay is None:
                return
            stay.site.interrupt()
            self.change.wait_for(lambda: not stay.visitors, SHUTDOWN_SECONDS)
        stay.site.close()

    def _enter(self, run: str, scratch: Path) -> _Stay:
        with self.change:
            if run not in self.parcels:
                raise UsageError("the run has ended")
            if run not in self.stays:
                self.stays[run] = _Stay(Site(self.parcels[run], scratch))
            stay = self.stays[run]
            stay.visitors += 1
            if stay.timer:
                stay.timer.cancel()
            return stay

    def _go(self, run: str, stay: _Stay) -> None:
        with self.change:
            stay.visitors -= 1
            self.change.notify_all()
            if not stay.visitors:
                stay.timer = threading.Timer(IDLE, self._give_up, (run, stay))
                stay.timer.daemon = True
                stay.timer.start()

    def _give_up(self, run: str, stay: _Stay) -> None:
        with self.change:
            if stay.visitors or self.stays.get(run) is not stay:
                return
            del self.stays[run]
        stay.site.close()


_runs = _Runs()
