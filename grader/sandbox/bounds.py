"""How much a submission may send back at once.

The decoder's limits say what is a message at all. These are far lower: they bound what the process pays
that reads and checks the answer. Each is a constant plus a multiple of the question's size in bytes. The
largest answer of a right submission in the shipped courses takes 0.6 MB in 120 arrays, and none holds
more than 5 objects.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Bounds(NamedTuple):
    """The most that one message may hold.

    Args:
        header: Bytes of JSON: numbers, texts and the structure of containers.
        values: Commas and brackets in it, each of which costs a Python object at most.
        buffers: Arrays and numpy scalars.
        body: Bytes of arrays, also when an array that is sent once is decoded many times.
        objects: Handles of objects that stay in the worker.

    """

    header: int
    values: int
    buffers: int
    body: int
    objects: int


@lru_cache(256)
def for_answer(asked: int) -> Bounds:
    """The bounds of an answer to a question of `asked` bytes."""
    return Bounds(
        header=(1 << 20) + 4 * asked,
        values=100_000 + asked,
        buffers=4096 + asked // 16,
        body=(16 << 20) + 4 * asked,
        objects=1024 + asked // 16,
    )


@lru_cache(256)
def for_callback(asked: int) -> Bounds:
    """The bounds of the arguments for a function of the test's: it may be called many times per question."""
    return for_answer(asked)._replace(body=(1 << 20) + 4 * asked)
