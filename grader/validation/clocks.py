"""Where code reads a clock: a test that measures seconds fails right code on a busy machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator

MODULES = {"time", "timeit", "resource", "sched", "cProfile", "profile", "psutil"}
_OF_TIME = {"perf_counter", "monotonic", "process_time", "thread_time", "clock_gettime"}
NAMES = {
    *_OF_TIME,
    *(f"{name}_ns" for name in (*_OF_TIME, "time")),
    *("now", "utcnow", "today"),  # of datetime and date
    *("getrusage", "setitimer"),
}
WHOLE_NAMES = {"os.times", "signal.alarm", "threading.Timer"}
IMPORTERS = {"__import__", "import_module"}


def clocks(source: str | bytes) -> Iterator[tuple[int, str]]:
    """Each line on which `source` imports or uses a clock, and its name; none where it does not parse."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # a file beside the tests that nobody can import
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Attribute | ast.Call):
            for name in _imported(node) or _used(node):
                yield node.lineno, name


def _imported(node: ast.AST) -> list[str]:
    """The clocks that an import brings: modules, or names out of modules."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name in MODULES]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [(alias.name, f"{node.module}.{alias.name}") for alias in node.names]
        return [whole for name, whole in names if node.module in MODULES or _is_clock(name, whole)]
    return []


def _used(node: ast.AST) -> list[str]:
    """A clock that is an attribute, or a module of clocks that is imported by its name in quotes."""
    if isinstance(node, ast.Attribute):
        whole = ast.unparse(node)
        return [whole] if _is_clock(node.attr, whole) else []
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in IMPORTERS:
        return [arg.value for arg in node.args if isinstance(arg, ast.Constant) and arg.value in MODULES]
    return []


def _is_clock(name: str, whole: str) -> bool:
    return name in NAMES or whole in WHOLE_NAMES
