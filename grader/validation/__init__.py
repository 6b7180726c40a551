"""Soundness: an assignment is proved before anyone receives it."""

from grader.validation.page import write_page
from grader.validation.proof import Proof, prove

__all__ = ["Proof", "prove", "write_page"]
