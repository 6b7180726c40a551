"""What a student does at the desk: check, take a hint, hand in. It runs wherever Python runs."""

from grader.student.desk import Checked, HandedIn, check, submit

__all__ = ["Checked", "HandedIn", "check", "submit"]
