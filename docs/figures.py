r"""Takes what `benchmarks/record.py` has recorded into README.md and these pages.

    python docs/figures.py

Comments, which readers do not see, say what stands where:

    <!-- recorded: NAME -->            the block below is benchmarks/recorded/NAME.txt
    29<!-- NAME: pattern (\S+) -->     the number is what the group matches there, at the beginning of a line

A number keeps the decimals that it is written with.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECORDED = ROOT / "benchmarks" / "recorded"
BLOCK = re.compile(
    r"^(?P<head><!-- recorded: (?P<name>\S+) -->\n\n?(?P<ticks>`{3,})\S*\n).*?^(?P=ticks)$",
    re.MULTILINE | re.DOTALL,
)
FIGURE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<mark><!-- (?P<name>\w+): (?P<pattern>.+?) -->)"
)


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def quoted(text: str) -> str:
    """The page with what is recorded now."""
    return FIGURE.sub(_figure, BLOCK.sub(_block, text))


def _block(piece: re.Match[str]) -> str:
    return f"{piece['head']}{_recorded(piece['name'])}{piece['ticks']}"


def _figure(piece: re.Match[str]) -> str:
    found = re.search(rf"^{piece['pattern']}", _recorded(piece["name"]), re.MULTILINE)
    if not found:
        raise SystemExit(f"nothing in `{piece['name']}.txt` is like `{piece['pattern']}`: mend the comment")
    number = float(found[1].replace(",", ""))
    return f"{number:,.{len(piece['decimals'] or '')}f}{piece['mark']}"


@cache
def _recorded(name: str) -> str:
    path = RECORDED / f"{name}.txt"
    if not path.exists():
        raise SystemExit(f"`{name}` is not recorded yet: run `python benchmarks/record.py {name}`")
    return path.read_text("utf-8")


def main() -> None:
    for page in pages():
        before = page.read_text("utf-8")
        after = quoted(before)
        if after != before:
            page.write_text(after, "utf-8")
            print(f"{page.relative_to(ROOT)}: refreshed", flush=True)


if __name__ == "__main__":
    main()
