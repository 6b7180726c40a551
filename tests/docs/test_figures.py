"""Every figure that a page quotes stands in benchmarks/recorded; how fast anything is, no test asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [str(page.relative_to(ROOT)) for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_quotes_what_is_recorded(figures, name):
    text = (ROOT / name).read_text("utf-8")
    assert figures.quoted(text) == text, "stale: `python docs/figures.py`"


def test_the_tables_and_blocks_are_quotations(figures):
    texts = {name: (ROOT / name).read_text("utf-8") for name in PAGES}
    assert len(figures.FIGURE.findall(texts["README.md"])) > 5
    assert sum(len(figures.BLOCK.findall(text)) for text in texts.values()) > 5


def test_every_benchmark_is_recorded_with_its_commands_and_quoted(record, figures):
    texts = "".join((ROOT / name).read_text("utf-8") for name in PAGES)
    shown = {piece["name"] for kind in (figures.BLOCK, figures.FIGURE) for piece in kind.finditer(texts)}
    assert shown == record.COMMANDS.keys()
    for name, commands in record.COMMANDS.items():
        first, *lines = (record.RECORDED / f"{name}.txt").read_text("utf-8").splitlines()
        assert re.fullmatch(r"# \d{4}-\d\d-\d\d, \d+ cores, Python [\d.]+, \w+ [\d.]+", first)
        assert [line.removeprefix("$ ") for line in lines if line.startswith("$ ")] == [*commands]


def test_make_benchmark_leaves_no_script_out(record):
    scripts = {
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if 'if __name__ == "__main__"' in path.read_text("utf-8")
    }
    called = " ".join(command for commands in record.COMMANDS.values() for command in commands)
    assert scripts - set(re.findall(r"benchmarks/(\w+)\.py", called)) == {"record"}


@pytest.fixture
def recorded(figures, tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "RECORDED", tmp_path)
    figures._recorded.cache_clear()
    (tmp_path / "speed.txt").write_text("# today\n$ run\nours   12.3 ms\ntheirs 4567.8 ms\n")
    yield
    figures._recorded.cache_clear()


def test_a_stale_block_is_taken_anew(figures, recorded):
    page = "<!-- recorded: speed -->\n\n```console\n# yesterday\n$ run\nours   11.1 ms\n```\nMore.\n"
    text = "# today\n$ run\nours   12.3 ms\ntheirs 4567.8 ms\n"
    assert figures.quoted(page) == f"<!-- recorded: speed -->\n\n```console\n{text}```\nMore.\n"


@pytest.mark.parametrize(
    ("before", "after"), [("9", "4,568"), ("9.0", "4,567.8"), ("1,234.56", "4,567.80"), ("4,568", "4,568")]
)
def test_a_stale_number_is_taken_anew_with_its_decimals(figures, recorded, before, after):
    mark = r"<!-- speed: theirs +(\S+) -->"
    assert figures.quoted(f"| it takes {before}{mark} ms |") == f"| it takes {after}{mark} ms |"


def test_what_is_not_marked_is_left_alone(figures, recorded):
    page = "```console\n$ run\nours   11.1 ms\n```\nIt takes 9 ms<!-- a comment -->.\n"
    assert figures.quoted(page) == page


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (r"9<!-- speed: nobody +(\S+) -->", "mend the comment"),
        (r"9<!-- memory: ours +(\S+) -->", "record.py memory"),
    ],
)
def test_a_mark_that_leads_nowhere_is_told(figures, recorded, mark, told):
    with pytest.raises(SystemExit, match=told):
        figures.quoted(mark)


@pytest.fixture
def benchmarks(record, tmp_path, monkeypatch):
    """Three made-up benchmarks: a whole one, one that fails, one that takes other tools."""
    scripts = {"good": "print('fast')", "bad": "print('half')\nraise SystemExit(1)", "other": "print('slow')"}
    for name, text in scripts.items():
        (tmp_path / f"{name}.py").write_text(text)
    commands = {name: (f"python {name}.py",) for name in scripts}
    monkeypatch.setattr(record, "COMMANDS", commands | {"other": (f"python other.py {record.TOOLS}",)})
    monkeypatch.setattr(record, "ROOT", tmp_path)
    monkeypatch.setattr(record, "RECORDED", tmp_path / "recorded")
    return tmp_path / "recorded"


def test_what_a_benchmark_prints_is_recorded(record, benchmarks, capsys):
    assert record.record("good", None)
    assert (benchmarks / "good.txt").read_text() == f"# {record.facts()}\n$ python good.py\nfast\n"
    assert "$ python good.py\nfast\n" in capsys.readouterr().out


def test_a_benchmark_that_fails_is_not_recorded(record, benchmarks):
    assert not record.record("bad", None)
    assert not benchmarks.exists()


def test_a_benchmark_without_the_other_tools_is_not_recorded_and_says_so(record, benchmarks, capsys):
    assert record.record("other", None)
    assert not benchmarks.exists()
    assert "see --tools" in capsys.readouterr().out
    assert record.record("other", str(benchmarks))
    assert "$ python other.py --tools FOLDER\nslow\n" in (benchmarks / "other.txt").read_text()
