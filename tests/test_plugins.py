"""What other distributions add by entry points, and what happens where one of them is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from grader import cli, exports
from grader.converters import convert, formats
from grader.converters.formats import formats_of
from grader.course import find_course
from grader.engines import EngineOptions, find_engine, table
from grader.engines.in_process import InProcessEngine
from grader.errors import PluginError, UsageError
from grader.exports import FORMATS, find_format
from grader.intake import find, layouts
from grader.model import Assignment
from grader.plugins import Plugin, PluginGroup

Install = Callable[..., Path]

GROUPS = [module.PLUGINS for module in (cli, formats, table, exports.formats, layouts)]
COLOURS = PluginGroup("grader.test_colours", ["red"], str, "a text")


@pytest.fixture
def colours(install_plugin: Install) -> Callable[..., None]:
    """Installs distributions with a plugin `name` each, of modules with the given text."""

    def colours(name: str, text: str, *distributions: str) -> None:
        for distribution in distributions:
            module = distribution.replace("-", "_")
            install_plugin(distribution, module, text, {COLOURS.name: f"{name} = {module}:COLOUR"})

    return colours


def test_a_plugin_is_found_and_not_imported(colours) -> None:
    colours("blue", "COLOUR = '#00f'", "paint-shop")
    found = COLOURS.found()
    assert {name: plugin.distribution for name, plugin in found.items()} == {"blue": "paint-shop"}
    assert "paint_shop" not in sys.modules
    assert found["blue"].load() == "#00f"
    assert [*COLOURS.loaded()] == ["#00f"]


def test_without_a_plugin_nothing_is_found_or_said(caplog) -> None:
    assert COLOURS.found() == {}
    assert [*COLOURS.loaded()] == []
    assert caplog.messages == []


def test_another_groups_plugin_is_left_alone(colours, install_plugin, caplog) -> None:
    install_plugin("paint-shop", "paint_shop", "", {"grader.test_colour": "blue = paint_shop:COLOUR"})
    assert COLOURS.found() == {}


def test_a_name_of_a_built_in_is_refused_in_one_sentence(colours, caplog) -> None:
    colours("red", "COLOUR = '#f00'", "paint-shop")
    assert COLOURS.found() == {}
    (sentence,) = caplog.messages
    assert "`paint-shop`" in sentence
    assert "`red` in grader.test_colours: grader's own is used" in sentence
    assert "\n" not in sentence
    COLOURS.found()
    assert len(caplog.messages) == 1


def test_of_two_plugins_with_one_name_neither_is_used(colours, caplog) -> None:
    colours("blue", "COLOUR = '#00f'", "paint-shop", "ink-maker")
    assert COLOURS.found() == {}
    (sentence,) = caplog.messages
    assert "`paint-shop`" in sentence
    assert "`ink-maker`" in sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import nothing_of_this_name", "ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("x = 1", "AttributeError: "),
        ("COLOUR = (", "SyntaxError: "),
        ("raise ValueError('one\\ntwo')", "ValueError: one)"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("COLOUR = 3", "names a `int`, expected a text"),
    ],
)
def test_a_plugin_that_cannot_be_used_names_its_distribution(colours, caplog, text: str, reason: str) -> None:
    colours("blue", text, "paint-shop")
    with pytest.raises(PluginError) as caught:
        COLOURS.found()["blue"].load()
    sentence = str(caught.value)
    assert sentence.startswith("the plugin `blue` (grader.test_colours) of the distribution `paint-shop` ")
    assert reason in sentence
    assert "\n" not in sentence
    assert [*COLOURS.loaded()] == []
    assert caplog.messages == [f"Warning: {sentence}"]


def test_one_broken_plugin_leaves_the_others(colours) -> None:
    colours("blue", "raise ValueError", "paint-shop")
    colours("green", "COLOUR = '#0f0'", "ink-maker")
    assert [*COLOURS.loaded()] == ["#0f0"]


def test_entry_points_that_cannot_be_read_leave_grader_as_it_is(colours, tmp_path, caplog) -> None:
    colours("blue", "COLOUR = '#00f'", "paint-shop")
    (tmp_path / "site" / "paint_shop-1.0.dist-info" / "entry_points.txt").write_text("[group]\nno sign\n")
    assert COLOURS.found() == {}
    (sentence,) = caplog.messages
    assert "the installed entry points cannot be read" in sentence
    assert find_format("json") is FORMATS["json"]


def test_a_distribution_without_a_name_goes_by_the_module() -> None:
    assert Plugin(COLOURS, EntryPoint("blue", "shop:COLOUR", COLOURS.name)).distribution == "shop:COLOUR"


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_each_group_is_documented_and_holds_graders_own(group: PluginGroup) -> None:
    page = Path(__file__).parents[1] / "docs" / "plugins.md"
    assert f"| `{group.name}` |" in page.read_text("utf-8")
    assert len(group.built_in) > 1


EXPORTER = """
from grader.exports import Format, ExportReport
FORMAT = Format(lambda request: ExportReport(request.out), "out.txt", "a text")
"""


def test_an_exporter_is_found_by_its_name(install_plugin: Install) -> None:
    install_plugin("grader-out", "grader_out", EXPORTER, {"grader.exporters": "out = grader_out:FORMAT"})
    with pytest.raises(UsageError, match=r"(?s)none of the formats.*\bout +a plugin of grader-out"):
        find_format("uot")
    assert "grader_out" not in sys.modules
    assert find_format("out").name == "out.txt"


def test_an_exporter_takes_no_name_of_graders_own(install_plugin: Install, caplog) -> None:
    install_plugin("grader-out", "grader_out", EXPORTER, {"grader.exporters": "json = grader_out:FORMAT"})
    assert find_format("json") is FORMATS["json"]
    assert "`grader-out` and grader itself have the same name `json`" in caplog.text


LAYOUT = """
from grader.intake.source import Source

def take(assignment, entries):
    mine = [entry for entry in entries if entry.name.startswith("hand-in ")]
    return [Source(entry.name[8:], (entry,)) for entry in mine], [e for e in entries if e not in mine]
"""


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    for name in ("hand-in 17", "lovelace_4711_90001_softmax.py", "zoe"):
        path = tmp_path / "downloaded" / name / "softmax.py"
        path = path.parent if name.endswith(".py") else path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    return tmp_path / "downloaded"


@pytest.fixture
def losses() -> Assignment:
    unused = Path("unused")
    return Assignment(
        "losses", "", (), ("softmax.py", "svm.py"), handout=unused, solutions=unused, suite=unused
    )


def test_a_layout_is_asked_after_graders_own(install_plugin: Install, losses, handed_in) -> None:
    assert [source.student for source in find(losses, [handed_in])] == ["4711", "hand-in 17", "zoe"]
    install_plugin("grader-lms", "grader_lms", LAYOUT, {"grader.layouts": "lms = grader_lms:take"})
    assert [source.student for source in find(losses, [handed_in])] == ["17", "4711", "zoe"]


def test_a_broken_layout_is_told_and_the_others_are_used(
    install_plugin: Install, losses, handed_in, caplog
) -> None:
    install_plugin("grader-lms", "grader_lms", "1 / 0", {"grader.layouts": "lms = grader_lms:take"})
    assert [source.student for source in find(losses, [handed_in])] == ["4711", "hand-in 17", "zoe"]
    (sentence,) = caplog.messages
    assert "`grader-lms` cannot be imported (ZeroDivisionError: division by zero)" in sentence


CONVERTER = """
from grader.converters.parts import Case, Exercise, Part, Role

NAME = "quizbook"

def is_of_this_format(cells):
    return any("QUIZ" in cell.source for cell in cells)

def take_apart(cells):
    source = "def f(x):\\n    # BEGIN SOLUTION\\n    return x\\n    # END SOLUTION"
    part = Part(1, Role.ANSWER, "code", source)
    return Exercise("Quiz", (part,), (Case(2, "one", "assert f(1) == 1", 1.0, visible=False),), ())
"""
NOTEBOOK = (
    '{"cells": [{"cell_type": "code", "source": "# QUIZ", "metadata": {}, "outputs": []}], "nbformat": 4}'
)


def test_a_converter_makes_an_assignment(install_plugin: Install, course: Path, tmp_path: Path) -> None:
    notebook = tmp_path / "quiz.ipynb"
    notebook.write_text(NOTEBOOK)
    with pytest.raises(UsageError, match="is neither"):
        convert(notebook, find_course(course))
    install_plugin("grader-quiz", "grader_quiz", CONVERTER, {"grader.converters": "quizbook = grader_quiz"})
    made = convert(notebook, find_course(course))
    assert (made.format, made.tasks, made.hidden) == ("quizbook", 1, 1)


def test_what_is_no_converter_is_told(install_plugin: Install, caplog) -> None:
    install_plugin("grader-quiz", "grader_quiz", "NAME = 'x'", {"grader.converters": "x = grader_quiz"})
    assert formats_of([]) == []
    assert "names a `module`, expected a `grader.converters.formats.Converter`" in caplog.text


ENGINE = """
from grader.engines.in_process import InProcessEngine

def engine(options):
    return InProcessEngine(options.address)
"""


def test_an_engine_is_found_by_the_scheme_of_its_address(install_plugin: Install) -> None:
    install_plugin("grader-far", "grader_far", ENGINE, {"grader.engines": "far+away = grader_far:engine"})
    assert find_engine(EngineOptions("far+away://host")) == InProcessEngine("far+away://host")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"(?s)`near://host` is not an engine.* or far\+away://"):
        find_engine(EngineOptions("near://host"))
