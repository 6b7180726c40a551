"""Makes the pictures of docs/pictures from the example class, light and dark, in the system's Chromium.

    python docs/pictures.py

What they show is put on record in docs/pictures/taken.txt, as hashes of the upper parts of the pages, so
that a test can tell when the pages have changed since.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from io import StringIO
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI, TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
EXAMPLES = "examples/submissions/losses"
COMMAND = ("grade", "losses", EXAMPLES)
HANDED_IN = 1_790_000_000  # before the assignment is due
STUDENT = "ivan-t"
RECORD = PICTURES / "taken.txt"
TIME = re.compile(r"\d+ \w+ \d{4}, \d\d:\d\d UTC")
ROW = re.compile(r"^ *(?:Student +Score|\S+ +\d+ / \d+).*", re.MULTILINE)  # however the table is drawn
BELOW = {"class": 'aria-labelledby="items"', "student": 'aria-labelledby="tests"'}  # no picture shows that
THEMES = {"light": DEFAULT_TERMINAL_THEME, "dark": MONOKAI}
WIDE, HIGH = 760, 820
LARGEST = 150_000


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        out = Path(temporary)
        printed = grade(out)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for scheme, theme in THEMES.items():
            (out / "terminal.html").write_text(terminal(printed, theme), "utf-8")
            shoot(browser, out / "terminal.html", f"terminal-{scheme}", scheme)
            shoot(browser, out / "index.html", f"class-{scheme}", scheme)
            shoot(browser, out / "students" / f"{STUDENT}.html", f"student-{scheme}", scheme)
        browser.close()
        RECORD.write_text(shown(out, Text.from_ansi(printed).plain), "utf-8")


def shown(out: Path, printed: str) -> str:
    """What the pictures show, as a line with a hash for each: of the pages in `out`, and of the terminal."""
    texts = {
        "class": (out / "index.html").read_text("utf-8").partition(BELOW["class"])[0],
        "student": (out / "students" / f"{STUDENT}.html").read_text("utf-8").partition(BELOW["student"])[0],
        "terminal": "\n".join(" ".join(row.split()) for row in ROW.findall(printed)),
    }
    return "".join(
        f"{name} {sha256(TIME.sub('', text).encode()).hexdigest()}\n" for name, text in texts.items()
    )


def grade(out: Path) -> str:
    """Grade the example class into `out`; returns what the terminal shows, colours and all."""
    submissions = shutil.copytree(ROOT / EXAMPLES, out / "submissions")
    for path in submissions.rglob("*"):
        os.utime(path, (HANDED_IN, HANDED_IN))
    command = [Path(sys.executable).parent / COMMAND[0], *COMMAND[1:-1], submissions]
    done = subprocess.run(
        [*command, "--out", out, "--gradebook", out / "book.db"],
        cwd=ROOT,
        env=os.environ | {"FORCE_COLOR": "1", "COLUMNS": "80", "GRADER_SECRET": "of the documentation"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.replace(str(out), "reports/losses")


def terminal(printed: str, theme: TerminalTheme) -> str:
    """A page that looks like the terminal."""
    console = Console(record=True, file=StringIO(), width=80)
    console.print(Text.from_ansi(f"$ {' '.join(COMMAND)}\n{printed}"), end="")
    return console.export_html(theme=theme, code_format=TERMINAL)


def shoot(browser: Browser, path: Path, name: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(path.as_uri())
    high = min(HIGH, page.evaluate("document.documentElement.getBoundingClientRect().height"))
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target, clip={"x": 0, "y": 0, "width": WIDE, "height": high})
    page.close()
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target}: {target.stat().st_size} bytes; at most {LARGEST} are small")


TERMINAL = """\
<!doctype html>
<meta charset="utf-8">
<style>
{stylesheet}
body {{ margin: 16px; font: 13px/1.35 monospace; color: {foreground}; background: {background}; }}
pre {{ margin: 0; }}
</style>
<pre>{code}</pre>
"""

if __name__ == "__main__":
    main()
