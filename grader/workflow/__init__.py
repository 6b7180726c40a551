"""What an instructor does, step by step."""

from grader.workflow.late_days import LateDayImpact, ScoreChange, shifts
from grader.workflow.manual import decide
from grader.workflow.pages import Pages
from grader.workflow.regrade import Change, TestChange, changes, publish
from grader.workflow.run import Outcome, Progress, grade
from grader.workflow.standings import Standings

__all__ = [
    "Change",
    "LateDayImpact",
    "Outcome",
    "Pages",
    "Progress",
    "ScoreChange",
    "Standings",
    "TestChange",
    "changes",
    "decide",
    "grade",
    "publish",
    "shifts",
]
