"""The gradebook: every grade ever given, in SQLite by default."""

from grader.gradebook.decisions import Decided, Decision
from grader.gradebook.history import Event
from grader.gradebook.store import Draft, Gradebook

__all__ = ["Decided", "Decision", "Draft", "Event", "Gradebook"]
