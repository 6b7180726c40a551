"""The gradebook: every grade ever given, in a SQLite file or on a PostgreSQL server."""

from grader.gradebook.decisions import Decided, Decision
from grader.gradebook.history import Event
from grader.gradebook.layout import Upgrade
from grader.gradebook.store import Draft, Gradebook
from grader.gradebook.upkeep import back_up, upgrade

__all__ = ["Decided", "Decision", "Draft", "Event", "Gradebook", "Upgrade", "back_up", "upgrade"]
