"""What hostile code finds useful. It comes with every attack, as another file of the submission."""

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "tkill": (200, 130),
    "memfd_create": (319, 279),
    "io_uring_setup": (425, 425),
    "unshare": (272, 97),
    "inotify_init1": (294, 26),
    "clone": (56, 220),
    "clone3": (435, 435),
    "vfork": (58, 220),
    "fork": (57, 220),
    "setresuid": (117, 147),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "shmget": (29, 194),
    "personality": (135, 92),
    "mount": (165, 40),
    "umount2": (166, 39),
    "chroot": (161, 51),
    "setns": (308, 268),
    "execveat": (322, 281),
    "seccomp": (317, 277),
    "openat2": (437, 437),
    "name_to_handle_at": (303, 264),
    "rt_sigqueueinfo": (129, 138),
    "capset": (126, 91),
    "mlock": (149, 228),
    "setpriority": (141, 140),
    "landlock_create_ruleset": (444, 444),
}


def tried(action, *arguments):
    """What became of it: the name of an error, or what got through."""
    try:
        got = action(*arguments)
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error.errno))
    except ValueError:
        return "ValueError"
    return f"through: {got!r}"


def called(name, *arguments):
    """The same for a bare system call."""
    number = NUMBERS[name][os.uname().machine == "aarch64"]
    result = libc.syscall(number, *(a if isinstance(a, bytes) else ctypes.c_long(a) for a in arguments))
    return errno.errorcode[ctypes.get_errno()] if result < 0 else f"through: {result}"


def content(path):
    return os.read(os.open(path, os.O_RDONLY), 1000)


def request():
    """The number of the question that is being answered, and the worker."""
    import gc

    from grader.sandbox.worker import Worker

    (worker,) = [thing for thing in gc.get_objects() if type(thing) is Worker]
    return worker._request, worker
