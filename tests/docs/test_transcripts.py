"""Every transcript is what its commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARK = "<!-- transcripts in "
PAGES = [
    str(page.relative_to(ROOT))
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if MARK in page.read_text("utf-8")
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_commands_print(transcripts, name):
    page = ROOT / name
    assert transcripts.refreshed(page) == page.read_text("utf-8"), (
        f"stale: `python docs/transcripts.py {name}`"
    )


def test_every_page_with_transcripts_is_tried(transcripts):
    assert [str(page.relative_to(ROOT)) for page in transcripts.pages()] == PAGES


@pytest.fixture
def page(tmp_path):
    def page(text: str) -> Path:
        path = tmp_path / "page.md"
        path.write_text(text)
        return path

    return page


def test_a_stale_transcript_is_written_anew(transcripts, page):
    stale = page("<!-- transcripts in an empty folder -->\n\n```console\n$ echo new\nold\n```\n")
    assert transcripts.refreshed(stale).endswith("```console\n$ echo new\nnew\n```\n")


def test_files_and_changes_are_made_and_folders_kept(transcripts, page):
    text = (
        "<!-- transcripts in an empty folder -->\n\n<!-- file: a/b.txt -->\n\n```text\none\ntwo\n```\n\n"
        "<!-- change: a/b.txt -->\n\n```diff\n one\n-two\n+three\n```\n\n"
        "```console\n$ cd a\n$ cat b.txt\none\nthree\n$ pwd\n/home/prof/a\n```\n"
    )
    assert transcripts.refreshed(page(text)) == text


def test_a_change_that_does_not_fit_is_told(transcripts, page):
    text = (
        "<!-- transcripts in an empty folder -->\n\n<!-- file: b.txt -->\n\n```text\none\n```\n\n"
        "<!-- change: b.txt -->\n\n```diff\n-two\n+three\n```\n"
    )
    with pytest.raises(SystemExit, match=r"b\.txt: what the diff takes away"):
        transcripts.refreshed(page(text))


def test_a_block_without_a_mark_is_left_alone(transcripts, page):
    text = "```console\n$ false claims\nold\n```\n"
    assert transcripts.refreshed(page(text)) == text


@pytest.mark.parametrize(
    ("written", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\nd\n", "a\nb\nc\n", False),
        ("a\n...\n", "a\n", True),
        ("at 2026-11-21 12:14 UTC\n", "at 2027-01-01 00:00 UTC\n", True),
        ("in 1.5 s\n", "in 20 s\n", True),
        ("in 1.50s\n", "in 1.2s\n", True),
        ("2 of 4\n", "3 of 4\n", False),
        ("a  \n", "a\n", True),
    ],
)
def test_only_times_durations_and_gaps_may_differ(transcripts, written, printed, same):
    assert transcripts.agree(written, printed) is same
