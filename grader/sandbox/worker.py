"""The worker's side of the wall: holds one submission and answers questions about it.

Untrusted from the moment when the first line of the submission runs: nothing here may be relied
on by the other side. A question is `[operation, ...]`, an answer `["ok", value]`, `["raised", record]`,
`["large", [unit, found, most]]` or, in the middle of a call, `["callback", number, args, kwargs]`.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import itertools
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from grader.sandbox.channel import Channel
from grader.sandbox.codec import Node, TooLarge, decode, pack
from grader.sandbox.lines import count_lines
from grader.sandbox.modules import TextImporter

PACKAGE = "submission"
OUT_OF_MEMORY = 86  # exit status of a worker that has no memory left to say so
MAX_MESSAGE = 2000
PLAIN = (type(None), bool, int, float, str)
MAX_FRAMES = 20


class CallbackError(Exception):
    """A function of the test's refused what it was given."""


class Output(io.TextIOWrapper):
    """Standard output and error: line by line, until there is no more room."""

    def __init__(self, fd: int, limit: int) -> None:
        self._file = CappedFile(fd, limit)
        super().__init__(io.BufferedWriter(self._file), "utf-8", "replace", line_buffering=True)

    def settle(self) -> None:
        self.flush()
        if self._file.left == 0 and self.line_buffering:
            self.reconfigure(line_buffering=False)  # what is swallowed need not be passed on line by line


class CappedFile(io.RawIOBase):
    """Keeps the first `limit` bytes that are written, and swallows the rest without a word."""

    def __init__(self, fd: int, limit: int) -> None:
        self._fd = fd
        self.left = limit

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fd

    def write(self, data: Any) -> int:
        kept = bytes(data[: self.left])
        if kept:
            self.left -= len(kept)
            with contextlib.suppress(OSError):  # what cannot be kept costs nobody a point
                os.write(self._fd, kept)
        return len(data)


class Worker:
    """Serves one submission over a channel until the channel closes."""

    def __init__(self, channel: Channel, output: Output) -> None:
        self._channel = channel
        self._output = output
        self._importer = TextImporter(PACKAGE, {})
        self._objects: dict[int, object] = {}
        self._numbers = itertools.count(1)
        self._request = 0
        self._operations: dict[str, Callable[..., object]] = {
            "load": self.load,
            "names": self.names,
            "constants": self.constants,
            "call": self.call,
            "call_with_args": self.call_with_args,
            "counted": self.counted,
            "map": self.map,
            "get": self.get,
            "set": self.set,
        }

    def serve(self) -> None:
        while True:
            message = self._channel.receive()
            self._request = message.request
            try:
                operation, *arguments = decode(message.node, message.buffers, self._resolve)
                answer = pack(message.request, ["ok", self._operations[operation](*arguments)], self._export)
            except TooLarge as error:
                answer = pack(self._request, ["large", [error.unit, error.found, error.most]])
            except BaseException as error:
                answer = self._failure(error)
            with contextlib.suppress(Exception):  # the submission may have closed it
                self._output.settle()
            self._channel.send(answer)

    # -------------------------------------------------------------- operations

    def load(self, files: Mapping[str, bytes], aliases: list[str], shims: list[str]) -> None:
        texts = {name: raw.decode("utf-8", "surrogatepass") for name, raw in files.items()}
        self._importer = TextImporter(PACKAGE, texts, bare=True, aliases=aliases, shims=shims)
        self._importer.install()

    def names(self, module: str) -> dict[str, bool]:
        """Imports `module`; its public names, and whether each can be called."""
        values = vars(self._importer.load(module))
        return {name: callable(value) for name, value in values.items() if not name.startswith("_")}

    def constants(self, module: str) -> dict[str, object]:
        """The plain values among the public names of `module`, as they are now."""
        values = vars(self._importer.load(module))
        return {name: value for name, value in values.items() if name[0] != "_" and is_small(value)}

    def call(self, target: object, args: list[Any], kwargs: dict[str, Any]) -> object:
        return self._function(target)(*args, **kwargs)

    def call_with_args(self, target: object, args: list[Any], kwargs: dict[str, Any]) -> object:
        """The result, and the arguments as they are after the call."""
        return self._function(target)(*args, **kwargs), tuple(args)

    def counted(self, target: object, args: list[Any], kwargs: dict[str, Any]) -> tuple[object, int]:
        """The result, and how many lines of the submission's files were executed for it."""
        function = self._function(target)
        return count_lines(self._importer.filenames, lambda: function(*args, **kwargs))

    def map(self, target: object, calls: list[Any], kwargs: dict[str, Any], pick: int | None) -> list[Any]:
        """The function at many points; of each result item `pick` alone, when that is a number."""
        function = self._function(target)
        results = (function(*args, **kwargs) for args in calls)
        return list(results) if pick is None else [result[pick] for result in results]

    def get(self, target: object, name: str) -> object:
        return getattr(self._holder(target), name)

    def set(self, target: object, name: str, value: object) -> None:
        setattr(self._holder(target), name, value)

    def _function(self, target: object) -> Callable[..., Any]:
        if isinstance(target, list):
            module, name = target
            target = getattr(self._importer.load(module), name)
        return target  # type: ignore[return-value]  # not callable: the call says so

    def _holder(self, target: object) -> object:
        return self._importer.load(target) if isinstance(target, str) else target

    # -------------------------------------------------------------- references

    def _export(self, value: object) -> Node:
        """Objects stay here; the other side gets a number for each."""
        number = next(self._numbers)
        self._objects[number] = value
        return {"r": [number, type(value).__name__]}

    def _resolve(self, tag: str, number: int, _type_name: str) -> object:
        return self._objects[number] if tag == "r" else self._callback(number)

    def _callback(self, number: int) -> FunctionType:
        def call_back(*args: object, **kwargs: object) -> object:
            question = pack(self._request, ["callback", number, list(args), kwargs], self._export)
            self._channel.send(question)
            message = self._channel.receive()
            succeeded, value = decode(message.node, message.buffers, self._resolve)
            if not succeeded:
                raise CallbackError(value)
            return value

        return call_back  # type: ignore[return-value]

    # -------------------------------------------------------------- failures

    def _failure(self, error: BaseException) -> list[bytes]:
        try:
            return pack(self._request, ["raised", self._record(error)])
        except BaseException:
            # Too little memory left even for the answer; an exception class out to deceive ends here too.
            os._exit(OUT_OF_MEMORY if isinstance(error, MemoryError) else 1)

    def _record(self, error: BaseException) -> dict[str, object]:
        bases = [base.__name__ for base in type(error).__mro__ if vars(builtins).get(base.__name__) is base]
        return {"bases": bases, "message": _message(error), "frames": self._frames(error)}

    def _frames(self, error: BaseException) -> list[tuple[str, int, str]]:
        files = self._importer.filenames
        frames = [
            (frame.f_code.co_filename, line, frame.f_code.co_name)
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_code.co_filename in files
        ]
        if isinstance(error, SyntaxError) and error.filename in files:
            frames.append((error.filename, error.lineno or 1, "<module>"))
        return frames[-MAX_FRAMES:]


def is_small(value: object) -> bool:
    """Whether `value` may travel along with others that were asked for."""
    return type(value) in PLAIN and (type(value) is not str or len(value) <= MAX_MESSAGE)


def _message(error: BaseException) -> str:
    try:
        return str(error)[:MAX_MESSAGE]
    except BaseException:
        return ""


def redirect_output(fd: int, limit: int) -> Output:
    """Python's own streams to `fd`, capped and in order; standard input is empty."""
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False))
    output = Output(fd, limit)
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = output  # type: ignore[misc]
    return output
