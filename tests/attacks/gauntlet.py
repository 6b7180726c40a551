"""Grade every attack, with an honest submission behind each, and look at what came of it.

    python tests/attacks/gauntlet.py            says how many were stopped
    python tests/attacks/gauntlet.py --json     says all that was found, for the tests

It grades as whoever runs it; `enter.py` runs it as root or as nobody, in a place of its own.
"""

from __future__ import annotations

import base64
import codecs
import hashlib
import json
import os
import re
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from archives import ARCHIVES, LITTER
from catalogue import Attack, attacks
from course import FULL, Place, hand_in_attack, hand_in_honest, put, write_course

from grader.cli import cli

# So many characters of a secret in a row are no accident; of digits a page has many. A text is looked at
# at every eighth (fifth) place: of 15 characters in a row none get by.
PIECE, DIGITS = (8, 8), (11, 5)
HONEST = 6  # after so many attacks comes somebody honest
REFUSALS = {
    "EPERM", "EACCES", "ENOENT", "ENOSYS", "ENOTTY", "EMFILE", "EFBIG", "EINVAL", "EBADF",
    "ENXIO", "ValueError", "no thread", "nothing",
}  # fmt: skip
# What the first hidden test that meets an attack says it saw.
SEEN = {
    "refused": None,
    "harmless": None,
    "wrong": None,
    "raised": "raised",
    "died": "died",
    "timeout": "timeout",
    "memory": "memory",
    "size": "size",
    "protocol": "protocol",
    "missing": "missing",
}


@dataclass(frozen=True)
class Findings:
    """Everything that should not be, by attack; each is empty where the promises hold."""

    rings: list[str]
    attacks: int
    archives: int
    searched: int  # files that students get
    forged: dict[str, Any]
    leaked: dict[str, Any]
    got_through: dict[str, Any]
    ended_otherwise: dict[str, Any]
    withheld: list[str]
    spoiled: dict[str, Any]  # honest submissions that did not get what they deserve
    left_over: list[str]
    told_the_instructor: list[str]  # attacks that had a secret in their hands, as the instructor can see

    def __str__(self) -> str:
        who = "root" if os.geteuid() == 0 else f"user {os.geteuid()}"
        return (
            f"{self.attacks} attacks and {self.archives} archives and notebooks, as {who}: "
            f"{len(self.forged)} forged, {len(self.leaked)} leaked, {len(self.left_over)} left over, "
            f"{len(self.spoiled)} honest submissions harmed."
        )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gauntlet-") as folder:
        Path(folder).chmod(0o755)  # nothing but the sandbox keeps anybody out
        findings = run(Path(folder))
    everything = vars(findings) | {"summary": str(findings)}
    told = json.dumps(everything, indent=1) if "--json" in sys.argv else str(findings)
    sys.stdout.write(f"{told}\n")


def run(folder: Path) -> Findings:
    corpus = attacks()
    place = write_course(folder / "course")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
    Path(tempfile.tempdir).mkdir()
    hand_in(place, corpus)
    before, running = checksums(place), processes()
    grades, seen = grade(place)
    left = [*(processes() - running), *litter(folder / "tmp")]
    left += [name for name, content in checksums(place).items() if before.get(name) != content]
    return judge(place, corpus, grades, seen, left)


def hand_in(place: Place, corpus: list[Attack]) -> None:
    """Each attack by a student of its name. The honest come between them, in the order of the names."""
    hand_in_honest(place, "0000-honest")
    for number, one in enumerate(corpus, start=1):
        hand_in_attack(place, f"{number:04}-{one.name}", one.text, os.getpid())
        if number % HONEST == 0:
            hand_in_honest(place, f"{number:04}~honest")
    for number, archive in enumerate(ARCHIVES, start=len(corpus) + 1):
        path = place.submissions / f"{number:04}-{archive.name}" / archive.file
        put(path, "")
        path.write_bytes(archive.build())
    hand_in_honest(place, "9999~honest")


def grade(place: Place) -> tuple[dict[str, Any], dict[str, str]]:
    """What the instructor sees of each student, and what the students do, file by file."""
    url = f"sqlite:///{place.root}/gradebook.db"
    common = ["--course", str(place.root), "--gradebook", url]
    command("grade", "doubles", str(place.submissions), "--out", str(place.out), "--jobs", "1", *common)
    told = place.root / "told"
    for form in ("json", "gradescope-results"):  # what other programs tell students is made as the latter
        command("export", form, "doubles", "--out", str(told / form), *common)
    by_student = json.loads((told / "json").read_text())
    pages = [*(place.out / "students").rglob("*"), *told.rglob("*")]
    seen = {str(page): page.read_text() for page in pages if page.is_file() and page != told / "json"}
    return {
        one["student"]: one | {"rings": by_student["isolation_rings"]} for one in by_student["submissions"]
    }, seen


def command(*arguments: str) -> None:
    """Run grader's own command; that some grade needs attention is no failure here."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as complaints:
        code = cli.main(list(arguments), standalone_mode=False)
    if code not in (0, 1, None):
        raise RuntimeError(f"grader {arguments[0]} ended with {code}: {complaints.getvalue()}")


def judge(
    place: Place,
    corpus: list[Attack],
    grades: dict[str, Any],
    seen: dict[str, str],
    left: list[str],
) -> Findings:
    honest = {name: one for name, one in grades.items() if name.endswith("honest")}
    by_name = {name.partition("-")[2]: grades[name] for name in grades.keys() - honest.keys()}
    secrets = secret_pieces(place)
    return Findings(
        rings=grades["0000-honest"]["rings"],
        attacks=len(corpus),
        archives=len(ARCHIVES),
        searched=len(seen),
        forged=forged(corpus, by_name),
        leaked={file: found for file, text in seen.items() if (found := pieces_in(text, secrets))},
        got_through={
            one.name: through for one in corpus if (through := got_through(one, by_name[one.name]["output"]))
        },
        ended_otherwise={
            one.name: how for one in corpus if (how := ended_otherwise(one, by_name[one.name]["tests"]))
        },
        withheld=[name for name, one in by_name.items() if one["score"] is None],
        spoiled={name: failed(one) for name, one in honest.items() if one["score"] != FULL},
        left_over=left,
        told_the_instructor=[
            name for name, one in by_name.items() if pieces_in(json.dumps(one, ensure_ascii=False), secrets)
        ],
    )


def forged(corpus: list[Attack], grades: dict[str, Any]) -> dict[str, Any]:
    """Whoever got other points than deserved, more or less."""
    deserved = {one.name: one.earns for one in corpus}
    deserved |= {one.name: 0.0 if one.refused else FULL for one in ARCHIVES}
    return {
        name: grades[name]["score"] for name in deserved if (grades[name]["score"] or 0.0) != deserved[name]
    }


def got_through(attack: Attack, output: str) -> list[str]:
    """What was tried and not refused; where all must be refused, something must have been tried."""
    outcomes = re.findall(r"^tried: (.*)$", output, re.MULTILINE)
    if "refused" in attack.ends and not outcomes:
        return ["nothing was tried"]
    return [outcome for outcome in outcomes if outcome not in REFUSALS]


def ended_otherwise(attack: Attack, tests: list[dict[str, Any]]) -> str | None:
    """How the hidden test that met the attack ended, where its header says something else."""
    test = next(test for test in tests if test["id"] == f"test_hidden.py::{attack.meets}")
    kind = test["observed"]["kind"] if test["observed"] else "passed"
    wanted = {SEEN[end] for end in attack.ends}
    silent = {"died", "timeout", "memory", "size", "protocol", "missing", "broken"}
    return None if kind in wanted or (None in wanted and kind not in silent) else kind


def failed(grade: dict[str, Any]) -> dict[str, str]:
    return {test["id"]: test["status"] for test in grade["tests"] if test["status"] != "passed"}


# What is left


def checksums(place: Place) -> dict[str, str]:
    """Of all that nobody should touch."""
    folders = ("solutions", "autograder_tests", "assignments", "submissions")
    files = [path for folder in folders for path in (place.root / folder).rglob("*") if path.is_file()]
    kept = [path for path in files if "__pycache__" not in path.parts]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def processes() -> set[str]:
    """All others that this one can see."""
    alive = {path.name: command_of(path) for path in Path("/proc").glob("[0-9]*")}
    return {f"{pid} {name}" for pid, name in alive.items() if name and int(pid) != os.getpid()}


def command_of(process: Path) -> str:
    """Nothing of those that have ended, or that are not ours."""
    try:
        stat = (process / "stat").read_text()
        mine = process.stat().st_uid in (os.getuid(), 60001)
    except OSError:
        return ""
    return (
        stat.split("(", 1)[1].rpartition(")")[0] if mine and stat.rpartition(")")[2].split()[0] != "Z" else ""
    )


def litter(own: Path) -> Iterator[str]:
    """Files of the attacks' in places where everybody may write, and of ours that we forgot."""
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/"):
        yield from map(str, Path(folder).glob(f"*{LITTER}*"))
    yield from map(str, own.iterdir())


# What leaks


def secret_pieces(place: Place) -> set[str]:
    """Every piece of the secrets, as it is and in the disguises that come to mind."""
    letters = place.marker.removeprefix("hidden_")
    pieces = set()
    for secret in (letters, place.number):
        for disguise in disguises(secret):
            pieces |= windows(disguise, (DIGITS if disguise.isdigit() else PIECE)[0])
    return pieces


def disguises(secret: str) -> Iterator[str]:
    raw = secret.encode()
    for text in (
        secret,
        secret[::-1],
        codecs.encode(secret, "rot13"),
        raw.hex(),
        *(base64.b64encode(b"x" * shift + raw).decode()[4:-4] for shift in range(3)),
        base64.b32encode(raw).decode(),
        base64.b85encode(raw).decode(),
        urllib.parse.quote(secret),
        "".join(f"{byte:03}" for byte in raw),
        secret[::2],
        secret[1::2],
    ):
        yield bare(text)


def bare(text: str) -> str:
    """Without what could be put between the characters of a secret."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def pieces_in(text: str, secrets: set[str]) -> list[str]:
    squeezed = bare(text)
    return sorted((windows(squeezed, *PIECE) | windows(squeezed, *DIGITS)) & secrets)


def windows(text: str, width: int, step: int = 1) -> set[str]:
    return {text[at : at + width] for at in range(0, len(text) - width + 1, step)}


if __name__ == "__main__":
    main()
