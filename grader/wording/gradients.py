"""A loss and its gradient in sentences: which of three things hold decides what is said."""

from __future__ import annotations

from dataclasses import replace

from grader.model import Observation, Seen
from grader.wording.values import values


def pattern(observation: Observation) -> str | None:
    """The sentence for what is right and what is not, with a gap for the subject; None where it is not known.

    It tells three bits and no number, so that a hidden test may say it too.
    """
    if observation.kind is not Seen.GRADIENT:
        return None
    bits = tuple(observation.details.get(key) for key in ("loss_right", "gradient_right", "own_slope"))
    known = all(bit is None or isinstance(bit, bool) for bit in bits)  # 1 and 0 would do as keys
    return _PATTERNS.get(bits) if known else None


def gradient(observation: Observation) -> list[str]:
    """The numbers behind the pattern: of the loss where it alone is wrong, else of the gradient."""
    of_loss = observation.details.get("gradient_right") is True
    return values(replace(observation, subject="loss") if of_loss else observation)


# Loss right, gradient right, gradient is the slope of the student's own loss (None: could not be told).
_PATTERNS: dict[tuple[object, ...], str] = {
    (True, False, True): (
        "Your loss is right here and {subject} is its derivative, yet not the gradient that was asked for: "
        "your loss is another one elsewhere."
    ),
    (True, False, False): "Your loss is right; your gradient {subject} is not its derivative.",
    (True, False, None): "Your loss is right; your gradient {subject} is not.",
    (False, True, True): "Your gradient {subject} is right; your loss is off by a constant.",
    (False, True, False): (
        "Your gradient {subject} is right; your loss is not: one of its terms, or its base, is wrong."
    ),
    (False, True, None): "Your gradient {subject} is right; your loss is not.",
    (False, False, True): (
        "Your gradient {subject} is the right one for your loss, "
        "but your loss is not the one that was asked for."
    ),
    (False, False, False): (
        "Your loss is not right, and your gradient {subject} is not its derivative: "
        "more than one thing is wrong."
    ),
    (False, False, None): "Neither your loss nor your gradient {subject} is right.",
}
