"""Nouns over a socket: a length, the kind's name, its JSON. Both ends are ours."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

from grader import wire
from grader.errors import GradebookError, IsolationUnavailable, SuiteError, UsageError
from grader.grading import Job, SuiteInfo, Work
from grader.model import Grade

_LENGTH = struct.Struct("!I")


@dataclass(frozen=True, slots=True)
class RemoteError:
    """A UsageError on its way from an examiner to the parent."""

    kind: str
    what: str
    where: str | None
    advice: str | None

    @classmethod
    def of(cls, error: UsageError) -> RemoteError:
        return cls(type(error).__name__, error.what, error.where, error.advice)

    def error(self) -> UsageError:
        """The error again, of the same class where that class has no fields of its own."""
        return _ERRORS.get(self.kind, UsageError)(self.what, where=self.where, advice=self.advice)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """An examiner still works on what it was given."""


Noun = Job | Work | SuiteInfo | Grade | RemoteError | Heartbeat

_KINDS: dict[str, type[Noun]] = {
    kind.__name__: kind for kind in (Job, Work, SuiteInfo, Grade, RemoteError, Heartbeat)
}
_ERRORS = {kind.__name__: kind for kind in (SuiteError, IsolationUnavailable, GradebookError)}


class Pipe:
    """One end of a conversation."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def send(self, noun: Noun) -> None:
        body = type(noun).__name__.encode() + b"\n" + wire.dump(noun)
        self._socket.sendall(_LENGTH.pack(len(body)) + body)

    def receive(self) -> Noun | None:
        """The next noun; None when the other end has closed, even in the middle of one."""
        header = self._read(_LENGTH.size)
        body = self._read(*_LENGTH.unpack(header)) if header else None
        return _parse(body) if body else None

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()

    def _read(self, size: int) -> bytes | None:
        buffer = bytearray(size)
        view, filled = memoryview(buffer), 0
        while filled < size:
            count = self._socket.recv_into(view[filled:])
            if not count:
                return None
            filled += count
        return bytes(buffer)


def _parse(body: bytes) -> Noun:
    name, _, raw = body.partition(b"\n")
    kind = _KINDS.get(name.decode("ascii", "replace"))
    if kind is None:
        raise ValueError(f"unknown kind of message {name[:40]!r}")
    return wire.load(kind, raw)
