"""How `make docs` builds these pages."""

import sys
from pathlib import Path

import grader

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "grader"
author = "the grader authors"
release = version = grader.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "docstrings", "outside", "reference", "schemes"]
exclude_patterns = ["scenes", "schema"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
nitpicky = True
nitpick_ignore_regex = [("py:class", ".*")]  # types stand as they are written: most are other projects'

highlight_language = "none"  # a block without a language is what a terminal shows, and no Python

html_theme = "furo"
html_title = "grader"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["pages.css"]
