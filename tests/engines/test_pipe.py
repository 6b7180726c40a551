from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.engines.pipe import Pipe, RemoteError
from grader.errors import IsolationUnavailable, SuiteError, UsageError
from grader.grading import Job, SuiteInfo, Work
from grader.model import Isolation, Submission, TestSpec


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


Ends = tuple[socket.socket, socket.socket]


def test_every_noun_arrives_as_it_was_sent(
    ends: Ends, job: Job, submission: Callable[..., Submission]
) -> None:
    briefing = SuiteInfo(
        (TestSpec("a", "A title.", "double", 1.5),), Isolation("kernel", ("seccomp",)), {"a": "why"}
    )
    nouns: list[Any] = [
        job,
        Work(submission("Zoë\n\x00", "print('ü')\n\n")),
        briefing,
        RemoteError("SuiteError", "w", None, "a"),
    ]
    for noun in nouns:
        Pipe(ends[0]).send(noun)
    assert [Pipe(ends[1]).receive() for _ in nouns] == nouns


@pytest.mark.parametrize("sent", [b"", b"\x00\x00", b"\x00\x00\x00\x09Trou"])
def test_a_closed_end_is_told_even_in_the_middle_of_a_noun(ends: Ends, sent: bytes) -> None:
    ends[0].sendall(sent)
    ends[0].close()
    assert Pipe(ends[1]).receive() is None


@pytest.mark.parametrize(
    "body", [b"Virus\n{}", b"RemoteError\n{}", b"RemoteError\n[", b"no line break", b"\xff\n{}"]
)
def test_what_is_no_noun_is_refused(ends: Ends, body: bytes) -> None:
    ends[0].sendall(len(body).to_bytes(4) + body)
    with pytest.raises(ValueError, match=r"unknown kind|validation error|Field required|Invalid JSON"):
        Pipe(ends[1]).receive()


@pytest.mark.parametrize("kind", [UsageError, SuiteError, IsolationUnavailable])
def test_an_error_travels_whole(kind: type[UsageError]) -> None:
    error = RemoteError.of(kind("what", where="where", advice="advice")).error()
    assert type(error) is kind
    assert (error.what, error.where, error.advice) == ("what", "where", "advice")
