"""Wrong values in sentences: how many, where, and what they have to do with the right ones."""

from __future__ import annotations

from collections.abc import Mapping

from grader.messages.parts import (
    both,
    capitalised,
    entry,
    exact,
    scientific,
    share,
    short,
    told_apart,
)
from grader.observations import (
    ArrayRegion,
    Differences,
    GradientPropertyFailed,
    Number,
    Observation,
    WrongGradient,
    WrongValues,
)


def values(subject: str, differences: Differences) -> list[str]:
    return [
        *share(differences.wrong, differences.entries, "{} of {} entries differ."),
        *_place(differences.place),
        *_worst(subject, differences),
        *relative_error(differences.relative_error, differences.tolerance),
        *_regularity(differences),
        *([differences.note] if differences.note else []),
    ]


def compared(yours: object, expected: object) -> list[str]:
    return [capitalised(both(*told_apart(yours, expected)))]


def relative_error(error: Number | None, tolerance: Number | None) -> list[str]:
    allowed = "" if tolerance is None else f" (allowed: {scientific(tolerance)})"
    return [] if error is None else [f"The relative error is {scientific(error)}{allowed}."]


def tolerance(observation: Observation) -> str | None:
    """The relative error that would have passed."""
    match observation:
        case WrongValues(differences=Differences(tolerance=allowed)):
            pass
        case WrongGradient(differences=Differences(tolerance=allowed)):
            pass
        case GradientPropertyFailed(tolerance=allowed):
            pass
        case _:
            return None
    return None if allowed is None else scientific(allowed)


def _place(place: ArrayRegion | None) -> list[str]:
    if place is None or place.of not in _PLACES:
        return []
    where = _PLACES[place.of].format(axis=place.axis, index=place.index)
    whole = ", and every entry there is wrong" if place.whole else ""
    return [f"All wrong entries are {where}{whole}."]


def _worst(subject: str, differences: Differences) -> list[str]:
    pair = both(*told_apart(differences.yours, differences.expected))
    where = f"Worst at `{entry(subject, differences.index)}`: {pair}" if differences.index else ""
    return [where or capitalised(pair)]


def _regularity(differences: Differences) -> list[str]:
    everywhere = "" if differences.entries == 1 else " everywhere"
    sizes = _sizes(differences.sizes or {})
    facts = (
        (differences.ratio, _times, f"Yours {{}}{everywhere}{sizes}."),
        (differences.difference, _apart, "Yours {} everywhere."),
        (differences.ratio_of_wrong, _times, f"Where it is wrong, yours {{}}{sizes}."),
        (differences.difference_of_wrong, _apart, "Where it is wrong, yours {}."),
    )
    return [sentence.format(said(number)) for number, said, sentence in facts if number is not None]


def _times(ratio: float) -> str:
    if ratio == 0:
        return "is zero"
    if _near(ratio, -1):
        return "has the right size and the opposite sign"
    if _near(ratio, 0.5):
        return "is half of what was expected"
    parts = 1 / ratio
    if 1 < abs(parts) < _MOST_PARTS and _near(parts, round(parts)):
        return f"is {'-' if ratio < 0 else ''}1/{abs(round(parts))} of what was expected"
    return f"is {short(ratio)} times what was expected"


def _apart(difference: float) -> str:
    return f"is {short(abs(difference))} {'more' if difference > 0 else 'less'} than expected"


def _near(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= 1e-6 * abs(wanted)


def _sizes(sizes: Mapping[str, int]) -> str:
    """`, and N is 6`: the sizes that the ratio is made of, which are all the same."""
    if not sizes:
        return ""
    *others, last = map(exact, sizes)
    size = next(iter(sizes.values()))
    if not others:
        return f", and {last} is {size}"
    return f", and {', '.join(others)} and {last} are {'both' if len(others) == 1 else 'all'} {size}"


_PLACES = {
    "row": "in row {index}",
    "column": "in column {index}",
    "channel": "in channel {index}",
    "slice": "at index {index} of axis {axis}",
    "border": "on the border of the last two axes",
    "diagonal": "on the diagonal",
}
_MOST_PARTS = 10_000
