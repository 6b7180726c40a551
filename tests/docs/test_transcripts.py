"""Every transcript is what its commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARK = "<!-- transcripts in "
PAGES = [
    str(page.relative_to(ROOT))
    for page in sorted((ROOT / "docs").rglob("*.md"))
    if MARK in page.read_text("utf-8")
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_commands_print(transcripts, refreshed, name):
    page = ROOT / name
    assert refreshed(page) == page.read_text("utf-8"), f"stale: `python docs/transcripts.py {name}`"
    if unmet := transcripts.unmet(page):
        pytest.skip(f"not tried on this machine: {unmet}")


def test_every_page_with_transcripts_is_tried(transcripts):
    """The README is, in test_readme.py."""
    assert [str(page.relative_to(ROOT)) for page in transcripts.pages()] == ["README.md", *PAGES]


@pytest.fixture
def refreshed(transcripts, tmp_path):
    def refreshed(page: Path) -> str:
        (tmp_path / "home").mkdir()
        return transcripts.refreshed(page, tmp_path / "home")

    return refreshed


@pytest.fixture
def page(tmp_path):
    def page(text: str) -> Path:
        path = tmp_path / "page.md"
        path.write_text(text)
        return path

    return page


def test_a_stale_transcript_is_written_anew(refreshed, page):
    stale = page("<!-- transcripts in an empty folder -->\n\n```console\n$ echo new\nold\n```\n")
    assert refreshed(stale).endswith("```console\n$ echo new\nnew\n```\n")


def test_files_and_changes_are_made_and_folders_kept(refreshed, page):
    text = (
        "<!-- transcripts in an empty folder -->\n\n<!-- file: a/b.txt -->\n\n```text\none\ntwo\n```\n\n"
        "<!-- change: a/b.txt -->\n\n```diff\n one\n-two\n+three\n```\n\n"
        "```console\n$ cd a\n$ cat b.txt\none\nthree\n$ pwd\n/home/prof/a\n```\n"
    )
    assert refreshed(page(text)) == text


def test_a_change_that_does_not_fit_is_told(refreshed, page):
    text = (
        "<!-- transcripts in an empty folder -->\n\n<!-- file: b.txt -->\n\n```text\none\n```\n\n"
        "<!-- change: b.txt -->\n\n```diff\n-two\n+three\n```\n"
    )
    with pytest.raises(SystemExit, match=r"b\.txt: what the diff takes away"):
        refreshed(page(text))


def test_a_block_without_a_mark_is_left_alone(refreshed, page):
    text = "```console\n$ false claims\nold\n```\n"
    assert refreshed(page(text)) == text


def test_what_a_page_does_unseen_is_done(refreshed, page):
    text = (
        "<!-- transcripts in an empty folder -->\n\n<!-- run: mkdir a && cd a && touch b -->\n\n"
        "```console\n$ ls\nb\n```\n"
    )
    assert refreshed(page(text)) == text


def test_a_recorded_block_is_not_run(refreshed, page):
    text = (
        "<!-- transcripts in an empty folder -->\n\n<!-- recorded: speed -->\n\n"
        "```console\n$ echo new\nold\n```\n"
    )
    assert refreshed(page(text)) == text


@pytest.mark.parametrize(("way", "told"), [("env WORD=new", "new"), ("false", "old")])
def test_a_transcript_runs_through_a_command_where_that_works(transcripts, refreshed, page, way, told):
    mark = f"<!-- transcripts in an empty folder, through {way} -->"
    stale = page(f"{mark}\n\n```console\n$ echo $WORD\nold\n```\n")
    assert refreshed(stale).endswith(f"$ echo $WORD\n{told}\n```\n")
    assert transcripts.unmet(stale) == ([] if told == "new" else ["false"])


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
        ("graded 4 of 4\n", "graded 2 of 4, 1.2/s, 2 s left, now bob\ngraded 4 of 4\n", True),
        ("graded 4 of 4\n", "graded 2 of 4\n", False),
        (
            "Linux 6.18.44 on x86_64, Python 3.11.2, as root\n",
            "Linux 7.0 on arm64, Python 3.13.1, as root\n",
            True,
        ),
        (
            "Linux 6.18.44 on x86_64, Python 3.11.2, as root\n",
            "Linux 7.0 on arm64, Python 3.13.1, as ada\n",
            False,
        ),
        ("yes Landlock ABI 7\n", "yes Landlock ABI 9\n", True),
        ("yes Landlock ABI 7\n", "no Landlock ABI 7\n", False),
        ("a  \n", "a\n", True),
    ],
)
def test_only_times_durations_and_gaps_may_differ(transcripts, written, printed, same):
    assert transcripts.agree(written, printed) is same
