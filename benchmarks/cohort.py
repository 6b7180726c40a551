"""A class of `losses` for benchmarks/similarity.py: honest submissions, and copies planted among them.

The honest ones are the hand-written submissions of the example class, and as many again that are composed:
each function is one of the few ways that its authors went, changed by rewrites that leave its meaning as it
is (`np.dot(a, b)` for `a @ b`, `x * x` for `x**2`, other names, a name for a part of an expression).
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rewriting import renamed, rewritten

from grader import intake
from grader.course import find_course, load_assignment
from grader.model import Assignment
from grader.runner.context import reference_files

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "submissions" / "losses"
HOSTILE = {"chris-d", "max-h", "robin-t"}  # their code is there to attack, not to answer
WAYS = ("aaron-b", "keiko-n", "mei-c", "nadia-f", "wei-z")  # with the reference: what the others compose from
COMPOSED = 50
COPIES_OF_A_KIND = 4
ANSWERS = "answers.py"

Files = Mapping[str, str]


@dataclass(frozen=True)
class Cohort:
    """Every student's files, and the kind of copy that each planted pair is."""

    assignment: Assignment
    students: Mapping[str, Files]
    planted: Mapping[frozenset[str], str]


def make_cohort(
    seed: int, composed: int = COMPOSED, copies: int = COPIES_OF_A_KIND, written: int = 100
) -> Cohort:
    """`written` of the example class, `composed` more, and `copies` of each kind."""
    rng = random.Random(seed)
    assignment = load_assignment(find_course(ROOT), "losses")
    examples = _written(assignment)
    ways = [dict(reference_files(assignment)), *(examples.pop(name) for name in WAYS)]
    honest = {name: examples[name] for name in list(examples)[:written]}
    honest |= {f"composed-{at:03}": _composed(ways, rng) for at in range(composed)}
    students, planted = dict(honest), {}
    sources = [name for name in honest if _is_whole(honest[name])]
    rng.shuffle(sources)
    for kind, disguise in KINDS.items():
        for _ in range(copies):
            source, copier = sources.pop(), f"copier-{len(planted):02}"
            students[copier] = disguise(Copy(honest[source], _composed(ways, rng), rng))
            planted[frozenset((source, copier))] = kind
    return Cohort(assignment, students, planted)


def _written(assignment: Assignment) -> dict[str, dict[str, str]]:
    read = [intake.read(assignment, source) for source in intake.find(assignment, [EXAMPLES])]
    found = {one.info.student: dict(one.files) for one in read if not one.notebooks}
    return {name: files for name, files in found.items() if name not in HOSTILE and files}


def _is_whole(files: Files) -> bool:
    """Whether there is anything in it to copy: all files, and no stub."""
    return len(files) == 4 and all(_parses(text) and "NotImplemented" not in text for text in files.values())


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _composed(ways: Sequence[Files], rng: random.Random) -> dict[str, str]:
    """Each function from one way or another, with the helpers that it needs."""
    return {file: _composed_file(file, ways, rng) for file in ways[0]}


def _composed_file(file: str, ways: Sequence[Files], rng: random.Random) -> str:
    trees = [ast.parse(way[file]) for way in ways if file in way and _parses(way[file])]
    if file == ANSWERS:
        return ast.unparse(rng.choice(trees))
    body: list[ast.stmt] = [ast.parse("import numpy as np").body[0]]
    taken: set[str] = set()
    for name in [node.name for node in trees[0].body if isinstance(node, ast.FunctionDef)]:
        tree = rng.choice([tree for tree in trees if name in _functions(tree)] or trees[:1])
        for needed in _with_helpers(name, _functions(tree)):
            if needed.name not in taken:
                taken.add(needed.name)
                body.append(rewritten(needed, rng, rate=0.5))
    return ast.unparse(ast.Module(body, []))


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _with_helpers(name: str, functions: Mapping[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    node = functions[name]
    used = [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    helpers = [one for one in dict.fromkeys(used) if one in functions and one != name]
    return [*(functions[one] for one in helpers), node]


@dataclass(frozen=True)
class Copy:
    """Whose files are copied, what the copier has done alone, and chance."""

    source: Files
    alone: Files
    rng: random.Random


def _verbatim(copy: Copy) -> Files:
    """As it is, under other comments and in another layout."""
    comments = ("# first the scores", "# now the loss", "# gradient", "# see lecture 3")
    return {
        file: _commented(ast.unparse(ast.parse(text)), comments, copy.rng)
        for file, text in copy.source.items()
    }


def _commented(text: str, comments: Sequence[str], rng: random.Random) -> str:
    lines = []
    for line in text.splitlines():
        if line.startswith("    ") and not line.lstrip().startswith(('"', "'")) and rng.random() < 0.3:
            lines.append(line[: len(line) - len(line.lstrip())] + rng.choice(comments))
        lines.append(line)
    return "\n".join(lines) + "\n"


def _other_names(copy: Copy) -> Files:
    return _each(copy.source, lambda node: renamed(node, copy.rng))


def _other_order(copy: Copy) -> Files:
    """Other names, and the functions in another order."""
    return {file: _shuffled(text, copy.rng) for file, text in _other_names(copy).items()}


def _shuffled(text: str, rng: random.Random) -> str:
    tree = ast.parse(text)
    rng.shuffle(tree.body)
    return ast.unparse(tree)


def _swapped(copy: Copy) -> Files:
    """Other names, and neighbouring statements that do not need each other in another order."""
    return _each(copy.source, lambda node: _swap(renamed(node, copy.rng), copy.rng))


def _swap(node: ast.FunctionDef, rng: random.Random) -> ast.FunctionDef:
    for block in [inner.body for inner in ast.walk(node) if isinstance(inner, ast.FunctionDef | ast.For)]:
        for at in range(len(block) - 1):
            if _independent(block[at], block[at + 1]) and rng.random() < 0.7:
                block[at], block[at + 1] = block[at + 1], block[at]
    return node


def _independent(one: ast.stmt, other: ast.stmt) -> bool:
    simple = ast.Assign | ast.AugAssign
    if not isinstance(one, simple) or not isinstance(other, simple):
        return False
    return not (_names(one, ast.Store) & _names(other)) and not (_names(other, ast.Store) & _names(one))


def _names(node: ast.AST, context: type = ast.expr_context) -> set[str]:
    changed = {
        inner.value.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Subscript)
        and isinstance(inner.ctx, ast.Store)
        and isinstance(inner.value, ast.Name)
    }
    return changed | {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


def _quarter(copy: Copy) -> Files:
    """Other names, another order, and one in four expressions written in another way."""
    return _disguised(copy, rate=0.25)


def _half(copy: Copy) -> Files:
    """As much as the composed ones differ that went the same way."""
    return _disguised(copy, rate=0.5)


def _disguised(copy: Copy, rate: float) -> Files:
    files = _each(copy.source, lambda node: rewritten(node, copy.rng, rate))
    return {file: _shuffled(text, copy.rng) for file, text in files.items()}


def _one_file(copy: Copy) -> Files:
    """One of the two long files, with other names; the rest is the copier's own."""
    file = copy.rng.choice(["softmax.py", "linear_svm.py"])
    return {**copy.alone, file: _other_names(copy)[file]}


def _one_function(copy: Copy) -> Files:
    """One of the longer functions, with other names; the rest is the copier's own."""
    trees = {file: ast.parse(text) for file, text in copy.source.items()}
    file, name = copy.rng.choice([(file, name) for file, name in LONGER if name in _functions(trees[file])])
    copied = [renamed(node, copy.rng) for node in _with_helpers(name, _functions(trees[file]))]
    tree = ast.parse(copy.alone[file])
    names = {node.name for node in copied}
    tree.body = [node for node in tree.body if getattr(node, "name", "") not in names] + copied
    return {**copy.alone, file: ast.unparse(tree)}


def _each(source: Files, change: Callable[[ast.FunctionDef], ast.FunctionDef]) -> dict[str, str]:
    files = {}
    for file, text in source.items():
        tree = ast.parse(text)
        tree.body = [change(node) if isinstance(node, ast.FunctionDef) else node for node in tree.body]
        files[file] = ast.unparse(ast.fix_missing_locations(tree))
    return files


KINDS: Mapping[str, Callable[[Copy], Files]] = {
    "other comments": _verbatim,
    "other names": _other_names,
    "and functions reordered": _other_order,
    "and statements swapped": _swapped,
    "and a quarter rewritten": _quarter,
    "and half rewritten": _half,
    "one file": _one_file,
    "one function": _one_function,
}
LONGER = (
    ("softmax.py", "softmax_loss_naive"),
    ("softmax.py", "softmax_loss_vectorized"),
    ("linear_svm.py", "svm_loss_naive"),
    ("linear_svm.py", "svm_loss_vectorized"),
    ("linear_svm.py", "squared_hinge_loss"),
)
