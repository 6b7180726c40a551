"""What the doctor hands in: each function tries one thing, and answers with an error's name or "through".

Run in the sandbox, never here.
"""

import errno
import os
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

Places = dict[str, Any]
PATIENCE = 60


def tried(action: Callable[..., object], *arguments: object) -> str:
    try:
        action(*arguments)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "OSError")
    return "through"


def write_a_file(places: Places) -> str:
    return tried(open, places["scratch"] + "/written", "w")


def read_the_list_of_users(_places: Places) -> str:
    return tried(open, "/etc/passwd")


def read_a_hidden_test(places: Places) -> str:
    return tried(open, places["hidden"])


def learn_the_size_of_a_hidden_test(places: Places) -> str:
    return tried(os.stat, places["hidden"])


def open_a_socket(_places: Places) -> str:
    return tried(lambda: socket.socket().close())


def fork(_places: Places) -> str:
    return tried(_fork)


def kill_its_parent(_places: Places) -> str:
    answer = tried(os.kill, os.getppid(), signal.SIGKILL)
    if answer == "through":
        time.sleep(PATIENCE)  # whoever gets through dies with its parent
    return answer


def ask_for_more_memory_than_it_may_have(places: Places) -> str:
    bytearray(places["bytes"])
    return "through"


def loop_for_ever(_places: Places) -> None:
    while True:
        pass


def close_all_descriptors(_places: Places) -> str:
    os.closerange(0, 64)
    return "through"


def behave(_places: Places) -> str:
    return "honest"


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
