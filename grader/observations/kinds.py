"""What a test can observe instead of a right answer: one class for each kind. Standard library only.

`kind` is the name of the kind in the gradebook and in `--json`. The fields may hold inputs and expected
values: they are for the instructor, and for the student only where the test is visible. `rows.py` writes
and reads them: the names of fields are those of keys, and an optional field that is None is left out.

`PropertyFailed` is the class for checks of your own: it brings the sentence that a hidden test may say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

Index = tuple[int, ...]
Real = int | float  # a whole number is written as one
Number = Real | str  # `nan` and the infinities by name, because JSON lacks them
Scalar = bool | Real | str | None
Entries = tuple[Number | tuple[Number, ...], ...]  # a vector, or the rows of a matrix
Mask = tuple[bool | tuple[bool, ...], ...]
# The closed sentence of a property that has none of its own: the title is what the author wrote for students.
TITLE_SENTENCE = "What the title of this test says does not hold for {subject}."
WRITTEN = {"written": True}  # of an optional field: None is written too


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of the student's own code in a traceback. `line` counts from 1, in a notebook in its cell."""

    file: str
    line: int
    function: str
    source: str = ""
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class ArrayRegion:
    """The part of an array that holds all wrong entries; `whole` if every entry there is wrong.

    `of` is "row", "column", "channel", "slice" (these with `axis` and `index`), "border" or "diagonal".
    """

    of: str
    axis: int | None = None
    index: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How an array or a number differs from what was expected.

    `index`, `yours` and `expected` are of the worst entry; `wrong` of `entries` are wrong. A ratio or a
    difference is given where it is the same for all entries, or for all wrong ones; `sizes` are those of
    the problem that the ratio could come from. Small arrays are given whole.
    """

    index: Index | None = None
    yours: Number
    expected: Number
    note: str | None = None
    wrong: int | None = None
    entries: int | None = None
    relative_error: Number | None = None
    tolerance: Real | None = None
    place: ArrayRegion | None = None
    ratio: float | None = None
    ratio_of_wrong: float | None = None
    sizes: Mapping[str, int] | None = None
    difference: float | None = None
    difference_of_wrong: float | None = None
    yours_values: Entries | None = None
    expected_values: Entries | None = None
    wrong_values: Mask | None = None


@dataclass(frozen=True, slots=True)
class WrongValues:
    """Values that are further off than the tolerance."""

    kind: ClassVar[str] = "values"
    subject: str
    differences: Differences


@dataclass(frozen=True, slots=True)
class WrongShape:
    """Another shape than expected."""

    kind: ClassVar[str] = "shape"
    subject: str
    yours: Index
    expected: Index


@dataclass(frozen=True, slots=True)
class WrongSize:
    """Far more data than a right answer holds; `unit` is "bytes" or what is counted."""

    kind: ClassVar[str] = "size"
    subject: str
    unit: str
    yours: int | None
    most: int


@dataclass(frozen=True, slots=True)
class WrongDtype:
    """Another dtype than expected."""

    kind: ClassVar[str] = "dtype"
    subject: str
    yours: str
    expected: str


@dataclass(frozen=True, slots=True)
class NotFinite:
    """NaN or infinity; `index` is that of the first such entry."""

    kind: ClassVar[str] = "nan"
    subject: str
    nan: int
    inf: int
    entries: int
    index: Index


@dataclass(frozen=True, slots=True)
class WrongType:
    """Another type than expected, each in a word or two."""

    kind: ClassVar[str] = "type"
    subject: str
    yours: str
    expected: str


@dataclass(frozen=True, slots=True)
class Modified:
    """A function that changes its argument."""

    kind: ClassVar[str] = "modified"
    subject: str
    argument: str


@dataclass(frozen=True, slots=True)
class WrongGradient:
    """A loss and its gradient, of which one at least is wrong.

    `own_slope` says whether the gradient is the derivative of the student's own loss; None where that
    could not be decided. The differences are those of the loss where it alone is wrong.
    """

    kind: ClassVar[str] = "gradient"
    subject: str
    loss_right: bool
    gradient_right: bool
    own_slope: bool | None
    differences: Differences


@dataclass(frozen=True, slots=True)
class GradientPropertyFailed:
    """A property of gradients that does not hold: `property` is its name for programs."""

    kind: ClassVar[str] = "condition"
    subject: str
    property: str
    statement: str
    closed: str  # as in `PropertyFailed`
    yours: Number | None = None
    expected: Number | None = None
    relative_error: Number | None = None
    tolerance: Number | None = None


@dataclass(frozen=True, slots=True)
class PropertyFailed:
    """A property that does not hold, with both of its sentences: for checks of any kind.

    Args:
        subject: what was checked, such as "history".
        statement: what should hold, for instructors and on visible tests: "the loss never rises".
        closed: the sentence that students read of a hidden test: "{subject} rises somewhere.".
            Write it as a constant: whatever is put into it, a hidden test gives away.
        yours: the value in question.

    """

    kind: ClassVar[str] = "condition"
    subject: str
    statement: str
    closed: str
    yours: Scalar = field(default=None, metadata=WRITTEN)


@dataclass(frozen=True, slots=True)
class AssertionFailed:
    """A bare `assert` of the test; `statement` is its message."""

    kind: ClassVar[str] = "condition"
    subject: str
    statement: str


@dataclass(frozen=True, slots=True)
class LoopsFound:
    """The lines that Python executes grow from the problem `small` to the problem `large`."""

    kind: ClassVar[str] = "loops"
    subject: str
    few: int
    many: int
    allowed: int
    small: str
    large: str


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A quiz answer that is not the right one."""

    kind: ClassVar[str] = "answer"
    subject: str
    yours: Scalar
    expected: Scalar


@dataclass(frozen=True, slots=True)
class Unusable:
    """The test raised `error` while it worked with what came back."""

    kind: ClassVar[str] = "unusable"
    subject: str
    error: str


@dataclass(frozen=True, slots=True)
class Raised:
    """The student's code raised; the innermost frame is the last."""

    kind: ClassVar[str] = "raised"
    subject: str
    exception: str
    message: str
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Died:
    """The process of the student's code ended."""

    kind: ClassVar[str] = "died"
    subject: str
    how: str


@dataclass(frozen=True, slots=True)
class TimedOut:
    """No answer within the limit."""

    kind: ClassVar[str] = "timeout"
    subject: str
    seconds: Real


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """More memory asked for than the limit."""

    kind: ClassVar[str] = "memory"
    subject: str
    megabytes: int
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """The function is absent or still the stub; `file` where that is missing altogether."""

    kind: ClassVar[str] = "missing"
    subject: str
    file: str | None = field(default=None, metadata=WRITTEN)


@dataclass(frozen=True, slots=True)
class ProtocolBroken:
    """The student's process sent something that is not an answer."""

    kind: ClassVar[str] = "protocol"
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Our own failure."""

    kind: ClassVar[str] = "broken"
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A row that this version of grader cannot read: of a newer version, or damaged. It is kept as it is."""

    row: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return str(self.row.get("kind"))

    @property
    def subject(self) -> str:
        return str(self.row.get("subject"))


WrongResult = (
    WrongValues
    | WrongShape
    | WrongSize
    | WrongDtype
    | NotFinite
    | WrongType
    | Modified
    | WrongGradient
    | GradientPropertyFailed
    | PropertyFailed
    | AssertionFailed
    | LoopsFound
    | WrongAnswer
    | Unusable
)
NoResult = Raised | Died | TimedOut | OutOfMemory | Missing | ProtocolBroken | Broken
Known = WrongResult | NoResult
