"""Tries what only root may: modules, swap, clock, name, reboot, log.

class: kernel
ring: seccomp
ends: refused
shown: no
"""

from tools import called


def double(x):
    names = (
        "init_module",
        "swapon",
        "acct",
        "settimeofday",
        "sethostname",
        "syslog",
        "kexec_load",
        "quotactl",
    )
    for name in names:
        called(name, 0, 0, 0, 0, 0)
    called("reboot", 0, 0, 0, 0)
