"""Makes itself open to a debugger, deaf to its parent's end, and takes a filter of its own.

class: kernel
ring: seccomp
ends: refused
"""

from tools import called

PDEATHSIG, DUMPABLE, SECCOMP, MM, SUBREAPER, PTRACER = 1, 4, 22, 35, 36, 0x59616D61


def double(x):
    for option in (PDEATHSIG, DUMPABLE, SECCOMP, MM, SUBREAPER, PTRACER):
        called("prctl", option, 1, 0, 0, 0)
