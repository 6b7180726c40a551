"""Tries the kernel's rarer doors: bpf, perf, userfaultfd, keyrings and more.

class: kernel
ring: seccomp
ends: refused
"""

from tools import called


def double(x):
    return [
        called(n, 0, 0, 0, 0, 0)
        for n in (
            "bpf",
            "perf_event_open",
            "userfaultfd",
            "keyctl",
            "shmget",
            "inotify_init1",
            "personality",
            "seccomp",
            "landlock_create_ruleset",
        )
    ]
