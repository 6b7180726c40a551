from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.sandbox.channel import FIRST_READ, Channel, ChannelClosed, ChannelTimeout, Left
from grader.sandbox.codec import MAX_BODY, MAX_HEADER, PREFIX, ProtocolError, decode, pack
from grader.sandbox.launcher import within
from tests.waiting import LIMIT, rest, until


class Ends(NamedTuple):
    """A channel, and the raw socket of a peer that may send anything."""

    channel: Channel
    peer: socket.socket


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, peer = socket.socketpair()
    with ours, peer:
        yield Ends(Channel(ours.fileno(), blocking=False), peer)


def soon(seconds: float = LIMIT) -> Left:
    return within(seconds)


def test_a_message_arrives_as_it_was_sent(ends: Ends) -> None:
    other = Channel(ends.peer.fileno(), blocking=True)
    other.send(pack(9, ["ok", 1.5]))
    message = ends.channel.receive(soon())
    assert (message.request, decode(message.node, message.buffers)) == (9, ["ok", 1.5])


@pytest.mark.parametrize("size", [0, 1, 1000, FIRST_READ - 100, FIRST_READ, FIRST_READ + 1, 3_000_000])
def test_an_array_of_any_size_arrives_from_a_peer_that_waits(ends: Ends, size: int) -> None:
    sent = np.arange(size, dtype=np.uint8)
    sender = threading.Thread(
        target=Channel(ends.peer.fileno(), blocking=True).send, args=(pack(1, [sent, "x" * size]),)
    )
    sender.start()
    message = ends.channel.receive(soon())
    sender.join()
    array, text = decode(message.node, message.buffers)
    np.testing.assert_array_equal(array, sent)
    assert len(text) == size


def test_a_closed_peer_is_an_event(ends: Ends) -> None:
    ends.peer.close()
    with pytest.raises(ChannelClosed):
        ends.channel.receive(soon())
    with pytest.raises(ChannelClosed):
        ends.channel.send([b"x"], soon())


def test_a_peer_that_closes_in_the_middle_is_an_event(ends: Ends) -> None:
    ends.peer.send(PREFIX.pack(100, 0, 1) + b"[")
    ends.peer.close()
    with pytest.raises(ChannelClosed):
        ends.channel.receive(soon())


def test_a_silent_peer_runs_into_the_deadline(ends: Ends) -> None:
    with pytest.raises(ChannelTimeout):
        ends.channel.receive(soon(0.05))


def test_a_deadline_in_the_past_is_over_at_once(ends: Ends) -> None:
    with pytest.raises(ChannelTimeout):
        ends.channel.receive(soon(-1))


def test_a_peer_that_does_not_read_runs_into_the_deadline(ends: Ends) -> None:
    with pytest.raises(ChannelTimeout):
        ends.channel.send([bytes(10 << 20)], soon(0.05))


def test_the_deadline_is_absolute_for_a_peer_that_drips(ends: Ends) -> None:
    stop = threading.Event()

    def drip() -> None:
        ends.peer.send(PREFIX.pack(100, 0, 1))
        until(stop.is_set, pause=drop)

    def drop() -> None:
        ends.peer.send(b" ")
        rest()

    dripping = threading.Thread(target=drip)
    dripping.start()
    left = soon(0.15)
    with pytest.raises(ChannelTimeout):
        ends.channel.receive(left)
    assert left() <= 0
    stop.set()
    dripping.join()


def test_bytes_behind_a_message_are_a_violation(ends: Ends) -> None:
    ends.peer.send(b"".join(pack(1, "answer")) + b"x")
    with pytest.raises(ProtocolError, match="behind"):
        ends.channel.receive(soon())


@pytest.mark.parametrize(
    "raw",
    [
        PREFIX.pack(MAX_HEADER + 1, 0, 1),
        PREFIX.pack(0xFFFFFFFF, 0xFFFF, 1),
        PREFIX.pack(2, 1, 1) + struct.pack("<Q", 1 << 62) + b"[]",
        PREFIX.pack(2, 1, 1) + struct.pack("<Q", MAX_BODY + 1) + b"[]",
        PREFIX.pack(5, 0, 1) + b"[1,2,",
        b"\xff" * 1000,
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_a_hostile_message_is_a_violation(ends: Ends, raw: bytes) -> None:
    ends.peer.send(raw)
    with pytest.raises(ProtocolError):
        ends.channel.receive(soon())


def test_an_announced_length_takes_no_memory_before_its_bytes_come(ends: Ends) -> None:
    before = resident()
    ends.peer.send(PREFIX.pack(2, 1, 1) + struct.pack("<Q", MAX_BODY) + b"[]")
    with pytest.raises(ChannelTimeout):
        ends.channel.receive(soon(0.05))
    assert resident() - before < 20 << 20


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@given(raw=st.binary(max_size=300))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_bytes_are_a_message_a_violation_or_an_end(raw: bytes) -> None:
    ours, peer = socket.socketpair()
    with ours, peer:
        peer.send(raw)
        peer.close()
        with suppress(ProtocolError, ChannelClosed):
            message = Channel(ours.fileno(), blocking=False).receive(soon(1))
            decode(message.node, message.buffers)
