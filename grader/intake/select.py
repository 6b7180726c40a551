"""Which of the files handed in are the ones that the assignment expects. Names only: nothing is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePosixPath

from grader.intake.contents import is_notebook
from grader.intake.names import is_by_product, listed, shown
from grader.messages import counted


class Likeness(IntEnum):
    """How near a file's name is to an expected one; the smaller the nearer."""

    SAME = 0
    CASE = 1
    COPY = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """The expected names with the paths taken for them, and what there is to say about it."""

    taken: Mapping[str, str]
    notes: tuple[str, ...]


def choose(expected: Sequence[str], paths: Sequence[str]) -> Choice:
    """The shallowest path for each expected name, the alphabetically first of several.

    Where there is none, a notebook of its name stands for it, or else the one notebook that is left.
    """
    paths = [path for path in paths if not any(map(is_by_product, path.split("/")))]
    candidates = {name: _candidates(name, expected, paths) for name in expected}
    twins = {name: _candidates(notebook_of(name), expected, paths) for name in expected}
    spare = _spare(paths, {path for ranked in twins.values() for path in ranked})
    missing = [name for name in expected if spare and not candidates[name] and not twins[name]]
    candidates = {name: candidates[name] or twins[name] or spare for name in expected}
    taken = {name: ranked[0] for name, ranked in candidates.items() if ranked}
    notes = [note for name in expected if name not in missing for note in _notes(name, candidates[name])]
    notes.extend(_stands_for(missing, spare))
    notes.extend(_unneeded(taken, twins))
    known = {path for ranked in (*candidates.values(), *twins.values()) for path in ranked}
    notes.extend(_aside([path for path in paths if path not in known]))
    return Choice(taken, tuple(notes))


def likeness(base: str, name: str) -> Likeness | None:
    """How the file name `base` is like the expected `name`, None where it is not."""
    if base == name:
        return Likeness.SAME
    if base.casefold() == name.casefold():
        return Likeness.CASE
    return Likeness.COPY if _copy_pattern(name).fullmatch(base) else None


def is_expected(base: str, expected: Sequence[str]) -> bool:
    """Whether a file of this name, or a notebook, is like an expected one."""
    names = (*expected, *map(notebook_of, expected))
    return any(likeness(base, name) is not None for name in names)


def notebook_of(name: str) -> str:
    """The notebook that stands for the expected file `name`."""
    return f"{PurePosixPath(name).stem}.ipynb"


def _copy_pattern(name: str) -> re.Pattern[str]:
    """`softmax (1).py`, `softmax-1.py`, `softmax copy 2.py`, `softmax - Copy (2).py`: what systems make."""
    file = PurePosixPath(name)
    mark = r"(?: ?\(\d{1,3}\)|-\d{1,3}| copy(?: \d{1,3})?| - copy(?: \(\d{1,3}\))?)"
    return re.compile(re.escape(file.stem) + mark + re.escape(file.suffix), re.IGNORECASE)


def _candidates(name: str, expected: Sequence[str], paths: Sequence[str]) -> list[str]:
    """The paths of the nearest likeness there is, the best first."""
    ranked = sorted(
        (alike, path.count("/"), path)
        for path in paths
        if (alike := likeness(_base(path), name)) is not None
        and (alike is Likeness.SAME or _base(path) not in expected)
    )
    return [path for alike, _, path in ranked if alike is ranked[0][0]]


def _notes(name: str, ranked: Sequence[str]) -> Iterator[str]:
    if not ranked:
        yield f"{name} is missing"
        return
    alike = likeness(_base(ranked[0]), notebook_of(name) if is_notebook(ranked[0]) else name)
    if alike is not Likeness.SAME:
        yield f"{shown(_base(ranked[0]))} is taken for {name}"
    if len(ranked) > 1:
        yield f"{len(ranked)} files could be {name}: {shown(ranked[0])} is taken, not {listed(ranked[1:])}"


def _spare(paths: Sequence[str], named: Collection[str]) -> list[str]:
    """The one notebook whose name says of no file that it stands for it; else the one that there is."""
    notebooks = [path for path in paths if is_notebook(path) and not path.endswith("-checkpoint.ipynb")]
    unnamed = [path for path in notebooks if path not in named] or notebooks
    return unnamed if len(unnamed) == 1 else []


def _stands_for(names: Sequence[str], spare: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{shown(_base(spare[0]))} stands for {listed(names)}"


def _unneeded(taken: Mapping[str, str], twins: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, path in taken.items():
        if not is_notebook(path) and twins[name]:
            yield f"{listed(list(map(_base, twins[name])))} is left aside: {name} counts"


def _aside(paths: Sequence[str]) -> Iterator[str]:
    if paths:
        yield f"left aside: {counted(len(paths), 'other file')} ({listed([_base(path) for path in paths])})"


def _base(path: str) -> str:
    return path.rpartition("/")[2]
