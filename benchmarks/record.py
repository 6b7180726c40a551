"""Runs benchmarks, and keeps what they print for the pages that quote it.

    python benchmarks/record.py                    all of them, one after the other
    python benchmarks/record.py NAME...            these
    python benchmarks/record.py --tools FOLDER     with the tools that some of them compare grader with

What is printed goes to benchmarks/recorded/NAME.txt, behind the day and the machine; `python
docs/figures.py` takes it from there. What fails, or leaves the other tools out, is not kept: what was
recorded before stays. FOLDER is a virtual environment, and is made where there is none.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECORDED = ROOT / "benchmarks" / "recorded"
TOOLS = "--tools FOLDER"
GAUNTLET = "python tests/attacks/gauntlet.py"
COMMANDS = {
    "attacks": tuple(f"python tests/attacks/enter.py {user} {GAUNTLET}" for user in ("root", "nobody")),
    "field": (f"python benchmarks/field.py {TOOLS}",),
    "gradebook": ("python benchmarks/gradebook.py",),
    "gradients": ("python benchmarks/gradients.py",),
    "growth": ("python benchmarks/growth.py 10 100 1000 10000",),
    "items": ("python benchmarks/items.py",),
    "naming": ("python benchmarks/naming.py",),
    "oversized": ("python benchmarks/oversized.py",),
    "overhead": ("python benchmarks/overhead.py",),
    "pages": ("python benchmarks/pages.py",),
    "regrade": ("python benchmarks/regrade.py",),
    "similarity": (f"python benchmarks/similarity.py {TOOLS}",),
    "tricks": (f"python benchmarks/tricks.py {TOOLS}",),
}


def main() -> None:
    wanted = arguments()
    failed = [name for name in wanted.names or COMMANDS if not record(name, wanted.tools)]
    if failed:
        raise SystemExit(f"failed, and not recorded: {', '.join(failed)}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(COMMANDS))
    parser.add_argument("--tools", metavar="FOLDER", help="a virtual environment of the other tools")
    wanted = parser.parse_args()
    if unknown := set(wanted.names) - COMMANDS.keys():
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(COMMANDS)}")
    return wanted


def record(name: str, tools: str | None) -> bool:
    """Run its commands, and keep what they print where that is everything; whether all went well."""
    whole = tools is not None or not any(TOOLS in command for command in COMMANDS[name])
    printed = [transcript(command, tools) for command in COMMANDS[name]]
    if None in printed:
        return False
    if not whole:
        print(f"{name}: not recorded, because the other tools are left out: see --tools", flush=True)
        return True
    RECORDED.mkdir(exist_ok=True)
    path = RECORDED / f"{name}.txt"
    path.write_text(f"# {facts()}\n{''.join(part for part in printed if part)}", "utf-8")
    print(f"{name}: recorded in {path.relative_to(ROOT)}", flush=True)
    return True


def transcript(command: str, tools: str | None) -> str | None:
    """The command's line and what it prints, which is shown as it comes; None where it fails."""
    told = [f"$ {command if tools else command.removesuffix(f' {TOOLS}')}\n"]
    print(told[0], end="", flush=True)
    with subprocess.Popen(
        words(command, tools), cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            told.append(f"{line.rstrip()}\n")
    return "".join(told) if process.returncode == 0 else None


def words(command: str, tools: str | None) -> Sequence[str]:
    """The command with this Python, and with the folder of the other tools if there is one."""
    place = f"--tools {Path(tools).resolve()}" if tools else ""
    return [sys.executable if word == "python" else word for word in command.replace(TOOLS, place).split()]


def environment() -> dict[str, str]:
    """Lines come as they are printed, and are as long as on any other terminal."""
    return os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "100"}


def facts() -> str:
    """The day and the machine, as far as figures depend on it."""
    system, kernel = platform.system(), platform.release().partition("-")[0]
    python = platform.python_version()
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {python}, {system} {kernel}"


if __name__ == "__main__":
    main()
