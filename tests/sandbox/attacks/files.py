"""What a submission may read and write."""

import os
import sys

from tools import called, content, tried


def read_a_secret(places):
    """refused"""
    return tried(content, places["secret"])


def read_a_neighbours_submission(places):
    """refused"""
    return tried(content, places["neighbour"])


def read_etc_passwd(places):
    """refused"""
    return tried(content, "/etc/passwd")


def read_around_the_corner(places):
    """refused"""
    return tried(content, "/usr/lib/../../etc/passwd")


def read_through_proc_self_root(places):
    """refused"""
    return tried(content, "/proc/self/root" + places["neighbour"])


def read_the_parents_environment(places):
    """refused"""
    return tried(content, f"/proc/{os.getppid()}/environ")


def read_the_graders_environment(places):
    """refused"""
    return tried(content, f"/proc/{places['grader']}/environ")


def read_the_parents_memory(places):
    """refused"""
    return tried(content, f"/proc/{os.getppid()}/mem")


def read_its_own_memory(places):
    """refused"""
    return tried(content, "/proc/self/mem")


def read_the_graders_source(places):
    """refused"""
    return tried(content, places["source"])


def read_a_device(places):
    """refused"""
    return [tried(content, p) for p in ("/dev/tty", "/dev/mem", "/dev/kmsg", "/dev/shm")]


def read_with_a_second_descriptor(places):
    """refused"""
    return tried(os.open, ".", os.O_RDONLY)


def read_with_openat2(places):
    """refused"""
    return called("openat2", -100, b"/etc/passwd", 0, 24)


def read_by_file_handle(places):
    """refused"""
    return called("name_to_handle_at", -100, b"/etc/passwd", 0, 0, 0)


def list_folders(places):
    """refused"""
    return [tried(os.listdir, p) for p in ("/", "/proc", "/tmp", places["folder"], "/home")]


def list_the_neighbours(places):
    """refused"""
    return tried(os.listdir, places["open folder"])


def import_the_reference(places):
    """raised"""
    sys.path.insert(0, places["folder"])
    sys.path.insert(0, places["open folder"])
    return __import__("reference").answer


def write_over_a_secret(places):
    """refused"""
    return tried(open, places["secret"], "w")


def write_over_a_neighbour(places):
    """refused"""
    return tried(open, places["neighbour"], "w")


def fill_the_disk(places):
    """refused"""
    return [tried(open, p + "/x", "w") for p in ("/tmp", "/dev/shm", "/var/tmp", "/")]


def make_inodes(places):
    """refused"""
    return [tried(f, "/tmp/x") for f in (os.mkdir, os.mkfifo, os.mknod)]


def make_links(places):
    """refused"""
    return [tried(f, places["neighbour"], "/tmp/x") for f in (os.symlink, os.link, os.rename)]


def remove(places):
    """refused"""
    return [tried(f, places["neighbour"]) for f in (os.remove, os.rmdir)]


def truncate(places):
    """refused"""
    return tried(os.truncate, places["neighbour"], 0)


def change_modes(places):
    """refused"""
    return [tried(os.chmod, places["neighbour"], 0), tried(os.chown, places["neighbour"], 0, 0)]


def change_times_and_attributes(places):
    """refused"""
    return [tried(os.utime, places["neighbour"]), tried(os.setxattr, places["neighbour"], "user.x", b"")]


def mount_and_unmount(places):
    """refused"""
    return [called("mount", b"x", b"/tmp", b"tmpfs", 0, 0), called("umount2", places["folder"].encode(), 0)]


def change_the_root(places):
    """refused"""
    return [tried(os.chroot, "/tmp"), called("setns", 0, 0)]
