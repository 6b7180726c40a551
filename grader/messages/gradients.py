"""A loss and its gradient in sentences: which of three things hold decides what is said."""

from __future__ import annotations

from grader.messages.values import values
from grader.observations import WrongGradient


def pattern(observation: WrongGradient) -> str:
    """The sentence for what is right and what is not, with a gap for the subject.

    It tells three bits and no number, so that a hidden test may say it too.
    """
    bits = observation.loss_right, observation.gradient_right, observation.own_slope
    return _PATTERNS.get(bits, "{subject} is not the gradient that was asked for.")


def gradient(observation: WrongGradient) -> list[str]:
    """The numbers behind the pattern: of the loss where it alone is wrong, else of the gradient."""
    subject = "loss" if observation.gradient_right else observation.subject
    return values(subject, observation.differences)


# Loss right, gradient right, gradient is the slope of the student's own loss (None: could not be told).
_PATTERNS: dict[tuple[bool, bool, bool | None], str] = {
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
