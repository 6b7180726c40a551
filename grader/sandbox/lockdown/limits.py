"""Resource limits of a worker. (getrlimit(2))"""

from __future__ import annotations

import os
import resource

MAX_FILE_BYTES = 1 << 20  # the output file; the worker's own cap is lower
MAX_OPEN_FILES = 64
STACK_BYTES = 8 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")


def apply(memory_bytes: int, cpu_seconds: int) -> None:
    """Limit this process; `memory_bytes` is what it may ask for beyond what it has now."""
    for limit, value in (
        # The address space also counts shared maps, which RLIMIT_DATA does not.
        (resource.RLIMIT_AS, address_space() + memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, MAX_FILE_BYTES),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_STACK, STACK_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        _lower(limit, value)


def address_space() -> int:
    """Bytes of this process' address space."""
    with open("/proc/self/statm", "rb") as statm:
        return int(statm.read().split()[0]) * PAGE


def _lower(limit: int, value: int) -> None:
    hard = resource.getrlimit(limit)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(limit, (value, value))
