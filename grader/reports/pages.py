"""Where a page is put and how it gets there, whatever it says."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.errors import UsageError
from grader.messages import counted, printable
from grader.model import digest


def publish(template: str, path: Path, content: Mapping[str, Any]) -> Path:
    """Write the page in one go: whoever looks sees the old page or the new one, never half of one."""
    page = _environment().get_template(template).stream(content)
    page.enable_buffering(_BUFFERED)  # a page of thousands of students is never in memory as a whole
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(page)
        part.replace(path)
    except OSError as error:
        raise UsageError(
            f"the report cannot be written: {error.strerror or error}",
            where=printable(str(path)),
            advice="Make the folder writable and see that its disk has space, or name another folder.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    return path


def render(template: str, content: Mapping[str, Any]) -> Markup:
    """A page that is to be a part of another."""
    return Markup(_environment().get_template(template).render(content))  # noqa: S704 - escaped by the template


def page_name(student: str) -> str:
    """A file name that is the student's alone, on file systems that ignore case too.

    An id that is a good file name stays as it is; any other is made into one and gets a hash, after
    two dashes, which no good name holds.
    """
    if _GOOD_NAME.fullmatch(student) and len(student) <= _LONGEST and not _is_device(student):
        return f"{student}.html"
    ascii_only = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower())[:_LONGEST].strip("-")
    return f"{slug or 'student'}--{digest([student])[:12]}.html"


def _is_device(name: str) -> bool:
    """Windows opens a device by these names, whatever follows the first dot."""
    return re.fullmatch(r"con|prn|aux|nul|(com|lpt)[0-9]", name.partition(".")[0]) is not None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = _prose
    environment.filters["points"] = _points
    environment.filters["utc"] = _utc
    environment.filters["moment"] = _moment
    environment.filters["duration"] = _duration
    environment.filters["decimals"] = _decimals
    environment.filters["seconds"] = _seconds
    return environment


def _finalize(value: object) -> object:
    """Every text that enters a page passes here; what macros made is markup, and has passed already."""
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@lru_cache(1024)  # the same titles stand on every page
def _prose(text: str) -> Markup:
    """Words between backticks are code."""
    parts = (escape(printable(part)) for part in text.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part for place, part in enumerate(parts)
    )


def _points(value: float) -> str:
    return f"{round(value, 3):.10g}"


def _utc(moment: datetime) -> str:
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _moment(moment: datetime) -> str:
    """As short as `_utc` is long."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b, %H:%M}"


def _duration(width: timedelta) -> str:
    """Of round widths, as in `30 minutes` or `2 days`."""
    for name, unit in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if width >= unit:
            return counted(width // unit, name)
    return f"{width // timedelta(minutes=1)} minutes"


def _decimals(value: float | None, digits: int = 2) -> str:
    """With a true minus sign; a dash where there is nothing to say."""
    return "\N{EN DASH}" if value is None else f"{value:.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _seconds(value: float) -> str:
    """Three digits at most, as short as can be."""
    return f"{value:.2g} s" if value < 10 else f"{value:.0f} s"


_BUFFERED = 500  # pieces, of some ten characters each
_GOOD_NAME = re.compile(r"[a-z0-9]+([-_.][a-z0-9]+)*")
_LONGEST = 60
