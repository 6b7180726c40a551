"""How the course comes to every worker of a cluster, also to those that join later."""

from __future__ import annotations

from distributed import Worker, WorkerPlugin

from grader.engines import dask_tasks


class CoursePlugin(WorkerPlugin):
    """A run's parcel, which the scheduler gives to each worker once.

    As the result of a task, workers would fetch it from each other: from one that dies meanwhile, others
    were seen to wait for ever.
    """

    def __init__(self, run: str, parcel: bytes) -> None:
        self.name = f"grader-{run}"
        self._run = run
        self._parcel = parcel

    def setup(self, worker: Worker) -> None:  # noqa: ARG002 - Dask's signature
        dask_tasks.hold(self._run, self._parcel)

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        await dask_tasks.leave(self._run)
