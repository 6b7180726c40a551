"""What a check found out about one gradient, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class SlopeVerdict(StrEnum):
    """INCONCLUSIVE says that the loss could not tell: draw other directions, never count it as right."""

    RIGHT = "right"
    WRONG = "wrong"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, and the direction that came off worst.

    `claim` is the gradient's slope in that direction, `slope` the measured one. `relative_error` is
    their difference and `tolerance` what was allowed of it, both as shares of the gradient's norm.
    """

    verdict: SlopeVerdict
    claim: float
    slope: float
    relative_error: float
    tolerance: float

    def __str__(self) -> str:
        measured = (
            f"the gradient claims a slope of {self.claim:.7g}, measured {self.slope:.7g}: "
            f"relative error {self.relative_error:.1e}, allowed {self.tolerance:.1e}"
        )
        return _SENTENCES[self.verdict].format(measured)


def find(claims: Array, slopes: Array, allowed: Array, doubtful: NDArray[np.bool_], scale: float) -> Finding:
    """The verdict over directions: one that is clearly wrong settles it, a doubtful one puts it off."""
    errors = np.abs(claims - slopes)
    doubtful = doubtful | ~np.isfinite(slopes) | ~np.isfinite(allowed)
    wrong = ~np.isfinite(claims) | (~(errors <= allowed) & ~doubtful)
    if wrong.any():
        verdict, suspects = SlopeVerdict.WRONG, wrong
    elif doubtful.any():
        verdict, suspects = SlopeVerdict.INCONCLUSIVE, doubtful
    else:
        verdict, suspects = SlopeVerdict.RIGHT, np.ones_like(wrong)
    worst = int(np.argmax(np.where(suspects, np.nan_to_num(errors - allowed, nan=np.inf), -np.inf)))
    unit = scale if scale > 0 else 1.0
    return Finding(
        verdict,
        float(claims[worst]),
        float(slopes[worst]),
        float(errors[worst] / unit),
        float(allowed[worst] / unit),
    )


_SENTENCES = {
    SlopeVerdict.RIGHT: "right ({})",
    SlopeVerdict.WRONG: "WRONG: {}",
    SlopeVerdict.INCONCLUSIVE: "INCONCLUSIVE, the function has a kink or a jump here, or is too large: {}",
}
