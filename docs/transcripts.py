"""Runs the transcripts of README.md and of these pages, and writes what the commands print now.

    python docs/transcripts.py            every page that has transcripts
    python docs/transcripts.py PAGE...    these

What benchmarks print is too slow for that: `docs/figures.py` takes it from where it is recorded.

Comments, which readers do not see, say where the `console` blocks behind them run, and what stands in
which file by then:

    <!-- transcripts in docs/scenes/double -->   in a copy of that folder
    <!-- transcripts in an empty folder -->
    <!-- transcripts in this repository -->      in a copy of what makes it a course, and installed
    <!-- transcripts in ..., through COMMAND --> started by that command, and only where it works
    <!-- file: PATH -->                          the block below becomes that file
    <!-- change: PATH -->                        the `diff` below is made in that file
    <!-- run: COMMAND -->                        is done, and not shown

A line `...` stands for any lines. Times, durations, progress, versions of the system and the folder's place
may differ; nothing else may.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = "/home/prof"
WRITTEN = 1_790_000_000  # the time of all files, before the assignments are due
EMPTY, REPOSITORY = "an empty folder", "this repository"
COURSE = ("pyproject.toml", "assignments", "solutions", "autograder_tests", "examples")
INSTALLED = ("Makefile", "requirements.lock")
SECONDS = 300
PIECE = re.compile(
    r"^<!-- transcripts in (?P<scene>.+?)(?:, through (?P<way>.+?))? -->$"
    r"|^<!-- run: (?P<unseen>.+?) -->$"
    r"|^(?:<!-- (?P<verb>file|change|recorded): (?P<path>\S+) -->\n\n?)?"
    r"(?P<fence>(?P<ticks>`{3,})(?P<language>\S*)\n)(?P<body>.*?)^(?P=ticks)$",
    re.MULTILINE | re.DOTALL,
)
VARYING = (
    (re.compile(r"^graded \d+ of \d+, .*\n", re.MULTILINE), ""),  # on the way, as often as it takes
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC"), "TIME"),
    (re.compile(r"\b\d+(\.\d+)? ?(ms|s)\b"), "DURATION"),
    (re.compile(r"Linux [\d.]\S* on \w+, Python [\d.]+"), "SYSTEM"),
    (re.compile(r"\bABI \d+"), "ABI"),
)


def pages() -> list[Path]:
    """The pages that have transcripts."""
    candidates = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in candidates if "<!-- transcripts in " in page.read_text("utf-8")]


def refreshed(page: Path, home: Path) -> str:
    """The page's text with what its commands print now; a block that still says so stays as it is.

    They run in `home`, which is left as they leave it.
    """
    return PIECE.sub(Stage(home.resolve()).play, page.read_text("utf-8"))


def unmet(page: Path) -> list[str]:
    """The commands through which the page's transcripts run and which do not work on this machine."""
    ways = [piece["way"] for piece in PIECE.finditer(page.read_text("utf-8")) if piece["way"]]
    with tempfile.TemporaryDirectory() as home:
        stage = Stage(Path(home).resolve())
        return [way for way in ways if stage.start(way, "true").returncode != 0]


def agree(written: str, printed: str) -> bool:
    """Whether both are the same transcript."""
    parts = [_comparable(part) for part in re.split(r"^\.\.\.\n", written, flags=re.MULTILINE)]
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, _comparable(printed)) is not None


@dataclass
class Stage:
    """Where the commands of a page run, one after the other."""

    home: Path
    folder: Path | None = None
    way: str = ""

    def play(self, piece: re.Match[str]) -> str:
        """Do what a piece of the page says; returns what should stand there."""
        if scene := piece["scene"]:
            self._set(scene, piece["way"] or "")
        elif piece["verb"] == "recorded":
            return piece[0]
        elif self.folder and piece["unseen"]:
            self._run(piece["unseen"])
        elif self.folder and piece["verb"]:
            self._edit(piece["verb"], self.folder / piece["path"], piece["body"])
        elif self.folder and piece["language"] == "console":
            printed = "".join(self._run(command) for command in commands(piece["body"]))
            if not agree(piece["body"], printed):
                return piece[0].replace(piece["body"], printed)
        return piece[0]

    def start(self, way: str, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the shell, and show where it ends."""
        through = [str(ROOT / word) if (ROOT / word).is_file() else word for word in way.split()]
        return subprocess.run(
            [*through, "bash", "-c", f"{command}\nprintf '\\0%s' \"$PWD\""],
            cwd=self.folder or self.home,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def _set(self, scene: str, way: str) -> None:
        self.folder, self.way = None, way
        if way and self.start(way, "true").returncode != 0:
            return
        shutil.rmtree(self.home)
        self.folder = self.home if scene == EMPTY else self.home / "course"
        self.folder.mkdir(parents=True)
        if scene == REPOSITORY:
            _copy([ROOT / name for name in (*COURSE, *INSTALLED)], self.folder)
            _install(self.folder / ".venv")
        elif scene != EMPTY:
            _copy((ROOT / scene).iterdir(), self.folder)

    def _edit(self, verb: str, path: Path, body: str) -> None:
        if verb == "file":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, "utf-8")
            return
        before, after = ("".join(_side(body, sign)) for sign in "-+")
        text = path.read_text("utf-8")
        if text.count(before) != 1:
            raise SystemExit(f"{path}: what the diff takes away does not stand there once:\n{before}")
        path.write_text(text.replace(before, after), "utf-8")

    def _run(self, command: str) -> str:
        """The command's line, and what it prints."""
        done = self.start(self.way, command)
        printed, _, folder = done.stdout.rpartition("\0")
        self.folder = Path(folder)
        lines = (line.rstrip() for line in printed.replace(str(self.home), HOME).rstrip().splitlines())
        return "".join(f"{line}\n" for line in (f"$ {command}", *lines))

    def _environment(self) -> dict[str, str]:
        """The same for everybody; of the caller's only what running Python takes."""
        return {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "LOGNAME": "prof",
            "LANG": "C.UTF-8",
            "COLUMNS": "100",
            "GRADER_SECRET": "of the documentation",
            "PYTHONDONTWRITEBYTECODE": "1",
        }


def commands(block: str) -> Iterator[str]:
    """The commands of a `console` block; one that ends in a backslash goes on in the next line."""
    yield from re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)


def _copy(paths: Iterable[Path], folder: Path) -> None:
    for path in paths:
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, folder / path.name)
    for path in folder.rglob("*"):
        os.utime(path, (WRITTEN, WRITTEN))


def _install(environment: Path) -> None:
    """What `make` would do: this environment is there, and newer than what it is made from."""
    environment.mkdir()
    (environment / "bin").symlink_to(Path(sys.executable).parent)
    (environment / ".ready").touch()


def _side(diff: str, sign: str) -> Iterator[str]:
    for line in diff.splitlines(keepends=True):
        if line[0] in {sign, " "}:
            yield line[1:]


def _comparable(text: str) -> str:
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def main(names: list[str]) -> None:
    for page in [Path(name).resolve() for name in names] or pages():
        before = page.read_text("utf-8")
        with tempfile.TemporaryDirectory() as home:
            after = refreshed(page, Path(home))
        page.write_text(after, "utf-8")
        print(f"{page.relative_to(ROOT)}: {'as it was' if before == after else 'refreshed'}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
