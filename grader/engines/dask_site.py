"""One run on one of many machines: the course's files, and an examiner for each submission at a time.

Examiners are processes of their own, which know nothing of Dask; what students wrote runs in a sandbox
below them.
"""

from __future__ import annotations

import selectors
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader import grading
from grader.engines.dask_parcel import rebased, unpack
from grader.engines.pipe import Heartbeat, Noun, RemoteError
from grader.engines.process import Attempt, Examiner
from grader.errors import UsageError
from grader.grading import SuiteInfo, Work
from grader.model import Grade


@dataclass(frozen=True, slots=True)
class Reply:
    """What was asked for, trouble that ends the run, or how examiners were lost over it, so many times."""

    briefing: SuiteInfo | None = None
    grade: Grade | None = None
    trouble: RemoteError | None = None
    lost: str = ""
    times: int = 2


class Site:
    """The course's files in a closed folder below `scratch`, and the examiners that work with them."""

    def __init__(self, parcel: bytes, scratch: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="course-", dir=scratch))  # mode 0700
        try:
            terms = unpack(parcel, self._folder)
            refuse_other_versions(terms.versions)
        except BaseException:
            shutil.rmtree(self._folder)
            raise
        self._theirs = str(terms.job.course.root)
        self._job = rebased(terms.job, self._folder)
        self._command = (sys.executable, *terms.command[1:])
        self._patience = terms.patience
        self._free: list[Examiner] = []
        self._open, self._ended = socket.socketpair()  # closing one end wakes all who listen to the other

    def brief(self, work: Work) -> Reply:
        """What the suite holds, from an examiner that is ready for the work when this is told."""
        return self._reply(self._prepare, work)

    def grade(self, work: Work) -> Reply:
        return self._reply(self._examine, work)

    def interrupt(self) -> None:
        """Let all who wait for an examiner give up."""
        self._open.close()

    def close(self) -> None:
        """End the examiners that wait for work, and remove the files."""
        for examiner in self._free:
            examiner.kill()
        self._open.close()
        self._ended.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _reply(self, attempt: Callable[[Work], Noun | str], work: Work) -> Reply:
        """Where an examiner is lost another one tries."""
        heard = attempt(work)
        if isinstance(heard, str):
            heard = attempt(work)
        match heard:
            case SuiteInfo():
                return Reply(briefing=heard)
            case Grade():
                return Reply(grade=heard)
            case RemoteError():
                return Reply(trouble=self._as_the_parent_knows_it(heard))
            case _:
                return Reply(lost=str(heard))

    def _prepare(self, work: Work) -> Noun | str:
        """An examiner's first word, or how it was lost."""
        examiner = Examiner(self._command, self._job, Attempt(work), self._patience)
        heard = self._hear(examiner)
        if isinstance(heard, SuiteInfo):
            self._free.append(examiner)
        return heard

    def _examine(self, work: Work) -> Noun | str:
        """The word of an examiner on the work, or how it was lost over it."""
        try:
            examiner = self._free.pop()
        except IndexError:
            heard = self._prepare(work)
            return self._examine(work) if isinstance(heard, SuiteInfo) else heard
        examiner.give(Attempt(work))
        heard = self._hear(examiner)
        if isinstance(heard, Grade):
            self._free.append(examiner)
        return heard

    def _hear(self, examiner: Examiner) -> Noun | str:
        """Its next message; it is ended where that is its last."""
        noun: Noun | None = Heartbeat()
        while isinstance(noun, Heartbeat):
            try:
                speaks = self._wait(examiner)
            except UsageError:
                examiner.kill()
                raise
            noun = examiner.receive() if speaks else None
        if isinstance(noun, SuiteInfo | Grade):
            return noun
        ending = examiner.kill()
        if not speaks:
            ending = f"did not answer within {self._patience:g} s and was stopped"
        return noun or f"the examiner {ending}"

    def _wait(self, examiner: Examiner) -> bool:
        """Whether it says something before its deadline; raises where the run ends meanwhile."""
        with selectors.DefaultSelector() as selector:
            selector.register(examiner, selectors.EVENT_READ)
            selector.register(self._ended, selectors.EVENT_READ)
            events = selector.select(max(0.0, examiner.deadline - time.monotonic()))
        if any(key.fileobj is self._ended for key, _ in events):
            raise UsageError("the run has ended")
        return bool(events)

    def _as_the_parent_knows_it(self, trouble: RemoteError) -> RemoteError:
        """With the course's own paths; where no file is to blame this machine is."""

        def known(text: str) -> str:
            return text.replace(str(self._folder), self._theirs)

        where = known(trouble.where) if trouble.where else socket.gethostname()
        return RemoteError(trouble.kind, known(trouble.what), where, trouble.advice and known(trouble.advice))


def refuse_other_versions(wanted: Mapping[str, str]) -> None:
    """Raise where this machine would not grade as the run's parent would."""
    own = grading.versions()
    other = [f"{name} {own.get(name)} instead of {it}" for name, it in wanted.items() if own.get(name) != it]
    if other:
        raise UsageError(
            f"this machine has {', '.join(other)}, so that its grades are not yours",
            where=socket.gethostname(),
            advice="Install the same versions everywhere, from one lock file or in one container image.",
        )
