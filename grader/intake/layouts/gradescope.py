"""A Gradescope export: a folder per submission, and `submission_metadata.yml`: whose it is, and from when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.intake.disk import read_regular, reason
from grader.intake.layouts.times import moment
from grader.intake.names import shown, student_id
from grader.intake.source import Source
from grader.model import Assignment

METADATA = "submission_metadata.yml"
MAX_BYTES = 64 << 20  # it holds every result that Gradescope has
MAX_DEPTH = 50
MAX_CHARACTERS = 254  # as many as an address may have

About = Mapping[str, Any]


def take(assignment: Assignment, entries: Sequence[Path]) -> tuple[list[Source], list[Path]]:  # noqa: ARG001
    """Each submission once for each of its submitters; one that the metadata forgot by its folder's name."""
    metadata = next((entry for entry in entries if entry.name == METADATA), None)
    if metadata is None:
        return [], list(entries)
    try:
        known, unknown = _read(metadata), f"{METADATA} does not name it: its student is not known"
    except ValueError as error:
        known, unknown = {}, f"{METADATA} cannot be read ({error}): its student is not known"
    lying = {entry.name: entry for entry in entries if entry.is_dir() or entry.name in known}
    absent = {name: metadata.with_name(name) for name in known if name not in lying and _is_plain(name)}
    sources = [
        source
        for name, path in (lying | absent).items()
        for source in (_sources(path, known[name]) if name in known else _nobodys(path, unknown))
    ]
    return sources, [entry for entry in entries if entry.name not in lying and entry != metadata]


def _read(path: Path) -> Mapping[str, About]:
    """By folder; raises ValueError with the reason why there is nothing to be read."""
    try:
        raw = read_regular(path, MAX_BYTES + 1)
    except OSError as error:
        raise ValueError(reason(error)) from None
    if len(raw) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES >> 20} MB")
    about = _parse(raw)
    if not isinstance(about, dict):
        raise ValueError("not a list of submissions")
    return {name: value if isinstance(value, dict) else {} for name, value in about.items()}


def _parse(raw: bytes) -> object:
    """Strings, lists and dicts, whatever types the text asks for: Ruby's symbols are strings with a colon."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # some systems' PyYAML has no libyaml
    try:
        depth = 0
        for event in yaml.parse(raw, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:  # libyaml's own end is a segmentation fault
                raise ValueError("nested too deeply")
        return yaml.load(raw, Loader=loader)  # noqa: S506 - this loader makes no objects
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ValueError(f"line {mark.line + 1} is not YAML" if mark else "not YAML") from None


def _is_plain(name: str) -> bool:
    """Whether it can be nothing but the name of something in the same folder."""
    return name.isprintable() and not name.startswith(".") and "/" not in name and name != ""


def _sources(path: Path, about: About) -> Iterator[Source]:
    received_at, notes = _received(about.get(":created_at"))
    submitters = about.get(":submitters")
    people = [one for one in submitters if isinstance(one, dict)] if isinstance(submitters, list) else []
    for person in people:
        sid, email, name = (_text(person.get(key)) for key in (":sid", ":email", ":name"))
        student = student_id(sid or email or path.name)
        yield Source(student, (path,), notes, received_at=received_at, name=name, email=email)
    if not people:
        yield from _nobodys(path, f"{METADATA} names no submitter: its student is not known")


def _nobodys(path: Path, note: str) -> Iterator[Source]:
    yield Source(student_id(path.name), (path,), (note,))


def _received(created_at: object) -> tuple[datetime | None, tuple[str, ...]]:
    text = created_at.get("utc") if isinstance(created_at, dict) else created_at  # a Ruby object, or a time
    if text is None:
        return None, ()
    if not isinstance(text, str):  # nor to be shown: aliases make much of little
        return None, (f"{METADATA} says a list or a table, which is no time: the files' own times count",)
    try:
        return moment(text), ()
    except ValueError:
        return None, (f"{METADATA} says `{shown(text)}`, which is no time: the files' own times count",)


def _text(value: object) -> str:
    printable = "".join(filter(str.isprintable, value)) if isinstance(value, str) else ""
    return printable.strip()[:MAX_CHARACTERS]
