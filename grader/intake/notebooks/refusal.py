"""Why a notebook cannot be read."""

from __future__ import annotations

from grader.errors import UnreadableSubmission

ADVICE = "Save it again in Jupyter and hand in that file."


class UnreadableNotebook(UnreadableSubmission):
    """A file that calls itself a notebook and is none, or is one beyond all bounds."""

    def __init__(self, what: str, file: str, advice: str | None = None) -> None:
        super().__init__(what, where=file, advice=advice)
