"""Soundness: an assignment is proved before anyone receives it."""

from grader.soundness.page import write_page
from grader.soundness.proof import Proof, prove

__all__ = ["Proof", "prove", "write_page"]
