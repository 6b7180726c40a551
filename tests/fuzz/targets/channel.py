"""What a worker writes: a message or a ProtocolError, in bounded time and memory. Values cross unchanged."""

from __future__ import annotations

import json
import math
import pickle
import socket
import struct
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.sandbox.channel import Channel, ChannelClosed
from grader.sandbox.codec import MAX_BODY, MAX_HEADER, PREFIX, Node, Opaque, ProtocolError, decode, pack
from grader.sandbox.launcher import within
from tests.fuzz.memory import bounded_memory
from tests.waiting import LIMIT

TOKENS = (
    b'{"a":[0,"<f8",[2,2]]} | {"g":[0,"<f8"]} | {"b":0} | {"t":[ | {"s":[ | {"d":[[ | {"z":[ | '
    b'{"i":"0x1"} | {"c":[1,2]} | {"o":"x"} | null | "\\ud800" | 1e999 | NaN | ]} | '
    b'\x00\x00\x00\x00\x00\x00\x00\x00 | "|b1" | "<U1" | "|S4" | "<c16" | [0,268435456] | \xff\xff\xff\xff'
).split(b" | ")
TRAP = b"".join(pack(1, b"no pickle"))

MOST = 32 << 10  # fits in a socket's buffer, so that nobody has to read while it is written
MOST_MEMORY = MAX_BODY + 4 * MAX_HEADER
CUT = ("nested too deep", "dict with", "set with", "huge int")  # what the encoder says of what is too much


def seeds() -> Iterator[bytes]:
    values: list[object] = [
        None,
        ["ok", [1, -1.5, True, "text", b"bytes", 1 << 70, 2j, (1, 2), {3}, frozenset({4}), {"k": None}]],
        ["ok", [np.arange(6.0).reshape(2, 3), np.float32(1), np.array([True]), np.array(["ab", "c"])]],
        ["ok", (np.zeros((3, 0, 2)), np.array(5), np.ones(2, ">i4"), np.array([1 + 2j]), np.array([b"x"]))],
        ["raised", {"bases": ["ValueError"], "message": "no", "frames": [("work.py", 1, "f")]}],
        ["ok", {"f": True, (1, "x"): [object()], "nested": [[[[[{"deep": ()}]]]]]}],
    ]
    yield from (b"".join(pack(1, value)) for value in values)
    for node in (
        {"a": [0, "<f8", [0, 5]]},
        {"g": [0, "<U1"]},
        [{"a": [0, "|u1", [8]]}] * 3,
        {"t": [{"r": [1, "x"]}]},
    ):
        header = json.dumps(node).encode()
        yield PREFIX.pack(len(header), 1, 1) + struct.pack("<Q", 8) + header + bytes(16)


def careless(_node: Node, buffers: list[Any]) -> Any:
    return pickle.loads(buffers[0])


def check(data: bytes, subject: Callable[[Node, list[Any]], Any] = decode) -> None:
    with bounded_memory(MOST_MEMORY):
        try:
            value = _received(data[:MOST], subject)
        except (ProtocolError, ChannelClosed):
            value = None
    _check_sizes(value)
    _check_round_trip(value)


def _received(raw: bytes, subject: Callable[[Node, list[Any]], Any]) -> Any:
    ours, peer = socket.socketpair()
    with ours, peer:
        peer.sendall(raw)
        peer.close()
        message = Channel(ours.fileno(), blocking=False).receive(within(LIMIT))
        return subject(message.node, message.buffers)


def _check_sizes(value: Any) -> None:
    """No array makes whoever sums over it allocate more than a message may hold."""
    if isinstance(value, np.ndarray):
        size = math.prod(max(length, 1) for length in value.shape) * value.itemsize
        assert size <= MAX_BODY, f"an array of shape {value.shape} and dtype {value.dtype}"
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            _check_sizes(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_sizes((key, item))


def _opaque(stranger: Any) -> Node:
    return {"o": stranger.type_name}


def _check_round_trip(value: Any) -> None:
    raw = b"".join(pack(1, value, _opaque))
    if len(raw) <= MOST:
        back = _received(raw, decode)
        assert _same(value, back), f"{value!r} comes back as {back!r}"


def _same(sent: Any, got: Any) -> bool:
    if isinstance(got, Opaque):
        return repr(sent) == repr(got) or got.type_name.startswith(CUT)
    return type(sent) is type(got) and _same_content(sent, got)


def _same_content(sent: Any, got: Any) -> bool:
    match sent:
        case list() | tuple():
            return len(sent) == len(got) and all(map(_same, sent, got))
        case dict():
            return _same(list(sent.items()), list(got.items()))
        case set() | frozenset():
            return sorted(map(repr, sent)) == sorted(map(repr, got))
        case np.ndarray() | np.generic():
            return (sent.dtype, sent.shape, sent.tobytes()) == (got.dtype, got.shape, got.tobytes())
    return repr(sent) == repr(got)
