"""Archives and notebooks that are more than they seem, made when they are needed: a bomb is not kept in git.

Each holds an honest `work.py`, or a notebook that stands for it. What is refused earns nothing; what is
read as if the hostile part were not there earns all that the honest part deserves.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course import WORK

LITTER = "grader-attack-litter"  # in the name of whatever must never come to be
OUTSIDE = f"/tmp/{LITTER}"
ARCHIVES: list[Archive] = []


@dataclass(frozen=True)
class Archive:
    """`kind` is "archive" or "notebook"; `refused`, whether it must be unreadable as a whole."""

    name: str
    what: str
    kind: str
    file: str
    refused: bool
    build: Callable[[], bytes]


def hostile(file: str, *, refused: bool = True) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(build: Callable[[], bytes]) -> Callable[[], bytes]:
        kind = "notebook" if file.endswith(".ipynb") else "archive"
        what = (build.__doc__ or "").strip()
        ARCHIVES.append(Archive(build.__name__, what, kind, file, refused, build))
        return build

    return keep


# Archives


@hostile("a.zip")
def climbing_out() -> bytes:
    """A file whose path climbs out of the folder that it is unpacked to."""
    return zipped(("../" * 12 + OUTSIDE[1:], b"out"))


@hostile("a.tar.gz")
def climbing_out_of_a_tar() -> bytes:
    """The same in a tar."""
    return tarred(("../" * 12 + OUTSIDE[1:], b"out"))


@hostile("a.zip")
def an_absolute_path() -> bytes:
    """A file with an absolute path."""
    return zipped((OUTSIDE, b"out"))


@hostile("a.zip")
def a_backslash() -> bytes:
    r"""A path that is one on Windows: `..\..\x`."""
    return zipped((f"..\\..\\{LITTER}", b"out"))


@hostile("a.zip")
def a_drive() -> bytes:
    """A path with a drive's letter."""
    return zipped((f"C:{LITTER}", b"out"))


@hostile("a.zip")
def letters_from_right_to_left() -> bytes:
    """A name that is shown backwards."""
    return zipped(("work\u202eyp.exe", b""))


@hostile("a.zip")
def an_escape_sequence() -> bytes:
    """A name that clears the terminal in which it is shown."""
    return zipped(("\x1b[2J\x1b]0;owned\x07", b""))


@hostile("a.zip")
def a_symbolic_link_in_a_zip() -> bytes:
    """A symbolic link to the machine's passwords."""
    link = zipfile.ZipInfo("passwords.py")
    link.external_attr = 0o120777 << 16
    return zipped((link, b"/etc/passwd"))


@hostile("a.tar.gz")
def a_symbolic_link_for_the_work() -> bytes:
    """A tar whose `work.py` is a link to the reference."""
    return tarred(("work.py", b"", tarfile.SYMTYPE, "../../solutions/doubles/work.py"))


@hostile("a.tar.gz")
def a_link_and_a_file_behind_it() -> bytes:
    """A link to a folder outside, and a file to be written through it."""
    return tarred(("out", b"", tarfile.SYMTYPE, "/tmp"), (f"out/{LITTER}", b"out"))


@hostile("a.tar.gz")
def a_hard_link() -> bytes:
    """A hard link to a file outside."""
    return tarred(("odd", b"", tarfile.LNKTYPE, "/etc/passwd"))


@hostile("a.tar.gz")
def a_device() -> bytes:
    """A device."""
    return tarred(("odd", b"", tarfile.CHRTYPE, ""))


@hostile("a.tar.gz")
def a_pipe() -> bytes:
    """A pipe, at which a reader waits for ever."""
    return tarred(("odd", b"", tarfile.FIFOTYPE, ""))


@hostile("a.tar.gz")
def a_sparse_file() -> bytes:
    """A file of holes."""
    return tarred(("odd", b"", tarfile.GNUTYPE_SPARSE, ""))


@hostile("a.zip")
def a_bomb() -> bytes:
    """30 MB of nothing in 30 KB."""
    return zipped(("zeros.npy", bytes(30 << 20)))


@hostile("a.tar.gz")
def a_bomb_of_a_tar() -> bytes:
    """The same in a tar."""
    return tarred(("zeros.npy", bytes(30 << 20)))


@hostile("a.tar.gz")
def a_bomb_in_a_bomb() -> bytes:
    """A gzip of a gzip."""
    return gzip.compress(gzip.compress(bytes(30 << 20)))


@hostile("a.zip")
def a_lying_size() -> bytes:
    """Work that claims to hold ten bytes."""
    packed = bytearray(zipped())
    at = packed.index(b"PK\x01\x02")
    packed[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(packed)


@hostile("a.zip")
def three_thousand_entries() -> bytes:
    """More files than anybody hands in."""
    return zipped(*((f"{number}", b"") for number in range(3000)))


@hostile("a.zip")
def two_of_one_name() -> bytes:
    """A second `work.py` behind the first, of which different programs take different ones."""
    return zipped(("Work.py", b"raise SystemExit"))


@hostile("a.zip")
def two_that_differ_in_capitals() -> bytes:
    """A second file that is the first where a disk ignores capitals."""
    return zipped(("WORK.PY", b""))


@hostile("a.zip")
def one_archive_behind_another() -> bytes:
    """Two archives in one file: some programs, and who looks with them, read the first, others the last."""
    return zipped(("note.txt", b"look at this one")) + zipped()


@hostile("a.zip")
def an_archive_in_a_comment() -> bytes:
    """An archive in the comment of another one."""
    inner = zipped()
    return zipped(("note.txt", b"look at this one"))[:-2] + len(inner).to_bytes(2, "little") + inner


@hostile("a.tar.gz")
def a_path_in_an_extension_header() -> bytes:
    """A harmless name, and a header before it that says another one."""
    return described(path="../" * 12 + OUTSIDE[1:])


@hostile("a.tar.gz", refused=False)
def dates_and_owners_that_do_not_exist() -> bytes:
    """Work from a date and of an owner that no calendar and no system has."""
    return described(mtime="1e400", uid="9" * 3000, hdrcharset="BINARY")


@hostile("a.zip")
def an_encrypted_entry() -> bytes:
    """A file under a password."""
    packed = bytearray(zipped(("closed", b"x" * 20)))
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 8] |= 1
    return bytes(packed)


@hostile("a.zip", refused=False)
def files_that_python_and_pytest_run_unasked() -> bytes:
    """A `conftest.py`, a `sitecustomize.py`, a `pytest.ini` and a `numpy.py` beside the work."""
    shout = f"open({OUTSIDE!r}, 'w')".encode()
    names = ("conftest.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "pytest.py", "x.pth")
    return zipped(*((name, shout) for name in names), ("pytest.ini", b"[pytest]\naddopts = --co\n"))


@hostile("a.zip", refused=False)
def an_archive_in_an_archive() -> bytes:
    """An archive in the archive, with another `work.py` in it."""
    return zipped(("inner.zip", zipped((f"../{LITTER}", b""))))


@hostile("a.zip", refused=False)
def a_forged_manifest() -> bytes:
    """A manifest and a `results.json` that claim full marks and another student's name."""
    claim = json.dumps({"score": 100, "student": "0000-honest", "tests": []}).encode()
    return zipped(("manifest.json", claim), ("results.json", claim), ("results/results.json", claim))


# Notebooks


@hostile("work.ipynb", refused=False)
def magics_and_shell_lines() -> bytes:
    """Magics and shell lines, which Jupyter would run."""
    return notebook(
        f"!touch {OUTSIDE}\n%run /etc/passwd\n%%bash\ntouch {OUTSIDE}", f"files = !touch {OUTSIDE}"
    )


@hostile("work.ipynb", refused=False)
def running_code() -> bytes:
    """Cells that do something when they are run."""
    return notebook(f"open({OUTSIDE!r}, 'w')", "import os; os._exit(0)", "while True: pass")


@hostile("work.ipynb", refused=False)
def scripts_in_outputs() -> bytes:
    """Scripts, frames and forms in outputs and texts."""
    script = f"<script>fetch('//{LITTER}.example')</script><iframe src=//{LITTER}.example></iframe>"
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": script}}
    cells = [{**code("x = 1"), "outputs": [output]}, text(f"{script}\n[x](javascript:{LITTER}())")]
    return notebook(cells=cells)


@hostile("work.ipynb", refused=False)
def a_kernel_of_its_own() -> bytes:
    """Metadata with a kernel that is a command line."""
    spec = {
        "name": f"; touch {OUTSIDE}",
        "argv": ["touch", OUTSIDE],
        "language": "python",
        "display_name": "x",
    }
    return notebook(metadata={"kernelspec": spec, "grader": {"score": 100}})


@hostile("work.ipynb", refused=False)
def ids_and_attachments_that_break_out() -> bytes:
    """Cell ids, tags and attachments that are paths and markup."""
    cell = {**text("![x](attachment:x)"), "id": f"../../{LITTER}", "attachments": {"x": {"text/html": "<b>"}}}
    return notebook(cells=[cell])


@hostile("work.ipynb")
def json_without_end() -> bytes:
    """JSON 100,000 deep."""
    return b'{"cells": ' + b"[" * 100_000


@hostile("work.ipynb")
def a_number_too_long_to_read() -> bytes:
    """A format number of 100,000 digits."""
    return b'{"cells": [], "metadata": {}, "nbformat": ' + b"4" * 100_000 + b"}"


@hostile("work.ipynb")
def twenty_megabytes_of_notebook() -> bytes:
    """A notebook larger than any."""
    return notebook(metadata={"x": "x" * (20 << 20)})


def zipped(*entries: tuple[Any, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("work.py", WORK.encode()), *entries):
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(*entries: Any) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content, *special in (("work.py", WORK.encode()), *entries):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            if special:
                member.type, member.linkname = special
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def described(**headers: str) -> bytes:
    """The work in a tar, with an extension header."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("work.py")
        member.size, member.pax_headers = len(WORK), headers
        archive.addfile(member, io.BytesIO(WORK.encode()))
    return buffer.getvalue()


def notebook(*sources: str, cells: list[Any] | None = None, metadata: dict[str, Any] | None = None) -> bytes:
    own = [*map(code, sources), *(cells or []), code(WORK)]
    return json.dumps({"cells": own, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}
