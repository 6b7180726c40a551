"""Links that leave docs/ are good on a code host: here they become the names of files."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

ROOT = Path(__file__).resolve().parents[2]
INCLUDED = {"CONTRIBUTING.md": "/contributing", "CHANGELOG.md": "/changelog"}


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-read", name_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def name_files(app: Sphinx, tree: nodes.document) -> None:
    """Put a file's name where a link to it stood; a file that is not there ends the build."""
    page = Path(app.env.doc2path(app.env.docname))
    for link in [*tree.findall(pending_xref), *tree.findall(download_reference)]:
        target = (page.parent / link["reftarget"]).resolve()
        if target.is_relative_to(ROOT) and not target.is_relative_to(ROOT / "docs"):
            link.replace_self(_named(str(_existing(target, page).relative_to(ROOT))))


def _named(name: str) -> nodes.Node:
    """The file's name, and where a page includes it a link to that."""
    text = nodes.literal(text=name)
    if name not in INCLUDED:
        return text
    return pending_xref("", text, refdomain="std", reftype="doc", reftarget=INCLUDED[name], refexplicit=True)


def _existing(target: Path, page: Path) -> Path:
    """MyST takes the suffix off a page that it does not know."""
    for path in (target, target.with_name(f"{target.name}.md")):
        if path.exists():
            return path
    raise SphinxError(f"{page}: the link to `{target.relative_to(ROOT)}` leads nowhere")
