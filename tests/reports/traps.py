"""HTML and Markdown that would run code or make a request in a page that shows it, and what is left of it."""

from __future__ import annotations

from html.parser import HTMLParser

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TRAPS = [
    "<script>console.log('script ran')</script>",
    "<img src=x onerror=\"console.log('onerror ran')\">",
    "<img src='http://trap.example/a.png'>",
    "![a picture](http://trap.example/b.png)",
    "<svg onload=\"console.log('svg ran')\"><script>console.log('svg script ran')</script></svg>",
    "<svg><image href='http://trap.example/c.png'/><use href='http://trap.example/d.svg#a'/></svg>",
    "<meta http-equiv=refresh content='0;url=http://trap.example/e'>",
    "<link rel=stylesheet href=http://trap.example/f.css><link rel=prefetch href=http://trap.example/g>",
    "<style>@import url(http://trap.example/h.css); p { background: url(http://trap.example/i.png) }</style>",
    "<p style=\"background: url('http://trap.example/j.png')\">styled</p>",
    "<iframe src='http://trap.example/k'></iframe><iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<form action='http://trap.example/l'><button>press me</button></form>",
    "<object data='http://trap.example/m'></object><embed src='http://trap.example/n'>",
    "<video src='http://trap.example/o' autoplay></video><audio src='http://trap.example/p'></audio>",
    "<base href='http://trap.example/'><img src='q.png'>",
    "<details open ontoggle=\"console.log('ontoggle ran')\"><summary>s</summary></details>",
    "[click me](<javascript:console.log('link ran')>)",
    "<a href='http://trap.example/r' autofocus onfocus=\"console.log('focus ran')\">a link</a>",
    "</section></body></html>\"><script>console.log('escaped')</script>",
    "'\"--></style></script></iframe></textarea><script>console.log('escaped')</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=console.log('mutated')>\"></noscript>",
    "<math><mtext><table><mglyph><style><img src=x onerror=console.log('mutated')></style></table></math>",
    f"![an SVG](<data:image/svg+xml,%3Csvg/onload=console.log('data%20ran')%3E>) ![a pixel]({PIXEL})",
    "<img src=\"data:text/html,<script>console.log('html ran')</script>\">",
]
TEXT = "p h1 h2 h3 h4 h5 h6 blockquote pre div br hr code span em strong b i u s del sub sup img"
LISTS = "ul ol li dl dt dd table thead tbody tr th td"
TAGS = {*TEXT.split(), *LISTS.split()}
NUMBER, RENDERED = "cell 1</p>", 'rendered_html">'


def cell_html(document: str) -> str:
    """The HTML of the only cell in a framed notebook, without what the page and nbconvert put around it."""
    cell = document[document.index(NUMBER) + len(NUMBER) : document.rindex("</section>")]
    return cell.partition(RENDERED)[2] or cell


def forbidden(html: str) -> list[str]:
    """The tags and attributes in it that no cell of a page may have."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [] if tag in TAGS else [f"<{tag}>"]
        self.found += [f"<{tag} {name}>" for name, value in attrs if not _is_allowed(tag, name, value or "")]

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"<![{data}]>")


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("img", "src"):
        return value.startswith("data:image/") and "svg" not in value[:20]
    return (tag, name) in {("img", "alt"), ("span", "class")}
