"""What a student does at the desk: check, take a hint, hand in. It runs wherever Python runs."""

from grader.homework.desk import Checked, HandedIn, check, submit

__all__ = ["Checked", "HandedIn", "check", "submit"]
