"""A program that runs a PostgreSQL server until its input ends: it ends with whoever started it.

Run as `server.py [SETTING=VALUE...]`. It prints the URL of a database from which others can be made, or
why there is no server. The user `grader` may do everything, `reader` may connect, and `locked` must show
the password `s3cret`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

NOBODY = 65534
# The server refuses to run as root.
ANOTHER_USER: dict[str, Any] = (
    {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
)
SETTINGS = ("listen_addresses=", "fsync=off", "full_page_writes=off", "shared_buffers=16MB")


def main(*settings: str) -> None:
    """Start it, say so, and wait."""
    programs = find()
    if programs is None:
        say("PostgreSQL is not installed here")
        return
    with TemporaryDirectory(prefix="pg-") as name, running(programs, Path(name), settings) as url:
        say(url)
        sys.stdin.read()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def find() -> Path | None:
    """The folder of its programs, which Debian keeps off the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    path = os.pathsep.join([*map(str, reversed(folders)), os.environ["PATH"]])
    found = shutil.which("initdb", path=path)
    return Path(found).resolve().parent if found else None


@contextmanager
def running(programs: Path, folder: Path, more: Sequence[str]) -> Iterator[str]:
    if ANOTHER_USER:
        os.chown(folder, NOBODY, NOBODY)
    folder.chmod(0o755)
    data = folder / "data"
    run(programs / "initdb", "--auth=trust", "--username=grader", "--no-sync", *SORTING, data)
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all locked scram-sha-256\n{rules.read_text()}")
    settings = [f"--{setting}" for setting in (*SETTINGS, f"unix_socket_directories={folder}", *more)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *settings], cwd=folder, stdout=log, stderr=log, **ANOTHER_USER
        )
    try:
        with connected(f"postgresql://grader@/postgres?host={folder}", server, folder / "log") as connection:
            connection.execute("CREATE ROLE reader LOGIN")
            connection.execute("CREATE ROLE locked LOGIN PASSWORD 's3cret'")
        yield f"postgresql://grader@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def run(*command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd="/", check=False, **ANOTHER_USER
    )
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr}")


def connected(url: str, server: subprocess.Popen[bytes], log: Path) -> psycopg.Connection[Any]:
    """As soon as the server is ready."""
    while True:
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:
            if server.poll() is not None:
                raise SystemExit(log.read_text()) from None
            time.sleep(0.02)


# An order of texts that is not the one of their bytes, as on servers for people.
SORTING = ("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en")

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupted test run closes the input as well
    main(*sys.argv[1:])
