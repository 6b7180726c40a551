"""A report as text: for the terminal in colours, and as the plain `repr` of what Python gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.text import Text

from grader.messages import Row, printable
from grader.student.items import ReportItem, items, step
from grader.student.report import CheckReport, State

WIDTH = 100
LABEL = 18
INDENT = "  "
MOST_OUTPUT_LINES = 20

WORDS = {
    State.PASSED: ("pass", "green"),
    State.FAILED: ("FAIL", "bold red"),
    State.BLOCKED: ("FAIL", "bold red"),
    State.UNWRITTEN: ("todo", "yellow"),
    State.UNTESTED: ("  - ", "dim"),
}


def as_text(report: CheckReport, width: int = WIDTH) -> Text:
    """One line for each task, one item for each failure, one thing to do next."""
    parts = [
        _tasks(report, width),
        *([_labelled("Note", [*map(printable, report.notes)], width)] if report.notes else []),
        *(_item(item, width) for item in items(report)),
        *_output(report.output),
        _labelled("Next", [step(report)], width, style="bold"),
    ]
    return Text("\n\n").join(parts)


def _tasks(report: CheckReport, width: int) -> Text:
    text = Text(report.assignment.title, "bold")
    text.append("\n")
    longest = max(len(task.task.name) for task in report.tasks)
    for task in report.tasks:
        word, style = WORDS[task.state]
        text.append(f"\n{INDENT}").append(word, style)
        text.append(f"{INDENT}{task.task.name:{longest}}{INDENT}")
        column = 2 * len(INDENT) + len(word) + longest + len(INDENT)
        text.append(f"\n{' ' * column}".join(_wrapped(printable(task.note), width - column)))
    return text


def _item(item: ReportItem, width: int) -> Text:
    text = Text("FAIL", "bold red")
    gap = max(3, width - len(f"FAIL  {item.name}{item.score}"))
    text.append(f"  {item.name}", "bold").append(f"{' ' * gap}{item.score}".rstrip(), "dim")
    if item.place:
        text.append(f"\n      {item.place}")
    parts = [
        _labelled("What we checked", [item.checked], width),
        _labelled("What we saw", [*item.seen, *_table(item.table)], width),
        _labelled("Already right", item.right, width),
        _labelled("Try next", list(_try_next(item)), width),
    ]
    return Text("\n\n").join([text, *(part for part in parts if part)])


def _labelled(label: str, paragraphs: Sequence[str], width: int, style: str = "") -> Text:
    """The label in a column of its own; nothing where there is nothing to say."""
    lines = [line for paragraph in paragraphs for line in _wrapped(paragraph, width - LABEL - len(INDENT))]
    text = Text()
    for number, line in enumerate(lines):
        text.append("\n" if number else "")
        text.append(f"{INDENT}{'' if number else label:{LABEL}}", "cyan").append(line, style)
    return text


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    """What is lined up stays as it is; a long line of code is not torn within its words."""
    for line in paragraph.splitlines():
        if line.startswith(" "):
            yield line
        else:
            yield from wrap(line, max(width, 30), break_long_words=False, break_on_hyphens=False) or [""]


def _table(rows: Sequence[Row]) -> list[str]:
    """The student's small array: a star marks each wrong entry, with what was expected behind it."""
    cells = [
        [f"*{cell.yours} ({cell.expected})" if cell.expected else cell.yours for cell in row] for row in rows
    ]
    if not cells:
        return []
    longest = max(len(cell) for row in cells for cell in row)
    lines = ["  ".join(["", *(f"{cell:>{longest}}" for cell in row)]) for row in cells]
    return ["Your values; * marks a wrong one, with what was expected behind it:", *lines]


def _try_next(item: ReportItem) -> Iterator[str]:
    if item.hinted:
        yield f"grader hint {item.task}"
    yield f"grader check {item.task}" if item.task else "grader check"


def _output(output: str) -> Iterator[Text]:
    lines = [printable(line, 200) for line in output.splitlines()]
    if lines:
        cut = ["..."] if len(lines) > MOST_OUTPUT_LINES else []
        text = Text("What your code printed", "bold")
        yield text.append("".join(f"\n  {line}" for line in [*cut, *lines[-MOST_OUTPUT_LINES:]]), "not bold")
