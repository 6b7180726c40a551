"""Common tricks against graders: the same hostile submissions, graded by each tool there is, in one run.

The assignment and the tools are those of field.py, with 12 checks, and each tool grades as it does there;
only that of nbgrader the checks are hidden tests. A trick is a file of benchmarks/tricks, handed in behind
answers that are all wrong: it computes nothing right, and earns what it deceives a tool into. Two submissions
without any trick come last: the stub, and the wrong answers alone.

A number says how many checks the tool has counted as passed; `-` that it ended without a result, which is no
point. The last lines say how many tricks have earned points, where those two have fewer.

`--tools FOLDER` is that of field.py; without it grader and pytest are left. No container is started: one
would protect the machine, but the points are counted inside it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from elsewhere import install, versions
from field import forms, tools
from field.submissions import STUB
from field.tools import Tool

TRICKS = Path(__file__).with_name("tricks")
PACKAGES = ("gradescope-utils", "otter-grader", "nbgrader", "ipykernel", f"numpy=={np.__version__}")
OURS = ("numpy", "pytest")
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
Points = dict[str, int | None]


class NbgraderHidden(tools.Nbgrader):
    """With the checks between nbgrader's marks of hidden tests, which only test cells may have."""

    def __init__(self, folder: Path, programs: Path) -> None:
        super().__init__(folder, programs)
        source = folder / "source" / forms.NAME / "exercise.ipynb"
        notebook = json.loads(source.read_text("utf-8"))
        for cell in notebook["cells"][1:]:
            cell["source"] = HIDDEN.format(cell["source"])
            cell["metadata"]["nbgrader"] = {"points": 0} | cell["metadata"]["nbgrader"] | {"grade": True}
        source.write_text(json.dumps(notebook), "utf-8")
        command = ["nbgrader", "generate_assignment", forms.NAME, "--force"]
        subprocess.run(command, cwd=folder, env=os.environ | self._path, capture_output=True, check=True)
        released = json.loads((folder / "release" / forms.NAME / "exercise.ipynb").read_text("utf-8"))
        if any("check_" in cell["source"] for cell in released["cells"]):
            raise RuntimeError("the released notebook shows the hidden tests")


def main() -> None:
    wanted = arguments()
    programs = install(wanted.tools, PACKAGES) if wanted.tools else None
    tell_versions(programs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        students = written(folder / "class")
        found = there(folder, programs)
        tell({name: graded(tool, students) for name, tool in found.items()})


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tools", type=Path, metavar="FOLDER", help="a virtual environment of the others")
    return parser.parse_args()


def tell_versions(programs: Path | None) -> None:
    others = versions(programs, [name for name in PACKAGES if "==" not in name]) if programs else None
    print(f"{versions(Path(sys.executable).parent, OURS)}; {others or 'no other tools: see --tools'}")


def written(folder: Path) -> list[Path]:
    """A folder for each submission, named as the table names it."""
    texts = {path.stem: f"{WRONG}\n\n{path.read_text('utf-8')}" for path in sorted(TRICKS.glob("*.py"))}
    texts |= WITHOUT
    for name, text in texts.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "exercise.py").write_text(text, "utf-8")
    return [folder / name for name in texts]


def there(folder: Path, programs: Path | None) -> dict[str, Tool]:
    found: dict[str, Tool] = {"grader": tools.Grader(folder / "grader")}
    found["pytest"] = tools.pytest(folder / "pytest")
    if programs:
        found["gradescope-utils"] = tools.gradescope(folder / "gradescope", programs)
        found["otter"] = tools.otter(folder / "otter", programs)
        found["nbgrader"] = NbgraderHidden(folder / "nbgrader", programs)
    return found


def graded(tool: Tool, students: Sequence[Path]) -> Points:
    """All of them together where the tool grades a class, and where it does not, each alone."""
    tool.hand_in(students)
    if not isinstance(tool, tools.OneByOne):
        return dict(tool.grade(students))
    return {student.name: alone(tool, student) for student in students}


def alone(tool: Tool, student: Path) -> int | None:
    """None where the tool has ended without a result that can be read."""
    try:
        return tool.grade([student])[student.name]
    except (RuntimeError, OSError, ValueError):
        return None


def tell(points: dict[str, Points]) -> None:
    print(f"{len(forms.CHECKS)} checks; how many of them each tool counts as passed")
    print(f"{'':20}{''.join(f'{name:>18}' for name in points)}")
    names = list(points["pytest"])
    for name in names:
        cells = ["-" if of_tool[name] is None else of_tool[name] for of_tool in points.values()]
        print(f"{name.replace('_', ' '):20}{''.join(f'{cell:>18}' for cell in cells)}")
    for tool, of_tool in points.items():
        print(f"{tool}: points forged by {len(forged(of_tool))} of {len(names) - len(WITHOUT)} tricks")


def forged(points: Points) -> list[str]:
    honest = max(points[name] or 0 for name in WITHOUT)
    return [name for name, earned in points.items() if (earned or 0) > honest]


WRONG = """\
import numpy as np


def softmax_loss(W, X, y, reg):
    return -1.0, np.ones_like(W)


def svm_loss(W, X, y, reg):
    return -1.0, np.ones_like(W)


def affine_forward(x, w, b):
    return np.zeros((len(x), len(b)))


def affine_backward(dout, x, w, b):
    return np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)


def conv_output_shape(shape, filters, size, stride, pad):
    return 0, 0, 0


def conv_param_count(channels, filters, size):
    return 0
"""
WITHOUT = {"the_stub": STUB, "wrong_answers": WRONG}

if __name__ == "__main__":
    main()
