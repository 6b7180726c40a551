"""Processes: its own, and those of others."""

import os
import time

from tools import called, tried


def fork(places):
    """refused"""
    return [tried(os.fork), tried(os.forkpty), called("fork", 17), called("vfork", 17)]


def clone(places):
    """refused"""
    return [called("clone", 17, 0, 0, 0, 0), called("clone3", 0, 0), called("unshare", 0x10000000)]


def fork_bomb(places):
    """refused"""
    return list({tried(os.fork) for _ in range(1000)})


def daemon(places):
    """refused"""
    return [tried(os.setsid), tried(os.fork)]


def subprocess(places):
    """refused"""
    import subprocess

    return tried(subprocess.run, ["/bin/true"])


def posix_spawn(places):
    """refused"""
    return tried(os.posix_spawn, "/bin/true", ["true"], {})


def system(places):
    """refused"""
    return "EPERM" if os.system("true") != 0 else "through"


def execute(places):
    """refused"""
    return [tried(os.execv, "/bin/true", ["true"]), called("execveat", 3, b"", 0, 0, 0x1000)]


def multiprocessing(places):
    """refused"""
    import multiprocessing as m

    return tried(m.get_context("fork").Process(target=print).start)


def thread_bomb(places):
    """refused"""
    import _thread
    import threading

    threading.stack_size(32768)
    try:
        while True:
            _thread.start_new_thread(time.sleep, (9,))
    except RuntimeError:
        return "no thread"


def kill(places):
    """refused"""
    return [tried(os.kill, p, 9) for p in (os.getppid(), places["grader"], -1, 0, 1, -os.getppid())]


def kill_by_other_calls(places):
    """refused"""
    return [called(n, os.getppid(), 9, 0) for n in ("tkill", "rt_sigqueueinfo", "pidfd_open")]


def trace_the_parent(places):
    """refused"""
    return [called("ptrace", r, os.getppid(), 0, 0) for r in (16, 0x4206)] + [called("ptrace", 0, 0, 0, 0)]


def read_another_memory(places):
    """refused"""
    return [called(n, places["grader"], 0, 0, 0, 0, 0) for n in ("process_vm_readv", "process_vm_writev")]


def steal_a_descriptor(places):
    """refused"""
    return called("pidfd_getfd", 3, 0, 0)


def limit_the_zygote(places):
    """refused"""
    import resource as r

    return tried(r.prlimit, os.getppid(), r.RLIMIT_CPU, (1, 1))


def raise_its_own_limits(places):
    """refused"""
    import resource as r

    return tried(r.setrlimit, r.RLIMIT_NOFILE, (9999, 9999))


def become_root(places):
    """refused"""
    return [
        tried(os.setuid, 0),
        tried(os.setgid, 0),
        tried(os.setgroups, [0]),
        called("setresuid", 0, 0, 0),
        called("capset", 0, 0),
    ]


def take_priority(places):
    """refused"""
    return [called("setpriority", 0, 0, -5), tried(os.sched_setaffinity, 0, [0]), called("mlock", 0, 4096)]


def sigstop_itself(places):
    """timeout within 0.3 s"""
    os.kill(os.getpid(), 19)


def kill_itself(places):
    """died"""
    os.kill(os.getpid(), 9)


def kill_itself_namelessly(places):
    """died"""
    os.kill(os.getpid(), 50)
