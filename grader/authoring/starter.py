"""A course to start from, and an assignment of its kind: small, complete, and sound as it stands."""

from __future__ import annotations

import keyword
import re
import sys
from pathlib import Path, PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.course import SETTINGS, find_course
from grader.errors import UsageError
from grader.model import Course

FIRST = "least_squares"  # the assignment that a new course has
PARENTS = ("assignments", "solutions", "autograder_tests")
SUFFIX = ".jinja"
PLACE = "ID"  # in a template's name
ID = re.compile(r"[a-z][a-z0-9_]*")
# An assignment's first file has its ID for a name: it must be one that Python can import, and hide nothing.
RESERVED = {"shared", "answers", "grader", "numpy", "pytest", *keyword.kwlist, *sys.stdlib_module_names}


def start_course(folder: Path) -> Course:
    """A new course in `folder`, with one assignment but for its stubs; its name is the folder's."""
    root = folder.resolve()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(
            "is there already, and not empty", where=str(folder), advice=_ADVICE_COURSE.format(SETTINGS)
        )
    _write("course", root, name=root.name, id=FIRST)
    course = find_course(root)
    add_assignment(course, FIRST)
    return course


def add_assignment(course: Course, id: str) -> None:  # noqa: A002 - the noun's own word
    """The three folders of a new assignment, but for its stubs."""
    for parent, folder in free_folders(course, id).items():
        _write(f"assignment/{parent}", folder, id=id, title=id.replace("_", " ").capitalize())


def free_folders(course: Course, id: str) -> dict[str, Path]:  # noqa: A002
    """Where a new assignment's three folders go; UsageError for an ID that cannot be, or is taken."""
    if not ID.fullmatch(id):
        raise UsageError(f"`{id}` cannot be an assignment's ID", advice=_ADVICE_ID)
    if id in RESERVED:
        raise UsageError(f"`{id}.py` would hide another `{id}`", advice=_ADVICE_RESERVED)
    folders = {parent: course.root / parent / id for parent in PARENTS}
    for parent, folder in folders.items():
        if folder.exists():
            what = f"`{parent}/{id}` is there already"
            raise UsageError(what, where=str(course.root), advice=_ADVICE_TAKEN)
    return folders


def _write(tree: str, folder: Path, **words: str) -> None:
    """Render the templates under `tree` into `folder`, each under its own name."""
    templates = Environment(  # noqa: S701 - Python, TOML and Markdown: nothing of it is HTML
        loader=PackageLoader("grader.authoring"), undefined=StrictUndefined, keep_trailing_newline=True
    )
    for name in templates.list_templates(filter_func=lambda name: PurePosixPath(name).is_relative_to(tree)):
        place = PurePosixPath(name).relative_to(tree).as_posix().removesuffix(SUFFIX)
        path = folder / place.replace(PLACE, words["id"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(templates.get_template(name).render(words), "utf-8", newline="\n")


_ADVICE_COURSE = "Give the name of a new folder, or add a [tool.grader] table to the {} that is there."
_ADVICE_ID = "Take lower-case letters, digits and underscores, a letter first."
_ADVICE_RESERVED = "Take another ID: the assignment's first file is named after it."
_ADVICE_TAKEN = "Take another ID, or remove the three folders of that name first."
