"""A picture whose name ends in `-light.png` has a twin for dark pages, which ends in `-dark.png`."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-read", add_twins, priority=100)  # before Sphinx collects the pictures
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_twins(_app: Sphinx, tree: nodes.document) -> None:
    """Put the dark twin behind each light picture; the theme shows the one that fits."""
    for light in list(tree.findall(nodes.image)):
        if light["uri"].endswith("-light.png"):
            dark = light.deepcopy()
            dark["uri"] = light["uri"].replace("-light.png", "-dark.png")
            light["classes"].append("only-light")
            dark["classes"].append("only-dark")
            light.parent.insert(light.parent.index(light) + 1, dark)
