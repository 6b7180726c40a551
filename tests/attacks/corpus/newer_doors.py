"""Tries the kernel's newer doors: secret memory, detached mounts, watches, advice to others.

class: kernel
ring: seccomp
ends: refused
shown: no
"""

from tools import called

NAMES = (
    "memfd_secret",
    "open_tree",
    "fsopen",
    "fanotify_init",
    "process_madvise",
    "pidfd_send_signal",
    "kcmp",
)


def double(x):
    for name in NAMES:
        called(name, 0, 0, 0, 0, 0)
