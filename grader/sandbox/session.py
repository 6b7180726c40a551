"""One submission in its sandbox: questions go in, plain data comes out, and every fault has a name.

The worker is started when it is first needed and replaced when it dies, hangs or breaks the
protocol; a test that meets such an end fails, and the next one finds a fresh worker.
"""

from __future__ import annotations

import builtins
import contextlib
import secrets
import signal
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
    SubmissionTooLarge,
)
from grader.messages import places
from grader.model import Limits
from grader.observations import Frame, details
from grader.sandbox.bounds import for_answer, for_callback
from grader.sandbox.channel import ChannelClosed, ChannelTimeout, Left, Message
from grader.sandbox.clock import Clock, Spent
from grader.sandbox.codec import INT64, Node, ProtocolError, TooLarge, decode, one_line, opaque, pack
from grader.sandbox.launcher import Exit, WorkerProcess, Zygote, within
from grader.sandbox.lines import is_count
from grader.sandbox.proxy import AN_OBJECT, Handle
from grader.sandbox.worker import MAX_FRAMES, MAX_MESSAGE, OUT_OF_MEMORY

MAX_CALLBACKS = 100_000
MAX_SOURCE_LINE = 200
LOAD_SECONDS = 600.0  # none of the submission runs yet: only a machine that hangs takes so long
LAST_BREATH = 2.0  # between a closed connection and the end of its worker, on a busy machine too
MAX_BASES = 50
WHOLE = "the whole submission"


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
        on_tick: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_tick` is called a few times a second while an answer is awaited."""
        self._zygote = zygote
        self._files = dict(files)
        self._limits = limits
        self._aliases, self._shims = list(aliases), list(shims)
        self._worker: WorkerProcess | None = None
        self._generation = 0
        self._in_callback = False
        self._killed = False  # whether a worker was, and not by us
        self._callbacks: list[Callable[..., Any]] = []
        self._constants: dict[str, dict[str, Any]] = {}
        self._modules: dict[str, Mapping[str, bool] | SubmissionFault] = {}
        self._outputs: list[str] = []
        self.cpu_seconds = 0.0  # of the workers that have ended
        self._clock = Clock(limits.seconds_total, on_tick)
        self._left: Left = self._clock.left  # how long an answer may still take

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
        self._clock.close()

    def begin(self, seconds: float, *, alone: bool = False) -> None:
        """Start the clock of a test: all its calls together have `seconds`, as far as the budget goes.

        `alone`: in a fresh worker, and outside of the budget.
        """
        if alone:
            self.close()
            self._modules.clear()
        self._clock.begin(seconds, alone=alone)

    def end(self) -> Spent:
        """Stop the clock of a test, and say how its time went."""
        return self._clock.end()

    def close(self) -> None:
        """End the worker; a later question starts another."""
        if self._worker is not None:
            with contextlib.suppress(SandboxError):  # a zygote that died has ended its workers
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
            self._running_worker()  # with no time left this raises, and the module is not to blame
            early = self._clock.so_far() < self._clock.allowed / 2
            known = self._import(module)
            if early or not isinstance(known, SubmissionTimeout):  # else what ran before it took the time
                self._modules[module] = known
        if isinstance(known, SubmissionFault):
            raise known.with_traceback(None)
        return known

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return self._ask("call", target, list(args), dict(kwargs))

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return self._ask("call_with_args", target, list(args), dict(kwargs))

    def counted(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, int]:
        answer = self._ask("counted", target, list(args), dict(kwargs))
        if type(answer) is not tuple or len(answer) != 2 or not is_count(answer[1]):
            raise self._violated("not a result and a number of lines", describe(target))
        return answer

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> list[Any]:
        results = self._ask("map", target, [list(args) for args in calls], dict(kwargs), pick)
        if type(results) is not list or len(results) != len(calls):
            raise self._violated("not one result for each point", describe(target))
        return results

    def get(self, target: object, name: str) -> Any:
        """An attribute; the constants of a module come all at once, and hold until the next question."""
        if not isinstance(target, str):
            return self._ask("get", target, name)
        if target not in self._constants:
            constants = self._ask("constants", target)
            if type(constants) is not dict:
                raise self._violated("not a table of constants", target)
            self._constants = {target: constants}
        known = self._constants[target]
        return known[name] if name in known else self._ask("get", target, name)

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
        self._refuse_reentry(target)
        self._constants = {}  # what is asked now may change them
        return self._asked(self._running_worker(), describe(target), [operation, target, *arguments])

    def _refuse_reentry(self, target: object) -> None:
        """While a function of the test's runs for the submission, the submission waits and cannot answer."""
        if not self._in_callback:
            return
        if isinstance(target, Handle):  # the submission handed it to the function
            raise TypeError(f"{target!r} cannot be used inside of a function that the submission calls")
        raise SandboxError(
            "a function that a test passes to the submission asks the submission again",
            where=describe(target),
            advice="Ask before, and pass the function plain values; or let it use the reference.",
        )

    def _asked(self, worker: WorkerProcess, subject: str, question: list[Any]) -> Any:
        """The answer; whatever ends a conversation in its middle ends the worker too."""
        request = secrets.randbits(32)  # not to be guessed, so that no answer can be sent before its question
        message = self._packed(request, question)
        try:
            kind, content = self._converse(worker, request, message)
            if kind == "ok":
                return content
            fault = self._raised(content, subject)
            if isinstance(fault, SubmissionOutOfMemory):
                self._discard_worker()  # what it still holds would be missing in the next test
        except ChannelTimeout:
            raise self._overdue(self._discard_worker(), subject) from None
        except ChannelClosed:
            by_itself = worker.has_ended(LAST_BREATH)
            raise self._ended(self._discard_worker(), subject, by_itself=by_itself) from None
        except TooLarge as large:
            self._discard_worker()
            raise SubmissionTooLarge(large.unit, large.found, large.most, subject) from None
        except ProtocolError as error:
            raise self._violated(str(error), subject) from None
        except BaseException:
            self._discard_worker()
            raise
        raise fault

    def _packed(self, request: int, message: list[Any]) -> list[Any]:
        try:
            return pack(request, message, self._export)
        except TooLarge as error:
            raise SandboxError(f"what a test passes to the submission: {error}") from None

    def _reply(self, request: int, answer: list[Any]) -> list[Any]:
        """What a function of the test's gave: too large an answer is the doing of whoever asked for it."""
        try:
            return pack(request, answer, self._export)
        except TooLarge:
            return pack(request, [False, "ValueError"])

    def _converse(self, worker: WorkerProcess, request: int, question: list[Any]) -> tuple[str, Any]:
        """Ask, serve the callbacks in between, and return the answer: "ok" or "raised", and with what."""
        asked, left = sum(map(len, question)), self._left
        self._clock.resume()
        worker.channel.send(question, left)
        for _ in range(MAX_CALLBACKS):
            message = worker.channel.receive(left, for_answer(asked))
            self._clock.pause()
            kind, *rest = self._answer(message, request, asked)
            if kind in ("ok", "raised") and len(rest) == 1:
                return kind, rest[0]
            if kind == "large" and len(rest) == 1:
                raise _refused(rest[0])
            if kind != "callback" or len(rest) != 3:
                raise ProtocolError("an answer of no known kind")
            reply = self._reply(request, self._call_back(*rest))
            self._clock.resume()
            worker.channel.send(reply, left)
        raise ProtocolError("more callbacks than any test needs")

    def _answer(self, message: Message, request: int, asked: int) -> list[Any]:
        if message.request != request:
            raise ProtocolError("an answer to another question")
        bounds = for_callback(asked) if _is_callback(message.node) else for_answer(asked)
        answer = decode(message.node, message.buffers, self._resolve, bounds)
        if type(answer) is not list or not answer or type(answer[0]) is not str:
            raise ProtocolError("not an answer")
        return answer

    def _call_back(self, number: Any, args: Any, kwargs: Any) -> list[Any]:
        """Run a function of the test's for the submission; what it refuses is raised over there."""
        if type(number) is not int or not 0 <= number < len(self._callbacks):
            raise ProtocolError("a callback that was never given")
        if type(args) is not list or type(kwargs) is not dict:
            raise ProtocolError("a callback without arguments")
        self._in_callback = True
        try:
            return [True, self._callbacks[number](*args, **kwargs)]
        except SandboxError:
            raise
        except Exception as error:
            return [False, type(error).__name__]
        finally:
            self._in_callback = False

    def _running_worker(self) -> WorkerProcess:
        if self._clock.is_over:
            raise self._late("the test")
        self._callbacks.clear()
        return self._worker or self._new_worker()

    def _new_worker(self) -> WorkerProcess:
        """None of the submission's code runs yet: the time that this takes is ours, not the test's."""
        self._worker = worker = self._zygote.spawn(self._limits)
        self._generation += 1
        self._left = within(LOAD_SECONDS)
        try:
            self._load(worker)
        finally:
            self._left = self._clock.left
        self._clock.watch(worker.pid)
        return worker

    def _load(self, worker: WorkerProcess) -> None:
        """Hand over the files: a worker that fails here is our failure."""
        files = {name: text.encode("utf-8", "surrogatepass") for name, text in self._files.items()}
        try:
            self._asked(worker, WHOLE, ["load", files, self._aliases, self._shims])
        except SubmissionFault as fault:
            said = ", ".join(str(detail) for detail in details(fault.observation).values())
            raise SandboxError(
                f"a worker did not come up ({said}): {self._outputs[-1][-500:] if self._outputs else ''}"
            ) from None

    def _discard_worker(self) -> Exit:
        worker = self._worker
        if worker is None:
            raise SandboxError("the worker is gone already")
        self._worker = None
        self._clock.pause()
        try:
            ended = worker.kill()
            self._clock.forget(ended.cpu_seconds)
            self.cpu_seconds += ended.cpu_seconds
            self._outputs.append(worker.output(self._limits.output_kb << 10))
        finally:
            worker.close_output()
        return ended

    # -------------------------------------------------------------- references over the wall

    def _export(self, value: object) -> Node:
        if isinstance(value, Handle):
            return {"r": [value.number_for(self, self._generation), ""]}
        if callable(value):
            self._callbacks.append(value)
            return {"f": len(self._callbacks) - 1}
        return opaque(value)

    def _resolve(self, tag: str, number: int, type_name: str) -> object:
        if tag != "r":
            raise ProtocolError("a function of the test's as an answer")
        return Handle(self, number, type_name, self._generation)

    # -------------------------------------------------------------- faults

    def _overdue(self, ended: Exit, subject: str) -> SubmissionTimeout | SandboxError:
        """Whose doing it is that no answer came."""
        if self._clock.machine_failed:
            return SandboxError(f"the machine gave a worker {ended.cpu_seconds:.1f} s, and no more came")
        return self._late(subject)

    def _late(self, subject: str) -> SubmissionTimeout:
        if self._clock.limited_by_budget:
            return SubmissionTimeout(self._limits.seconds_total, WHOLE)
        return SubmissionTimeout(self._clock.allowed, subject)

    def _violated(self, reason: str, subject: str) -> ProtocolViolation:
        self._discard_worker()
        return ProtocolViolation(reason, subject)

    def _ended(self, ended: Exit, subject: str, *, by_itself: bool) -> SubmissionFault | SandboxError:
        """Whose doing the end of a worker was.

        A SIGKILL that we did not send may be that of a machine out of memory: the first one in a session
        is our failure, so that the test is tried once more. Code that kills itself does so again.
        """
        if ended.status == OUT_OF_MEMORY:
            return SubmissionOutOfMemory(self._limits.memory_mb, subject)
        if ended.status == -signal.SIGKILL and by_itself and not self._killed:
            self._killed = True
            return SandboxError("someone else killed a worker")
        if ended.status == -signal.SIGKILL:
            return SubmissionDied("it closed its connection, or was killed", subject)
        return SubmissionDied(str(ended), subject)

    def _raised(self, record: Any, subject: str) -> SubmissionFault:
        """The fault for an exception record, of which nothing is believed but its form."""
        try:
            bases, message, frames = record["bases"], record["message"], record["frames"]
        except (TypeError, LookupError):
            raise ProtocolError("an exception without a record") from None
        if type(bases) is not list or type(message) is not str or type(frames) is not list:
            raise ProtocolError("a malformed exception record")
        known = tuple(name for name in bases[:MAX_BASES] if is_exception(name))
        own = tuple(found for frame in frames[-MAX_FRAMES:] if (found := self._frame(frame)))
        name = known[0] if known else "Exception"
        if "MemoryError" in known:
            return SubmissionOutOfMemory(self._limits.memory_mb, subject, own)
        if name == "NotImplementedError":
            return SubmissionMissing(subject)
        return SubmissionRaised(name, message[:MAX_MESSAGE], known, own, subject)

    def _frame(self, frame: Any) -> Frame | None:
        """A line of code that is in the submission: `compile` lets code claim any file and any line."""
        if type(frame) is not tuple or [type(part) for part in frame] != [str, int, str]:
            raise ProtocolError("a malformed frame")
        file, line, function = frame
        cell = None
        lines = self._files.get(file, "").split("\n")  # as Python counts them
        source = lines[line - 1].strip() if 1 <= line <= len(lines) else ""
        if not source or source.startswith("#"):
            return None
        if place := places.find(lines, line):
            file, line, cell = place.file, place.line, place.cell
        return Frame(file, line, one_line(function), source[:MAX_SOURCE_LINE], cell)


def _is_callback(node: Node) -> bool:
    return type(node) is list and node[:1] == ["callback"]


def _refused(record: Any) -> TooLarge:
    """What the worker itself did not send, because it is no message; nothing is believed but the form."""
    if type(record) is not list or len(record) != 3 or record[0] not in ("bytes", "values", "arrays"):
        raise ProtocolError("a malformed record of sizes")
    unit, found, most = record
    if any(type(size) is not int or size not in INT64 for size in (found, most)):
        raise ProtocolError("a malformed record of sizes")
    return TooLarge(unit, found, most)


def is_exception(name: Any) -> bool:
    """Whether `name` is that of a builtin exception."""
    found = vars(builtins).get(name) if type(name) is str else None
    return isinstance(found, type) and issubclass(found, BaseException)


def describe(target: object) -> str:
    """The name of what is asked, for messages."""
    if isinstance(target, list):
        return str(target[-1])
    return AN_OBJECT if isinstance(target, Handle) else str(target)
