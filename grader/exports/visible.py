"""What a student may read of a grade: no more than on the student's own page.

Neither what the student's code printed nor how long it took is told: both could carry the inputs of a
hidden test.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.messages import brief, counted, full, printable
from grader.model import Adjustment, Grade, Lateness, Status, TestResult, Visibility


def about(grade: Grade) -> str:
    """What there is to say of the whole submission, a line each."""
    return "\n".join(printable(line) for line in _about(grade))


def about_test(result: TestResult) -> str:
    """What was seen, and the name of the mistake where there is one; empty for a test that passed."""
    return "\n".join(_about_test(result))


def name(result: TestResult) -> str:
    return printable(f"{result.task}: {result.title}")


def score(result: TestResult) -> str:
    """`1.5/2`; what a broken test would have given is not known."""
    earned = "-" if result.status is Status.BROKEN else points(result.earned)
    return f"{earned}/{points(result.possible)}"


def points(value: float) -> str:
    return f"{round(value, 4):.10g}"


def _about(grade: Grade) -> Iterator[str]:
    final, late = grade.final, grade.lateness
    too_late = final is None and late is not None and late.cut_off
    if final is None:
        yield TOO_LATE if too_late else WITHHELD
    elif final != grade.raw:
        yield f"The tests gave {points(grade.raw)} points; {points(final)} count."
    yield from map(_adjusted, grade.adjustments)
    if late and not too_late:
        yield _late(late, withheld=final is None)
    if grade.unread:
        yield UNREAD.format(attempt=grade.attempt, attempts=grade.attempts)
        yield from grade.unread.warnings[:1]
    yield from grade.info.warnings
    if grade.isolation.mode == "none":
        yield "The submission was graded without isolation."


def _adjusted(adjustment: Adjustment) -> str:
    comment = f": {adjustment.comment}" if adjustment.comment else ""
    if not adjustment.points:
        return f"{adjustment.by} on {adjustment.task}{comment}"
    return f"{adjustment.points:+.10g} for {adjustment.task} by {adjustment.by}{comment}"


def _late(late: Lateness, *, withheld: bool) -> str:
    days = f"Handed in {counted(late.days, 'day')} late"
    if late.cut_off:
        return f"{days}: too late to count."
    if withheld:
        return f"{days}."
    free = f", {late.free_days} from the late days" if late.free_days else ""
    return f"{days}{free}: {f'{points(late.penalty)} taken off' if late.penalty else 'nothing taken off'}."


def _about_test(result: TestResult) -> Iterator[str]:
    if result.status is Status.PASSED:
        return
    if result.status is Status.BROKEN:
        yield WITHHELD
        return
    if result.observed:
        visible = result.visibility is Visibility.VISIBLE
        yield from full(result.observed) if visible else (brief(result.observed),)
    if result.diagnosis:
        yield f"{printable(result.diagnosis.title)}."
        yield printable(result.diagnosis.advice.strip())


WITHHELD = "Withheld: this is our failure. Your instructor has been informed, and you lose no points."
TOO_LATE = (
    "Withheld: this is our failure, and your instructor has been informed. It costs you nothing: handed in "
    "after the cutoff, this is too late to count."
)
UNREAD = (
    "We could not read what you handed in last: attempt {attempt} of {attempts} counts instead. "
    "Hand the last one in again; this was in the way:"
)
