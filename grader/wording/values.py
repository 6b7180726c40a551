"""Wrong values in sentences: how many, where, and what they have to do with the right ones."""

from __future__ import annotations

from collections.abc import Mapping

from grader.model import Observation
from grader.wording.parts import (
    Details,
    both,
    capitalised,
    entry,
    exact,
    finite,
    scientific,
    share,
    short,
    told,
    told_apart,
)


def values(observation: Observation) -> list[str]:
    details = observation.details
    return [
        *share(details, "wrong", "{} of {} entries differ."),
        *_place(details.get("place")),
        *_worst(observation),
        *relative_error(details),
        *_regularity(details),
        *told(details, "note", "{}"),
    ]


def compared(observation: Observation) -> list[str]:
    return capitalised(both(observation.details, told_apart))


def relative_error(details: Details) -> list[str]:
    error, tolerance = details.get("relative_error"), details.get("tolerance")
    allowed = "" if tolerance is None else f" (allowed: {scientific(tolerance)})"
    return [] if error is None else [f"The relative error is {scientific(error)}{allowed}."]


def tolerance(observation: Observation) -> str | None:
    """The relative error that would have passed."""
    allowed = observation.details.get("tolerance")
    return None if allowed is None else scientific(allowed)


def _place(place: object) -> list[str]:
    if not isinstance(place, Mapping) or str(place.get("of")) not in _PLACES:
        return []
    axis, index = exact(place.get("axis")), exact(place.get("index"))
    where = _PLACES[str(place["of"])].format(axis=axis, index=index)
    whole = ", and every entry there is wrong" if place.get("whole") is True else ""
    return [f"All wrong entries are {where}{whole}."]


def _worst(observation: Observation) -> list[str]:
    index = observation.details.get("index")
    if not index:
        return compared(observation)
    where = entry(observation.subject, index)
    return [f"Worst at `{where}`: {pair}" for pair in both(observation.details, told_apart)]


def _regularity(details: Details) -> list[str]:
    everywhere = "" if details.get("entries") == 1 else " everywhere"
    sizes = _sizes(details.get("sizes"))
    facts = {
        "ratio": f"Yours {{}}{everywhere}{sizes}.",
        "difference": "Yours {} everywhere.",
        "ratio_of_wrong": f"Where it is wrong, yours {{}}{sizes}.",
        "difference_of_wrong": "Where it is wrong, yours {}.",
    }
    numbers = {key: finite(details.get(key)) for key in facts}
    return [
        facts[key].format(_times(number) if "ratio" in key else _apart(number))
        for key, number in numbers.items()
        if number is not None
    ]


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


def _sizes(sizes: object) -> str:
    """`, and N is 6`: the sizes that the ratio is made of, which are all the same."""
    if not isinstance(sizes, Mapping) or not sizes:
        return ""
    *others, last = map(exact, sizes)
    size = exact(next(iter(sizes.values())))
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
