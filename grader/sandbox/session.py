"""One submission in its sandbox: questions go in, plain data comes out, and every fault has a name.

The worker is started when it is first needed and replaced when it dies, hangs or breaks the
protocol; a test that meets such an end fails, and the next one finds a fresh worker.
"""

from __future__ import annotations

import builtins
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.errors import (
    ProtocolViolation,
    SandboxError,
    SubmissionDied,
    SubmissionFault,
    SubmissionMissing,
    SubmissionOutOfMemory,
    SubmissionRaised,
    SubmissionTimeout,
)
from grader.model import Frame, Limits
from grader.sandbox.channel import ChannelClosed, ChannelTimeout, Message
from grader.sandbox.codec import Node, ProtocolError, decode, opaque, pack
from grader.sandbox.launcher import Exit, Worker, Zygote
from grader.sandbox.proxy import Handle
from grader.sandbox.worker import OUT_OF_MEMORY
from grader.sandbox.zygote import LOCKDOWN_FAILED

MAX_CALLBACKS = 100_000
MAX_SOURCE_LINE = 200


class Session:
    """Holds one submission's files and, while it lives, its worker."""

    def __init__(
        self,
        zygote: Zygote,
        files: Mapping[str, str],
        limits: Limits,
        *,
        aliases: Sequence[str] = (),
        shims: Sequence[str] = (),
    ) -> None:
        self._zygote = zygote
        self._files = dict(files)
        self._limits = limits
        self._aliases, self._shims = list(aliases), list(shims)
        self._worker: Worker | None = None
        self._generation = 0
        self._requests = itertools.count(1)
        self._callbacks: list[Callable[..., Any]] = []
        self._modules: dict[str, Mapping[str, bool] | SubmissionFault] = {}
        self._outputs: list[str] = []
        self._spent = 0.0
        self._began = self._deadline = time.monotonic()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def begin(self, seconds: float) -> None:
        """Start the clock of a test: all its calls together have `seconds`, as far as the budget goes."""
        self._began = time.monotonic()
        self._deadline = self._began + max(0.0, min(seconds, self._limits.seconds_total - self._spent))

    def end(self) -> None:
        """Stop the clock of a test."""
        self._spent += time.monotonic() - self._began

    def close(self) -> None:
        if self._worker is not None:
            self._discard_worker()

    @property
    def output(self) -> str:
        """What the submission printed so far, capped; from all its workers in turn."""
        current = self._worker.output(self._limits.output_kb << 10) if self._worker else ""
        return "".join([*self._outputs, current])[: self._limits.output_kb << 10]

    # -------------------------------------------------------------- the questions: see proxy.Host

    def names(self, module: str) -> Mapping[str, bool]:
        if f"{module}.py" not in self._files:
            raise SubmissionMissing(module, f"{module}.py")
        known = self._modules.get(module)
        if known is None:
            known = self._modules[module] = self._import(module)
        if isinstance(known, SubmissionFault):
            raise known.with_traceback(None)
        return known

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return self._ask("call", target, list(args), dict(kwargs))

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return self._ask("call_with_args", target, list(args), dict(kwargs))

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> list[Any]:
        results = self._ask("map", target, [list(args) for args in calls], dict(kwargs), pick)
        if type(results) is not list or len(results) != len(calls):
            raise self._violated("not one result for each point", describe(target))
        return results

    def get(self, target: object, name: str) -> Any:
        return self._ask("get", target, name)

    def set(self, target: object, name: str, value: object) -> None:
        self._ask("set", target, name, value)

    # -------------------------------------------------------------- how they are asked

    def _import(self, module: str) -> Mapping[str, bool] | SubmissionFault:
        """A module that fails once fails always: its fault is kept, so that a hang is paid for once."""
        try:
            names = self._ask("names", module)
        except SubmissionFault as fault:
            return fault
        if type(names) is not dict or any(
            type(k) is not str or type(v) is not bool for k, v in names.items()
        ):
            return self._violated("not a list of names", module)
        return names

    def _ask(self, operation: str, target: object, *arguments: object) -> Any:
        subject = describe(target)
        worker = self._running_worker()
        try:
            return self._converse(worker, subject, [operation, target, *arguments])
        except ChannelTimeout:
            self._discard_worker()
            raise SubmissionTimeout(self._limits.seconds_per_test, subject) from None
        except ChannelClosed:
            raise self._ended(self._discard_worker(), subject) from None
        except ProtocolError as error:
            raise self._violated(str(error), subject) from None

    def _converse(self, worker: Worker, subject: str, question: list[Any]) -> Any:
        """Ask, serve the callbacks in between, and return the answer."""
        self._callbacks.clear()
        request = next(self._requests)
        worker.channel.send(pack(request, question, self._export), self._deadline)
        for _ in range(MAX_CALLBACKS):
            kind, *rest = self._answer(worker.channel.receive(self._deadline), request)
            if kind == "ok" and len(rest) == 1:
                return rest[0]
            if kind == "raised" and len(rest) == 1:
                raise self._raised(rest[0], subject)
            if kind != "callback" or len(rest) != 3:
                raise ProtocolError("an answer of no known kind")
            worker.channel.send(pack(request, self._call_back(*rest), self._export), self._deadline)
        raise ProtocolError("more callbacks than any test needs")

    def _answer(self, message: Message, request: int) -> list[Any]:
        if message.request != request:
            raise ProtocolError("an answer to another question")
        answer = decode(message.node, message.buffers, self._resolve)
        if type(answer) is not list or not answer or type(answer[0]) is not str:
            raise ProtocolError("not an answer")
        return answer

    def _call_back(self, number: Any, args: Any, kwargs: Any) -> list[Any]:
        """Run a function of the test's for the submission; what it refuses is raised over there."""
        if type(number) is not int or not 0 <= number < len(self._callbacks):
            raise ProtocolError("a callback that was never given")
        if type(args) is not list or type(kwargs) is not dict:
            raise ProtocolError("a callback without arguments")
        try:
            return [True, self._callbacks[number](*args, **kwargs)]
        except Exception as error:
            return [False, type(error).__name__]

    def _running_worker(self) -> Worker:
        if time.monotonic() >= self._deadline:
            raise SubmissionTimeout(self._limits.seconds_per_test, "the whole submission")
        if self._worker is None:
            self._worker = self._zygote.spawn(self._limits)
            self._generation += 1
            self._ask("load", self._files, self._aliases, self._shims)
        return self._worker

    def _discard_worker(self) -> Exit:
        worker = self._worker
        if worker is None:
            raise SandboxError("the worker is gone already")
        self._worker = None
        try:
            ended = worker.kill()
            self._outputs.append(worker.output(self._limits.output_kb << 10))
        finally:
            worker.close_output()
        return ended

    # -------------------------------------------------------------- references over the wall

    def _export(self, value: object) -> Node:
        if isinstance(value, Handle):
            return {"r": [value.number_for(self._generation), ""]}
        if callable(value):
            self._callbacks.append(value)
            return {"f": len(self._callbacks) - 1}
        return opaque(value)

    def _resolve(self, tag: str, number: int, type_name: str) -> object:
        if tag != "r":
            raise ProtocolError("a function of the test's as an answer")
        return Handle(self, number, type_name, self._generation)

    # -------------------------------------------------------------- faults

    def _violated(self, reason: str, subject: str) -> ProtocolViolation:
        self._discard_worker()
        return ProtocolViolation(reason, subject)

    def _ended(self, ended: Exit, subject: str) -> SubmissionFault:
        if ended.status == LOCKDOWN_FAILED:
            raise SandboxError(f"a worker could not lock itself in: {self._outputs[-1][-500:]}")
        if ended.status == OUT_OF_MEMORY:
            return SubmissionOutOfMemory(self._limits.memory_mb, subject)
        return SubmissionDied(str(ended), subject)

    def _raised(self, record: Any, subject: str) -> SubmissionFault:
        """The fault for an exception record, of which nothing is believed but its form."""
        try:
            bases = tuple(name for name in record["bases"] if is_exception(name))
            message = str(record["message"])[:2000]
            frames = tuple(self._frame(*frame) for frame in record["frames"])
        except (TypeError, KeyError, ValueError, IndexError):
            raise ProtocolError("a malformed exception record") from None
        name = bases[0] if bases else "Exception"
        if "MemoryError" in bases:
            return SubmissionOutOfMemory(self._limits.memory_mb, subject, frames)
        if name == "NotImplementedError":
            return SubmissionMissing(subject)
        return SubmissionRaised(name, message, bases, frames, subject)

    def _frame(self, file: str, line: int, function: str) -> Frame:
        lines = self._files[file].splitlines()
        source = lines[min(line, len(lines)) - 1] if 1 <= line <= len(lines) + 1 and lines else ""
        return Frame(file, int(line), str(function)[:100], source.strip()[:MAX_SOURCE_LINE])


def is_exception(name: Any) -> bool:
    """Whether `name` is that of a builtin exception."""
    found = vars(builtins).get(name) if type(name) is str else None
    return isinstance(found, type) and issubclass(found, BaseException)


def describe(target: object) -> str:
    """The name of what is asked, for messages."""
    if isinstance(target, list):
        return str(target[-1])
    return f"a {target.type_name} object" if isinstance(target, Handle) else str(target)
