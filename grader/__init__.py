"""grader: hand out numpy exercises, grade them safely, and explain each grade."""

__version__ = "0.1.0"
