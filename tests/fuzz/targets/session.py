"""What a worker answers: a value, or a SubmissionFault that can be sent on; never an error of ours."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from grader import wire
from grader.errors import SubmissionFault
from grader.model import Limits
from grader.sandbox.channel import Channel, Left
from grader.sandbox.codec import PREFIX, pack
from grader.sandbox.launcher import Exit
from grader.sandbox.session import Session

TOKENS = (
    b'["ok", | ["raised", | ["callback", | {"r":[0,"x"]} | {"f":0} | {"d":[["f",true]]} | ]] | '
    b'{"d":[["bases",["ValueError"]],["message",""],["frames",[]]]} | {"t":["work.py",1,"f"]} | '
    b'"\\ud800" | "MemoryError" | "NotImplementedError" | null | -1 | [] | {}'
).split(b" | ")
MOST = 16 << 10
SECONDS = 0.02  # a worker that says half an answer is waited for
SEPARATOR = b"\n--\n"  # between one answer and the next
FILES = {"work.py": "def f(x):\n    return x\n"}


def seeds() -> Iterator[bytes]:
    names = ["ok", {"f": True, "c": False}]
    record = {"bases": ["ValueError", "Exception"], "message": "no", "frames": [("work.py", 2, "f")]}
    conversations: list[list[object]] = [
        [names, ["ok", 1.5], ["ok", [1, 2]], ["ok", {"c": 3}], ["ok", 4]],
        [names, ["raised", record], ["raised", record | {"bases": ["MemoryError"]}], ["ok", {}], names],
        [names, ["callback", 0, [1], {}], ["ok", 2], ["callback", 9, [], {}]],
        [["raised", record | {"frames": [("gone.py", 0, "x"), ("work.py", 99, "y")]}]],
    ]
    for answers in conversations:
        yield SEPARATOR.join(b"".join(pack(0, answer)) for answer in answers)


TRAP = next(seeds())


def careless(_session: Session) -> None:
    raise KeyError("names")


def questions(session: Session) -> None:
    """What a hidden test does with a submission."""
    session.begin(SECONDS)
    for ask in (
        lambda: session.names("work"),
        lambda: session.call(["work", "f"], [len], {}),
        lambda: session.map(["work", "f"], [[1], [2]], {}, None),
        lambda: session.get("work", "c"),
        lambda: session.call_with_args(["work", "f"], [1], {}),
        lambda: session.counted(["work", "f"], [1], {}),
    ):
        try:
            ask()
        except SubmissionFault as fault:
            wire.dump(fault.observation)
            str(fault)
    session.end()


def check(data: bytes, subject: Callable[[Session], None] = questions) -> None:
    zygote = _Zygote(data[:MOST].split(SEPARATOR))
    launcher: Any = zygote  # does what a session asks of one
    try:
        with Session(launcher, FILES, Limits(), aliases=(), shims=()) as session:
            subject(session)
            wire.dump([session.output])
    finally:
        zygote.close()


class _Zygote:
    """Its workers give the answers of one list in turn, and end when there are no more."""

    def __init__(self, answers: Sequence[bytes]) -> None:
        self.answers = [b"".join(pack(0, ["ok", None])), *answers]  # the first is to being loaded
        self._workers: list[_Worker] = []

    def spawn(self, _limits: Limits) -> _Worker:
        if self._workers:
            self.answers.insert(0, b"".join(pack(0, ["ok", None])))
        self._workers.append(_Worker(self.answers))
        return self._workers[-1]

    def close(self) -> None:
        for worker in self._workers:
            worker.peer.close()


class _Worker:
    def __init__(self, answers: list[bytes]) -> None:
        self.pid = os.getpid()  # some process that the clock can look at
        self._ours, self.peer = socket.socketpair()
        self.channel = _Scripted(self._ours.fileno(), self.peer, answers)

    def has_ended(self, _seconds: float) -> bool:
        return True

    def kill(self) -> Exit:
        self._ours.close()
        return Exit(0, 0.0)

    def output(self, _limit: int) -> str:
        return ""

    def close_output(self) -> None:
        pass


class _Scripted(Channel):
    """Answers each question at once, as if it knew its number."""

    def __init__(self, fd: int, peer: socket.socket, answers: list[bytes]) -> None:
        super().__init__(fd, blocking=False)
        self._peer, self._answers = peer, answers

    def send(self, parts: Sequence[Any], _left: Left | None = None) -> None:
        if not self._answers:
            self._peer.close()
            return
        *_, request = PREFIX.unpack_from(parts[0])
        answer = bytearray(self._answers.pop(0).ljust(PREFIX.size, b"\0"))
        PREFIX.pack_into(answer, 0, *PREFIX.unpack_from(answer)[:2], request)
        self._peer.sendall(answer)
