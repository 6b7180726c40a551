"""A Gradescope export's metadata: submissions with what is known of them, and never an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from grader import wire
from grader.intake.layouts import gradescope
from grader.intake.source import Source
from grader.model import Assignment
from tests.fuzz.memory import bounded_memory

NOWHERE = Path("unused")
ASSIGNMENT = Assignment("losses", "Losses", (), ("softmax.py",), NOWHERE, NOWHERE, NOWHERE)
MOST_MEMORY = 2 * gradescope.MAX_BYTES  # a file is read into a buffer of that size

TOKENS = (
    b"submission_11:\n |   :submitters:\n |   - :name:  |     :sid:  |     :email:  |   :created_at:  | "
    b'!ruby/object:X | &a  | *a | <<: *a | ?  | [ | { | -  | |\n | >\n | \' | "\\ud800" | \x00 | '
    b"2026-03-01 12:30:00.152034000 Z | Europe/Berlin | America | 9999-12-31 23:59:59 -2359 | utc:  | "
    b"%YAML 1.1\n---\n | ...\n | !!binary  | \xef\xbb\xbf | \xff\xfe | \xff"
).split(b" | ")
TRAP = b"submission_11: [\n"


def seeds() -> Iterator[bytes]:
    yield b"""---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@example.edu
  :created_at: 2026-03-01 12:30:00.152034000 Z
  :score: 95.0
submission_12:
  :submitters:
  - :name: Bob Ray
    :sid: ''
  - :name: Cleo
    :sid:
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-03-01 12:30:00.000000000 Z
    zone: &1 !ruby/object:ActiveSupport::TimeZone
      name: America/Los_Angeles
    time: *1
"""
    yield b'submission_11: {":created_at": 2026-03-01 12:30 CET,":submitters": [{":sid":"\\u0007"}]}'
    yield b"- a\n- b\n"
    yield _multiplying(10)


def take(entries: Sequence[Path]) -> list[Source]:
    return gradescope.take(ASSIGNMENT, entries)[0]


def careless(entries: Sequence[Path]) -> list[Source]:
    about = yaml.safe_load(next(path for path in entries if path.suffix == ".yml").read_bytes())
    return [Source(name, tuple(entries)) for name in about]


def check(data: bytes, subject: Callable[[Sequence[Path]], list[Source]] = take) -> None:
    with TemporaryDirectory() as folder, bounded_memory(MOST_MEMORY):
        metadata, submission = Path(folder) / gradescope.METADATA, Path(folder) / "submission_11"
        metadata.write_bytes(data)
        submission.mkdir()
        sources = subject([metadata, submission])
    assert any(source.paths == (submission,) for source in sources), "a submission is lost"
    wire.dump(
        [text for source in sources for text in (source.student, source.name, source.email, *source.notes)]
    )


def _multiplying(levels: int) -> bytes:
    """A time whose text doubles with each level."""
    lists = "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, levels))
    return f"a0: &a0 [x]\n{lists}submission_11:\n  :created_at: *a{levels - 1}\n".encode()
