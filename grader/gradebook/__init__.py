"""The gradebook: every grade ever given, in SQLite by default."""

from grader.gradebook.store import Gradebook

__all__ = ["Gradebook"]
