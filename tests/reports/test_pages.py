"""grader.reports.pages: names that are safe and unique, pages that are whole or not there."""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.reports import page_name
from grader.reports.pages import publish

ids = st.lists(st.integers(0, 0x10FFFF).map(chr), max_size=80).map("".join)
TEMPLATE = "notebook.html.jinja"


def content(title: str = "Losses") -> dict[str, object]:
    return {"file": title, "cells": [], "left_out": 0}


@contextmanager
def no_space() -> Iterator[None]:
    """Files may not grow beyond a kilobyte: what the kernel says then is what it says of a full disk.

    For as short as can be, since pytest's own output may go to a file.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("student", ["ada", "a_b", "anna.lee", "s-001", "x" * 60])
def test_an_id_that_is_a_good_file_name_is_kept(student: str) -> None:
    assert page_name(student) == f"{student}.html"


@pytest.mark.parametrize(
    "student",
    [
        *(
            "",
            ".",
            "..",
            "../../etc/passwd",
            "CON",
            "con",
            "nul.txt",
            "com1",
            "a/b",
            "a\\b",
            "C:",
            "-rf",
            "a--b",
        ),
        *(
            "Ada",
            ".htaccess",
            "x" * 5000,
            "\0",
            "\ud800",
            "\u202egpj",
            "<b>",
            "?#%20",
            "Zoë",
            "李小龙",
            "ada\n",
        ),
    ],
)
def test_any_other_id_is_made_into_one_and_gets_a_hash(student: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*--[0-9a-f]{12}\.html", page_name(student))
    assert len(page_name(student)) < 100


@pytest.mark.parametrize(
    ("one", "other"), [("a/b", "a_b"), ("a/b", "a\\b"), ("Ada", "ada"), ("", " "), (".", "..")]
)
def test_ids_that_look_alike_get_names_of_their_own(one: str, other: str) -> None:
    assert page_name(one).lower() != page_name(other).lower()


def test_no_id_can_ask_for_the_name_of_another() -> None:
    taken = page_name("a/b")
    assert page_name(taken.removesuffix(".html")) != taken


@given(ids)
def test_every_name_is_a_plain_file_name(student: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*\.html", page_name(student))


def test_a_page_replaces_the_one_before_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    page = tmp_path / "out" / "index.html"
    publish(TEMPLATE, page, content("First"))
    publish(TEMPLATE, page, content("Second"))
    assert "Second" in page.read_text(encoding="utf-8")
    assert list(page.parent.iterdir()) == [page]


def test_a_folder_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written") as caught:
        publish(TEMPLATE, tmp_path / "out" / "index.html", content())
    assert caught.value.where == str(tmp_path / "out" / "index.html")
    assert caught.value.advice


def test_a_disk_without_space_is_a_usage_error_and_the_old_page_stays(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("the old page", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"), no_space():
        publish(TEMPLATE, page, content())
    assert page.read_text(encoding="utf-8") == "the old page"
    assert list(tmp_path.iterdir()) == [page]
