"""Framed messages over a stream socket, for as long as the one who waits has time left.

Only read, write and poll are used, so the worker's system call filter can refuse every socket call.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.sandbox.codec import PREFIX, Node, ProtocolError, Sizes, padded, split

if TYPE_CHECKING:
    from grader.sandbox.bounds import Bounds

FIRST_READ = 1 << 16  # a small message is one poll and one read

Left = Callable[[], float]
"""How many seconds to wait before asking again; none left ends the waiting."""


class ChannelClosed(Exception):
    """The other side is gone."""


class ChannelTimeout(Exception):
    """No time was left."""


class Message(NamedTuple):
    """A message as it arrived: nothing in it has been decoded yet."""

    request: int
    node: Node
    buffers: list[Any]


class Channel:
    """One end. With a `Left` it waits no longer than that says; without one it waits for ever."""

    def __init__(self, fd: int, *, blocking: bool) -> None:
        self.fd = fd
        os.set_blocking(fd, blocking)
        self._blocking = blocking
        self._poll = select.poll()
        # One for all messages: a new one each time is a dozen pages that the kernel clears each time.
        self._head = bytearray(FIRST_READ)

    def send(self, parts: Sequence[Any], left: Left | None = None) -> None:
        """Write every part."""
        for part in parts:
            view = memoryview(part).cast("B")
            while view:
                try:
                    view = view[os.write(self.fd, view) :]
                except BlockingIOError:
                    self._wait(select.POLLOUT, left)
                except (BrokenPipeError, ConnectionResetError):
                    raise ChannelClosed from None

    def receive(self, left: Left | None = None, bounds: Bounds | None = None) -> Message:
        """The next message. Bytes behind it are a violation: each question has one answer.

        Of one that is not within `bounds` no more is read than shows it, and TooLarge is raised.
        """
        head = memoryview(self._head)
        have = self._fill(head, 0, PREFIX.size, left)
        sizes = Sizes(head, bounds)
        if sizes.body_start > len(head):
            head = memoryview(bytearray(head) + bytes(sizes.body_start - len(head)))
        have = self._fill(head, have, sizes.body_start, left)
        lengths = sizes.lengths(head)
        total = sum(map(padded, lengths))
        early = have - sizes.body_start
        if early > total:
            raise ProtocolError("bytes behind the message")
        body = np.empty(total, np.uint8).data  # aligned, and ours alone
        body[:early] = head[sizes.body_start : have]
        self._fill(body, early, total, left)
        return Message(sizes.request, sizes.node(head), split(body, lengths))

    def close(self) -> None:
        os.close(self.fd)

    def _fill(self, view: memoryview, have: int, need: int, left: Left | None) -> int:
        """Read until `need` bytes are there; what the kernel gives beyond them is taken too."""
        while have < need:
            if not self._blocking:
                self._wait(select.POLLIN, left)
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

    def _wait(self, event: int, left: Left | None) -> None:
        self._poll.register(self.fd, event)
        while left is not None:
            seconds = left()
            if seconds <= 0:
                raise ChannelTimeout
            if self._poll.poll(seconds * 1000):
                return
        self._poll.poll()
