"""Engines grade the submissions of a run, on this machine or others: `table` names them by address."""

from grader.engines.engine import LOCAL, Engine, EngineOptions, grade_all
from grader.engines.table import find_engine

__all__ = ["LOCAL", "Engine", "EngineOptions", "find_engine", "grade_all"]
