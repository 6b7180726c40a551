"""Framed messages over a stream socket, each with an absolute deadline.

Only read, write and poll are used, so the worker's system call filter can refuse every socket call.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.sandbox.codec import PREFIX, Node, ProtocolError, Sizes, padded, split

FIRST_READ = 1 << 16  # a small message is one poll and one read


class ChannelClosed(Exception):
    """The other side is gone."""


class ChannelTimeout(Exception):
    """The deadline passed."""


class Message(NamedTuple):
    """A message as it arrived: nothing in it has been decoded yet."""

    request: int
    node: Node
    buffers: list[Any]


class Channel:
    """One end. With a deadline it never blocks beyond it; without one it waits for ever."""

    def __init__(self, fd: int, *, blocking: bool) -> None:
        self.fd = fd
        os.set_blocking(fd, blocking)
        self._blocking = blocking
        self._poll = select.poll()
        # One for all messages: a new one each time is a dozen pages that the kernel clears each time.
        self._head = bytearray(FIRST_READ)

    def send(self, parts: Sequence[Any], deadline: float | None = None) -> None:
        """Write every part; `deadline` is in seconds of `time.monotonic`."""
        for part in parts:
            view = memoryview(part).cast("B")
            while view:
                try:
                    view = view[os.write(self.fd, view) :]
                except BlockingIOError:
                    self._wait(select.POLLOUT, deadline)
                except (BrokenPipeError, ConnectionResetError):
                    raise ChannelClosed from None

    def receive(self, deadline: float | None = None) -> Message:
        """The next message. Bytes behind it are a violation: each question has one answer."""
        head = memoryview(self._head)
        have = self._fill(head, 0, PREFIX.size, deadline)
        sizes = Sizes(head)
        if sizes.body_start > len(head):
            head = memoryview(bytearray(head) + bytes(sizes.body_start - len(head)))
        have = self._fill(head, have, sizes.body_start, deadline)
        lengths = sizes.lengths(head)
        total = sum(map(padded, lengths))
        early = have - sizes.body_start
        if early > total:
            raise ProtocolError("bytes behind the message")
        body = np.empty(total, np.uint8).data  # aligned, and ours alone
        body[:early] = head[sizes.body_start : have]
        self._fill(body, early, total, deadline)
        return Message(sizes.request, sizes.node(head), split(body, lengths))

    def close(self) -> None:
        os.close(self.fd)

    def _fill(self, view: memoryview, have: int, need: int, deadline: float | None) -> int:
        """Read until `need` bytes are there; what the kernel gives beyond them is taken too."""
        while have < need:
            if not self._blocking:
                self._wait(select.POLLIN, deadline)
            try:
                count = os.readv(self.fd, [view[have:]])
            except BlockingIOError:
                continue
            except ConnectionResetError:
                raise ChannelClosed from None
            if count == 0:
                raise ChannelClosed
            have += count
        return have

    def _wait(self, event: int, deadline: float | None) -> None:
        left = None if deadline is None else (deadline - time.monotonic()) * 1000
        self._poll.register(self.fd, event)
        if (left is not None and left <= 0) or not self._poll.poll(left):
            raise ChannelTimeout
