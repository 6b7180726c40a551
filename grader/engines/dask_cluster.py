"""A Dask cluster as one run uses it: bytes go out, replies come in, from trusted processes only."""

from __future__ import annotations

import asyncio
import queue
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from grader import __version__, wire
from grader.engines import dask_tasks
from grader.engines.dask_site import Reply
from grader.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWER_SECONDS = 5.0  # for a scheduler to answer
RECOUNT_SECONDS = 5.0  # machines come and go
DESERTED_SECONDS = 60.0  # without any machine, before a run gives up
SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1 GiB"}  # a course may hold data files


def scheduler_address(engine: str) -> str:
    """What Dask calls the scheduler: `tcp://HOST:PORT` for `dask://HOST:PORT`, `tls://` for `dask+tls://`."""
    match = re.fullmatch(r"dask(?:\+(?P<protocol>[a-z]+))?://(?P<place>[^/\s]+:\d+)/?", engine)
    if match is None:
        raise UsageError(
            f"`{engine}` is not an engine",
            advice="An engine is dask://HOST:PORT, the address of a Dask scheduler, or dask+tls://HOST:PORT.",
        )
    return f"{match['protocol'] or 'tcp'}://{match['place']}"


@contextmanager
def joined(address: str, parcel: bytes) -> Iterator[Cluster]:
    """The cluster of a scheduler, which has been handed the course; in the end nothing of the run is left."""
    try:
        import dask
        import distributed  # noqa: F401 - to know that it is there
    except ModuleNotFoundError as error:
        raise UsageError(
            f"grading on many machines needs Dask ({error})",
            advice="Install it: pip install 'numgrader[dask]'",
        ) from error
    with dask.config.set(SETTINGS), _client(address) as client:
        cluster = Cluster(client)
        try:
            cluster.ship(parcel)
            yield cluster
        finally:
            cluster.leave()


class Cluster:
    """Sends submissions to whichever machines there are, and hears of them again."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._run = uuid.uuid4().hex
        self._sent = 0
        self._futures: dict[str, Future[bytes]] = {}
        self._finished: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        self._slots = 0
        self._counted = self._inhabited = time.monotonic()

    def ship(self, parcel: bytes) -> None:
        """Let every machine have the course, now or when it joins."""
        from grader.engines.dask_plugin import CoursePlugin

        self._course = CoursePlugin(self._run, parcel)
        with _plainly():
            self._client.register_plugin(self._course)

    def brief(self, work: bytes) -> str:
        """Let a machine get ready for a `Work` and tell of the suite; gives the reply's name."""
        return self._send(dask_tasks.brief, work)

    def grade(self, work: bytes) -> str:
        """Let a `Work` be graded; gives the reply's name."""
        return self._send(dask_tasks.grade, work)

    def next(self) -> tuple[str, Reply]:
        """The next reply and its name; raises UsageError where there is no machine left to wait for."""
        while True:
            with suppress(queue.Empty):
                future = self._finished.get(timeout=RECOUNT_SECONDS)
                if reply := _reply(future):
                    name = str(future.key)
                    del self._futures[name]
                    return name, reply
                self._finished.put(future)
            self._count()

    def slots(self) -> int:
        """How many submissions the machines have room for at once."""
        if not self._slots or time.monotonic() > self._counted + RECOUNT_SECONDS:
            self._count()
        return self._slots

    def leave(self) -> None:
        """Let no machine go on with the run, whatever has ended it."""
        if self._client.status != "running":
            return  # without a scheduler machines end by themselves
        with suppress(OSError, KeyError):  # of machines that are lost, or never got the course
            self._client.cancel(list(self._futures.values()))
            self._client.run(dask_tasks.leave, self._run, on_error="ignore")
            self._client.unregister_worker_plugin(self._course.name)

    def _send(self, task: Callable[[str, bytes], bytes], work: bytes) -> str:
        name = f"{task.__name__}-{self._run}-{self._sent}"
        self._sent += 1
        future = self._client.submit(task, self._run, work, key=name)
        self._futures[name] = future
        future.add_done_callback(self._finished.put)
        return name

    def _count(self) -> None:
        with _plainly():
            self._slots = sum(self._client.nthreads().values())
        self._counted = time.monotonic()
        if self._slots:
            self._inhabited = self._counted
        elif self._counted > self._inhabited + DESERTED_SECONDS:
            raise UsageError(
                f"no worker has connected for {DESERTED_SECONDS:g} s",
                advice="Start `dask worker` with this address on the machines that are to grade. One that "
                "cannot import grader exits immediately: its output says so.",
            )


def _reply(future: Future[bytes]) -> Reply | None:
    """None where it was lost with its machine when it was done, and is being made again."""
    from distributed import KilledWorker

    with _plainly():
        try:
            return wire.load(Reply, future.result(timeout=RECOUNT_SECONDS))
        except TimeoutError:
            return None
        except KilledWorker as error:
            return Reply(lost="its machine was lost", times=error.allowed_failures + 1)


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in plain words what the cluster's own failures mean."""
    from distributed import CancelledError

    try:
        yield
    except (CancelledError, OSError) as error:
        raise UsageError(
            f"the Dask scheduler is gone ({error})",
            advice="Start it again, and run the same command again to continue.",
        ) from error
    except Exception as error:  # the other end's come without their classes
        if not re.search("deserialization|No module named", str(error)):
            raise
        raise UsageError(
            f"the Dask scheduler or a worker cannot import this grader ({str(error).splitlines()[0]})",
            advice=f"Install numgrader[dask] {__version__} for all of them, and start them again.",
        ) from error


def _client(address: str) -> Client:
    from distributed import Client

    try:
        asyncio.run(_greet(address))
        return Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        raise _unanswered(address, error) from error


async def _greet(address: str) -> None:
    """Raise where no scheduler answers in time: a client would wait for ever for a mute one."""
    from distributed import Security
    from distributed.comm.core import connect

    options = Security().get_connection_args("client")
    async with asyncio.timeout(ANSWER_SECONDS):
        comm = await connect(address, timeout=ANSWER_SECONDS, **options)
    await comm.close()


def _unanswered(address: str, error: Exception) -> UsageError:
    reason = str(error) or f"nothing was heard for {ANSWER_SECONDS:g} s"
    return UsageError(
        f"no Dask scheduler answers ({reason})",
        where=address,
        advice="Start one with `dask scheduler`, and give the address that it prints. For TLS both ends need "
        "certificates in Dask's configuration; docs/scale.md has the recipe.",
    )
