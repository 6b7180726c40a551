"""Static HTML pages: one for each student, one for the class."""

from grader.reports.class_summary import ClassRow, ClassSummary
from grader.reports.index import write_index
from grader.reports.pages import page_name
from grader.reports.student import write_student_page

__all__ = ["ClassRow", "ClassSummary", "page_name", "write_index", "write_student_page"]
