"""A bound that a slow machine does not move: what an input costs in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def bounded_memory(most: int) -> Iterator[None]:
    """Fail where the block takes more than `most` bytes at any moment."""
    tracemalloc.start()
    try:
        yield
        used = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert used <= most, f"{used} bytes of memory"
