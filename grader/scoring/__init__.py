"""From results to points: what the tests earned, and what of it counts. Pure functions."""

from grader.scoring.raw import Score, score
from grader.scoring.settlement import settle
from grader.scoring.tasks import TaskScore, by_task

__all__ = ["Score", "TaskScore", "by_task", "score", "settle"]
