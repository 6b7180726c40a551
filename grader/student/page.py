"""A report as HTML: what Jupyter shows in place of the text. Everything in it is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from grader.messages import printable
from grader.student.items import items, step
from grader.student.report import CheckReport

TEMPLATES = Path(__file__).with_name("templates")


def as_html(report: CheckReport) -> str:
    """The report in the colours of the notebook around it, light or dark."""
    return _render("check.html.jinja", {"report": report, "items": items(report), "step": step(report)})


def handed_in_html(name: str, warnings: tuple[str, ...], step: str) -> str:
    """What `submit` has to say."""
    return _render("submit.html.jinja", {"name": name, "warnings": warnings, "step": step})


def _render(template: str, content: Mapping[str, Any]) -> str:
    return _environment().get_template(template).render(content)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"prose": _prose, "printable": printable}
    return environment


def _prose(text: str) -> Markup:
    """Escaped, with `code` between backticks set as code."""
    return Markup(_CODE.sub(r'<code style="color: inherit">\1</code>', str(escape(text))))  # noqa: S704 - escaped


_CODE = re.compile(r"`([^`\n]+)`")
