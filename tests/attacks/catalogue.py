"""The attacks and what their headers say; `python catalogue.py` prints the table of README.md."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from archives import ARCHIVES

HERE = Path(__file__).parent
CLASSES = {
    "time": "takes more time than it is given",
    "memory": "takes more memory or room than it is given",
    "processes": "starts, signals, watches or limits processes",
    "files": "reads and writes files",
    "metadata": "finds out names, sizes and dates of what it may not read",
    "kernel": "knocks at the kernel's rarer doors",
    "ends": "ends in the middle of a test",
    "protocol": "sends something else than one answer to one question",
    "values": "returns values that are not what they look like",
    "lies": "raises exceptions that are not what they say",
    "search": "looks for secrets in its own process",
    "field": "beats graders that run tests and submissions in one process",
    "carry": "carries what a hidden test gave it to where the student reads",
    "order": "remembers, and tells tests by their inputs or their order",
    "archive": "hands in an archive that is more than it seems",
    "notebook": "hands in a notebook that is more than it seems",
}
ENDS = ("refused", "harmless", "wrong", "raised", "died", "timeout", "memory", "size", "protocol", "missing")


@dataclass(frozen=True)
class Attack:
    """A file of the corpus. `ends` says how the test that meets it may end, `rings` what must stop it.

    "refused": all that it tried is refused; "harmless": it does no harm, and is wrong as an answer.
    """

    name: str
    what: str
    kind: str
    rings: tuple[str, ...]
    ends: tuple[str, ...]
    meets: str  # the first hidden test that meets it
    earns: float
    shown: bool  # whether it is tried with its ring off: not where that would harm the machine
    text: str


def attacks() -> list[Attack]:
    return [attack(path) for path in sorted((HERE / "corpus").glob("*.py"))]


def attack(path: Path) -> Attack:
    text = path.read_text()
    what, _, keys = (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")
    said = dict(re.findall(r"^(class|ring|ends|meets|earns|shown): (.+)$", keys, re.MULTILINE))
    return Attack(
        name=path.stem,
        what=" ".join(what.split()),
        kind=said["class"],
        rings=tuple(said["ring"].split(", ")),
        ends=tuple(said["ends"].split(" or ")),
        meets=said.get("meets", "test_double"),
        earns=float(said.get("earns", 0)),
        shown=said.get("shown", "yes") == "yes",
        text=text,
    )


def table() -> str:
    rows = [(one.kind, one.name, one.what, ", ".join(one.rings)) for one in attacks()]
    rows += [(one.kind, one.name, one.what, "intake") for one in ARCHIVES]
    rows.sort(key=lambda row: (list(CLASSES).index(row[0]), row[1]))
    lines = ["| class | attack | what it does | stopped by |", "|---|---|---|---|"]
    lines += [f"| {kind} | `{name}` | {what} | {rings} |" for kind, name, what, rings in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
