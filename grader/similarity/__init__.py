"""Similar pairs: who wrote like whom, ranked for a person to look at. Never a verdict."""

from grader.similarity.comparison import Comparison, compare
from grader.similarity.page import write_page

__all__ = ["Comparison", "compare", "write_page"]
