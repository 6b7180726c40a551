"""Notebooks: read without running a line of them, and made into the modules that they stand for."""

from grader.intake.notebooks.cells import read_cells
from grader.intake.notebooks.module import NotebookModule, make_module, same_module
from grader.intake.notebooks.refusal import UnreadableNotebook

__all__ = ["NotebookModule", "UnreadableNotebook", "make_module", "read_cells", "same_module"]
