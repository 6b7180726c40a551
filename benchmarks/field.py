"""Grading in the field: the same 12 checks on the same submissions, by each tool there is, in one run.

Prints, per submission, wall and CPU time of each, and how many times ours that is:

plain functions    the checks called on the imported submission: no tool, nothing apart, nothing kept
grade              our whole command on a class: sandbox, gradebook, a page for each student
pytest             `python -m pytest` anew for each submission, its code in the same process
gradescope-utils   its JSON runner, as its harness starts it for each submission; no container
otter              `otter run` for each submission, and its Python interface in one process; no container
nbgrader           `nbgrader autograde`, one by one, and of the class in one batch

`--tools FOLDER` says where the last three are, and installs them into a virtual environment there if there
is none; without it they are left out. A line says whether all tools gave every submission the same points.
Those that grade one by one take turns; `grade` runs before and after them, on a larger class too.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from elsewhere import install, versions
from field import tools
from field.forms import CHECKS
from field.submissions import written
from field.tools import Tool

PACKAGES = ("gradescope-utils", "otter-grader", "nbgrader", "ipykernel", f"numpy=={np.__version__}")
OURS = ("numpy", "pytest")
PLAIN, PYTEST, GRADESCOPE, OTTER = "plain functions", "pytest", "gradescope-utils", "otter run"
ALONE, BATCH, OTTERS = "nbgrader, one by one", "nbgrader, in one batch", "otter, in one process"
OTHERS = (PLAIN, PYTEST, GRADESCOPE, OTTER, OTTERS, ALONE, BATCH)
CPU_BOUND, WALL_BOUND = 8, 50  # times ours: pytest's CPU; otter's and nbgrader's wall time


@dataclass(frozen=True)
class Cost:
    """What a tool has used, and how many checks each submission has passed according to it."""

    wall: float = 0.0
    cpu: float = 0.0
    passed: tuple[tuple[str, int], ...] = ()

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu, self.passed + other.passed)

    @property
    def each(self) -> tuple[float, float]:
        """Wall and CPU time in ms, per submission."""
        return 1000 * self.wall / len(self.passed), 1000 * self.cpu / len(self.passed)


def main() -> None:
    wanted = arguments()
    programs = install(wanted.tools, PACKAGES) if wanted.tools else None
    tell_versions(programs)
    tell_load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = {"warm": 1, "small": wanted.copies, "large": wanted.large}
        classes = {size: written(folder / size, copies) for size, copies in sizes.items()}
        small, large, others = measure(folder, programs, classes)
    tell_load()
    tell(small, large, others)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--copies", type=int, default=30, help="how many submissions for each tool (30)")
    parser.add_argument("--large", type=int, default=300, help="and how many more for ours alone (300)")
    parser.add_argument("--tools", type=Path, metavar="FOLDER", help="a virtual environment of the others")
    wanted = parser.parse_args()
    if not 0 < wanted.copies < wanted.large:
        parser.error("--large must be more than --copies, and that more than 0")
    return wanted


def measure(
    folder: Path, programs: Path | None, classes: dict[str, list[Path]]
) -> tuple[Cost, Cost, dict[str, Cost]]:
    """Of ours on the small class and on the large one, and of the others by name."""
    ours = tools.Grader(folder / "grader")
    use(ours, classes["warm"])
    small, large = use(ours, classes["small"]), use(ours, classes["large"])
    others = in_turns(one_by_one(folder, programs), classes["warm"], classes["small"])
    for name, tool in batches(folder, programs).items():
        others[name] = use(tool, classes["small"])
    return small + use(ours, classes["small"]), large + use(ours, classes["large"]), others


def one_by_one(folder: Path, programs: Path | None) -> dict[str, Tool]:
    """Those that are there."""
    found = {PLAIN: tools.plain_functions(), PYTEST: tools.pytest(folder / "pytest")}
    if programs and list(programs.parent.glob("lib/*/site-packages/gradescope_utils")):
        found[GRADESCOPE] = tools.gradescope(folder / "gradescope", programs)
    if programs and (programs / "otter").exists():
        found[OTTER] = tools.otter(folder / "otter", programs)
    if programs and (programs / "nbgrader").exists():
        found[ALONE] = tools.Nbgrader(folder / "nbgrader", programs)
    return found


def batches(folder: Path, programs: Path | None) -> dict[str, Tool]:
    """Those that can grade a class in one process, and are there."""
    found: dict[str, Tool] = {}
    if programs and (programs / "otter").exists():
        found[OTTERS] = tools.OtterInOneProcess(folder / "otter-batch", programs)
    if programs and (programs / "nbgrader").exists():
        found[BATCH] = tools.Nbgrader(folder / "nbgrader-batch", programs)
    return found


def in_turns(found: dict[str, Tool], warm: Sequence[Path], students: Sequence[Path]) -> dict[str, Cost]:
    """Each tool on the first submission, then each on the second, so that a busy minute is everybody's."""
    for tool in found.values():
        use(tool, warm)
    costs = dict.fromkeys(found, Cost())
    for student in students:
        for name, tool in found.items():
            costs[name] += use(tool, [student])
    return costs


def use(tool: Tool, students: Sequence[Path]) -> Cost:
    tool.hand_in(students)
    wall, cpu = time.perf_counter(), used_cpu()
    passed = tool.grade(students)
    return Cost(time.perf_counter() - wall, used_cpu() - cpu, tuple(passed.items()))


def used_cpu() -> float:
    """Seconds, of this process and of all that it has waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def tell_versions(programs: Path | None) -> None:
    ours = versions(Path(sys.executable).parent, OURS)
    others = versions(programs, [name for name in PACKAGES if "==" not in name]) if programs else None
    print(f"{ours}; {others or 'no other tools: see --tools'}")


def tell_load() -> None:
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def tell(small: Cost, large: Cost, others: dict[str, Cost]) -> None:
    few, many = (f"class of {len(set(cost.passed))}" for cost in (small, large))
    print(f"{len(CHECKS)} checks on each submission; ms per submission, and times `grade` of a class")
    print(f"{'':24}{'wall':>9}{'CPU':>9}   x {few}: wall, CPU   x {many}: wall, CPU")
    for name, cost in ((f"grade, {few}", small), (f"grade, {many}", large), *others.items()):
        times = [f"{cost.each[kind] / ours.each[kind]:12.2f}" for ours in (small, large) for kind in (0, 1)]
        print(f"{name:24}{cost.each[0]:9.1f}{cost.each[1]:9.1f}{''.join(times)}")
    for name in OTHERS:
        if name not in others:
            print(f"{name:24} is not there: see --tools")
    tell_verdicts(set(small.passed), others)
    tell_start(small, large)
    tell_bounds(large, others)


def tell_verdicts(ours: set[tuple[str, int]], others: dict[str, Cost]) -> None:
    different = {name: sorted(set(cost.passed) - ours) for name, cost in others.items()}
    for name, points in different.items():
        if points:
            print(f"{name} gives other points than grade: {points}")
    if not any(different.values()):
        print("all give every submission the same points")


def tell_start(small: Cost, large: Cost) -> None:
    """The straight line through the two classes: what a run costs before its first submission, and each."""
    (few, one), (many, other) = ((len(set(cost.passed)), cost.each[1]) for cost in (small, large))
    each = (other * many - one * few) / (many - few)
    print(f"grade: {(one - each) * few / 1000:.2f} s of CPU to start, then {each:.1f} ms for each submission")


def tell_bounds(ours: Cost, others: dict[str, Cost]) -> None:
    bounds = [(PYTEST, 1, CPU_BOUND), *((name, 0, WALL_BOUND) for name in (OTTER, OTTERS, BATCH))]
    for name, kind, bound in bounds:
        if name in others:
            times = others[name].each[kind] / ours.each[kind]
            verdict = "kept" if times >= bound else "MISSED"
            print(
                f"{name}: {times:.1f} times {('the wall time', 'the CPU')[kind]}, wanted {bound}: {verdict}"
            )


if __name__ == "__main__":
    main()
