from __future__ import annotations

import errno
import platform
import re
import struct
from pathlib import Path

import pytest

from grader.sandbox.lockdown import seccomp

PID = 4321
MACHINES = ("x86_64", "aarch64")
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7, "i386": 0x40000003}
# What must never be allowed: (x86_64, aarch64)
REFUSED = {
    "socket": (41, 198), "connect": (42, 203), "sendmsg": (46, 211), "recvmsg": (47, 212),
    "bind": (49, 200), "socketpair": (53, 199), "clone": (56, 220), "fork": (57, None),
    "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281), "ptrace": (101, 117),
    "setuid": (105, 146), "setgid": (106, 144), "setresuid": (117, 147), "personality": (135, 92),
    "mount": (165, 40), "umount2": (166, 39), "chroot": (161, 51), "setrlimit": (160, 164),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "keyctl": (250, 219), "inotify_init1": (294, 26), "unshare": (272, 97), "setns": (308, 268),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "seccomp": (317, 277),
    "memfd_create": (319, 279), "bpf": (321, 280), "userfaultfd": (323, 282),
    "perf_event_open": (298, 241), "shmget": (29, 194), "chmod": (90, None), "fchmodat": (268, 53),
    "fchownat": (260, 54), "unlinkat": (263, 35), "mkdirat": (258, 34), "symlinkat": (266, 36),
    "linkat": (265, 37), "renameat2": (316, 276), "utimensat": (280, 88), "truncate": (76, 45),
    "flock": (73, 32), "mknodat": (259, 33), "pidfd_send_signal": (424, 424),
    "io_uring_setup": (425, 425), "pidfd_open": (434, 434), "openat2": (437, 437),
    "pidfd_getfd": (438, 438), "memfd_secret": (447, 447), "open_by_handle_at": (304, 265),
    "mlock": (149, 228), "setpriority": (141, 140), "sched_setaffinity": (203, 122), "kcmp": (312, 272),
}  # fmt: skip


def run(code: bytes, number: int, arguments: tuple[int, ...] = (), architecture: int = 0) -> int:
    """What the kernel would answer: the four instructions that `program` uses, as seccomp runs them."""
    data = struct.pack("=iIQ6Q", number, architecture, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    steps = list(struct.iter_unpack("=HBBI", code))
    accumulator = at = 0
    while True:
        operation, if_true, if_false, operand = steps[at]
        at += 1
        if operation == seccomp.LOAD:
            (accumulator,) = struct.unpack_from("=I", data, operand)
        elif operation == seccomp.EQUAL:
            at += if_true if accumulator == operand else if_false
        elif operation == seccomp.AT_LEAST:
            at += if_true if accumulator >= operand else if_false
        else:
            assert operation == seccomp.RETURN
            return operand


def answer(machine: str, call: int, *arguments: int) -> int:
    return run(seccomp.program(PID, machine), call, arguments, AUDIT[machine])


def refusal(error: int) -> int:
    return seccomp.REFUSE | error


def column(machine: str) -> int:
    return MACHINES.index(machine)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_listed_call_is_allowed(machine: str) -> None:
    numbers = [both[column(machine)] for both in seccomp.ALLOWED.values()]
    assert all(answer(machine, number) == seccomp.ALLOW for number in numbers if number is not None)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", REFUSED)
def test_a_dangerous_call_is_refused(machine: str, name: str) -> None:
    number = REFUSED[name][column(machine)]
    assert number is None or answer(machine, number) == refusal(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_that_nobody_knows_is_refused(machine: str) -> None:
    assert answer(machine, 999) == refusal(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_clone3_does_not_exist(machine: str) -> None:
    assert answer(machine, seccomp.CLONE3[column(machine)]) == refusal(errno.ENOSYS)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("call", [seccomp.KILL, seccomp.TGKILL])
def test_only_its_own_process_may_be_signalled(machine: str, call: tuple[int, int]) -> None:
    number = call[column(machine)]
    assert answer(machine, number, PID) == seccomp.ALLOW
    for other in (0, 1, PID + 1, (1 << 64) - 1, (1 << 32) - PID):
        assert answer(machine, number, other) == refusal(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_only_its_own_limits_may_be_changed(machine: str) -> None:
    number = seccomp.PRLIMIT[column(machine)]
    assert answer(machine, number, 0) == answer(machine, number, PID) == seccomp.ALLOW
    assert answer(machine, number, PID - 1) == refusal(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("call", "argument", "good", "bad"),
    [
        (seccomp.IOCTL, 1, 0x5401, 0x5412),  # TCGETS, not TIOCSTI
        (seccomp.FCNTL, 1, 3, 8),  # F_GETFL, not F_SETOWN
        (seccomp.FCNTL, 1, 4, 1031),  # F_SETFL, not F_SETPIPE_SZ
        (seccomp.PRCTL, 0, 15, 1),  # PR_SET_NAME, not PR_SET_PDEATHSIG
        (seccomp.PRCTL, 0, 16, 4),  # PR_GET_NAME, not PR_SET_DUMPABLE
        (seccomp.FUTEX, 1, 128, 0),  # FUTEX_WAIT within the process, not across processes
        (seccomp.FUTEX, 1, 129, 1),  # FUTEX_WAKE, the same
    ],
)
def test_a_call_is_allowed_with_harmless_arguments_only(
    machine: str, call: tuple[int, int], argument: int, good: int, bad: int
) -> None:
    number, others = call[column(machine)], (3,) * argument
    assert answer(machine, number, *others, good) == seccomp.ALLOW
    assert answer(machine, number, *others, bad) in (refusal(errno.EPERM), refusal(errno.ENOTTY))


@pytest.mark.parametrize("machine", MACHINES)
def test_a_foreign_architecture_kills(machine: str) -> None:
    code = seccomp.program(PID, machine)
    for name, architecture in AUDIT.items():
        expected = seccomp.ALLOW if name == machine else seccomp.KILL_PROCESS
        assert run(code, seccomp.ALLOWED["read"][column(machine)] or 0, (), architecture) == expected


def test_the_x32_interface_kills() -> None:
    assert answer("x86_64", seccomp.X32 + 39) == seccomp.KILL_PROCESS
    assert answer("x86_64", 0xFFFFFFFF - (1 << 32)) == seccomp.KILL_PROCESS  # a negative number


HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
    "aarch64": ("/usr/include/asm-generic/unistd.h",),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_the_numbers_are_those_of_the_kernels_headers(machine: str) -> None:
    headers = [Path(header) for header in HEADERS[machine] if Path(header).exists()]
    if not headers:
        pytest.skip("the kernel's headers are not installed")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", headers[0].read_text())
    kernel = {name: int(number) for name, number in defined}
    kernel.setdefault("newfstatat", kernel.get("fstatat", 0))  # the generic table's name for it
    special = {
        name.lower(): getattr(seccomp, name)
        for name in ("CLONE3", "KILL", "TGKILL", "IOCTL", "FCNTL", "PRCTL")
    }
    ours = {**seccomp.ALLOWED, **special, **REFUSED, "prlimit64": seccomp.PRLIMIT}
    numbers = {
        name: both[column(machine)] for name, both in ours.items() if both[column(machine)] is not None
    }
    # Headers may be older than the newest calls.
    assert {name: number for name, number in numbers.items() if kernel.get(name, number) != number} == {}
    assert len(numbers.keys() & kernel.keys()) > 100


def test_this_machine_filters() -> None:
    assert seccomp.available() == (platform.machine() in seccomp.ARCHITECTURES)


CONFINED = """
import os
from grader.sandbox.lockdown import libc, seccomp

def tried(action, *arguments):
    try:
        return "through" if action(*arguments) is not None else "through"
    except OSError as error:
        return type(error).__name__

print("before", os.waitpid(os.fork() or os._exit(0), 0)[1])
libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
seccomp.confine(os.getpid())
print("fork", tried(os.fork), "kill", tried(os.kill, os.getppid(), 0), "own", tried(os.kill, os.getpid(), 0))
"""


def test_a_fork_gets_through_before_the_filter_and_not_behind_it(run_alone) -> None:
    assert run_alone(CONFINED).splitlines() == [
        "before 0",
        "fork PermissionError kill PermissionError own through",
    ]
