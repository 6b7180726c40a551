"""One observation of each kind that holds a text a hidden test must not give away."""

from __future__ import annotations

from grader.observations import (
    AssertionFailed,
    Broken,
    Died,
    Differences,
    Frame,
    GradientPropertyFailed,
    LoopsFound,
    Modified,
    NotFinite,
    Observation,
    OutOfMemory,
    PropertyFailed,
    ProtocolBroken,
    Raised,
    Unknown,
    Unusable,
    WrongAnswer,
    WrongDtype,
    WrongGradient,
    WrongShape,
    WrongSize,
    WrongType,
    WrongValues,
)


def planted(text: str, number: int = 8675309) -> list[Observation]:
    """Of each kind that shows a text on a visible test: `text`, or the `number`, is in every field."""
    differences = Differences(
        index=(number,),
        yours=text,
        expected=text,
        note=text,
        wrong=number,
        entries=number,
        relative_error=text,
        sizes={text: number},
        ratio=float(number),
        yours_values=(text,),
        expected_values=(text,),
        wrong_values=(True,),
    )
    frames = (Frame(f"{text} .py", 3, text, text),)
    return [
        WrongValues("loss", differences),
        WrongType("loss", text, text),
        WrongDtype("loss", text, text),
        Modified("loss", text),
        *(WrongGradient("loss", False, right, None, differences) for right in (True, False)),
        GradientPropertyFailed("loss", text, text, "{subject} is zero.", text, text, text, text),
        PropertyFailed("loss", text, "{subject} falls.", text),
        AssertionFailed("loss", text),
        LoopsFound("loss", number, 2 * number, number, text, text),
        WrongAnswer("loss", text, text),
        Unusable("loss", text),
        Raised("loss", text, text, frames),
        Died("loss", text),
        OutOfMemory("loss", 1, frames),
        ProtocolBroken("loss", text),
        Broken("loss", text),
        Unknown({"version": 3, "kind": "new", "subject": "loss", "details": {"yours": text}}),
    ]


def planted_numbers(number: int) -> list[Observation]:
    """Of the kinds that hold no text: `number` is in every field."""
    return [
        WrongShape("loss", (number,), (number,)),
        WrongSize("loss", "entries", number, number),
        NotFinite("loss", number, number, number, (number,)),
    ]
