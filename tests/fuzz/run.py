"""Looks for inputs that break a target, guided by which lines of grader they reach.

python -m tests.fuzz.run --seconds 60 [TARGET ...]

It needs atheris beside grader in the environment. What it finds is left in build/fuzz: make it smaller, mend
what it breaks, and keep it in found/TARGET/, from where the tests try it from then on. A new target is a new
file in targets/.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "fuzz"
NAMES = sorted(path.stem for path in (HERE / "targets").glob("*.py"))
MISSING = (
    "atheris is not installed here: `python -m pip install atheris` in an environment that holds grader\n"
)
INSTRUMENTED = ["grader", "json", "tarfile", "tomllib", "yaml", "zipfile"]
SLOWEST = 20  # seconds of one input
MEMORY = 2048  # MB of the whole process
LONGEST = 16 << 10  # bytes


def load(name: str) -> ModuleType:
    """The target: `check` raises on a violation, `seeds` are good inputs, TOKENS are parts of inputs."""
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", HERE / "targets" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(NAMES)}; else all of them")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.targets).difference(NAMES):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write(MISSING)
        return 2
    if options.inside:
        search(options.targets[0], options.seconds)
    return max([watched(name, options.seconds) for name in options.targets or NAMES])


def watched(name: str, seconds: int) -> int:
    """Search in a process of its own, which ends with what it finds: it may be a crash of Python itself."""
    command = [sys.executable, "-m", "tests.fuzz.run", name, "--seconds", str(seconds), "--inside"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    counts = re.findall(r"^(?:#|stat::number_of_executed_units: +)(\d+)", done.stderr, re.MULTILINE)
    found = done.returncode != 0
    verdict = "FOUND SOMETHING" if found else "nothing found"
    sys.stdout.write(f"{name:16}{max(map(int, counts), default=0):>10,} executions   {verdict}\n")
    if found:
        sys.stdout.write(f"{done.stdout[-3000:]}\n{done.stderr[-1000:]}\n")
    sys.stdout.flush()
    return int(found)


def search(name: str, seconds: int) -> None:
    """Never returns: the fuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED):
        target = load(name)
        for seed in target.seeds():
            target.check(seed)  # what is imported late is watched as well
    atheris.Setup([name, *arguments(name, target, seconds)], target.check)
    atheris.Fuzz()


def arguments(name: str, target: ModuleType, seconds: int) -> Sequence[str]:
    corpus, crashes = BUILD / name / "corpus", BUILD / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    tokens = BUILD / name / "tokens"
    tokens.write_text("".join(f'"{quoted(token)}"\n' for token in target.TOKENS))
    return [
        str(corpus),
        f"-dict={tokens}",
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={crashes}{os.sep}",
        "-print_final_stats=1",
    ]


def quoted(token: bytes) -> str:
    """As the fuzzer reads it in a file."""
    return "".join(f"\\x{byte:02x}" for byte in token)


if __name__ == "__main__":
    sys.exit(main())
