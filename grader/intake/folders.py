"""A submission that is a folder, or loose files, on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import UnreadableSubmission
from grader.intake.contents import MAX_DEPTH, MAX_ENTRIES, Contents, most_bytes
from grader.intake.disk import read_regular, reason
from grader.intake.names import is_by_product, listed, shown

Parts = tuple[str, ...]


def open_folder(root: Path) -> Contents:
    """Lists `root` and the folders in it; raises UnreadableSubmission where it cannot, or is too large."""
    if root.is_symlink():
        raise UnreadableSubmission("symbolic links are not followed", where=shown(root.name))
    walk = _Walk(root)
    while walk.pending:
        walk.enter(walk.pending.pop(0))
    return Contents(tuple(walk.paths), lambda path: _load(root, path), tuple(walk.notes()))


def open_files(files: Mapping[str, Path]) -> Contents:
    """Loose files: the name that each has in the submission, and where it lies."""
    return Contents(tuple(files), lambda name: read_regular(files[name], most_bytes(name) + 1))


def _load(root: Path, path: str) -> bytes:
    *parents, name = path.split("/")
    with _opened(root, tuple(parents)) as folder:
        return read_regular(name, most_bytes(name) + 1, folder=folder)


@contextmanager
def _opened(root: Path, parts: Parts) -> Iterator[int]:
    """The folder's descriptor, reached step by step so that no step can be a link."""
    with ExitStack() as stack:
        folder = None
        for step in (str(root), *parts):
            folder = os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            stack.callback(os.close, folder)
        assert folder is not None
        yield folder


@dataclass(slots=True)
class _Walk:
    """A tour of a folder, level by level."""

    root: Path
    pending: list[Parts] = field(default_factory=lambda: [()])
    paths: list[str] = field(default_factory=list)
    entries: int = 0
    links: list[str] = field(default_factory=list)
    special: list[str] = field(default_factory=list)
    too_deep: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def enter(self, parts: Parts) -> None:
        try:
            with _opened(self.root, parts) as folder, os.scandir(folder) as entries:
                for entry in entries:
                    self.meet(entry, parts)
        except OSError as error:
            if not parts:
                raise UnreadableSubmission(
                    f"cannot be read ({reason(error)})", where=shown(self.root.name)
                ) from None
            self.closed.append("/".join(parts))

    def meet(self, entry: os.DirEntry[str], parts: Parts) -> None:
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            raise UnreadableSubmission(
                f"the folder holds more than {MAX_ENTRIES:,} entries", where=shown(self.root.name)
            )
        if not is_by_product(entry.name):
            self.sort(entry, (*parts, entry.name))

    def sort(self, entry: os.DirEntry[str], parts: Parts) -> None:
        path = "/".join(parts)
        if entry.is_symlink():
            self.links.append(path)
        elif entry.is_file(follow_symlinks=False):
            self.paths.append(path)
        elif not entry.is_dir(follow_symlinks=False):
            self.special.append(path)
        elif len(parts) > MAX_DEPTH:
            self.too_deep.append(path)
        else:
            self.pending.append(parts)

    def notes(self) -> Iterator[str]:
        if self.links:
            yield f"symbolic links are not followed: {listed(self.links)}"
        if self.special:
            yield f"not regular files, left aside: {listed(self.special)}"
        if self.too_deep:
            yield f"more than {MAX_DEPTH} folders deep, left aside: {listed(self.too_deep)}"
        if self.closed:
            yield f"folders that cannot be read: {listed(self.closed)}"
