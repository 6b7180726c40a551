"""Texts that users read, in code and templates, keep to plain words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jinja2
import pytest
from jinja2 import nodes

import grader

PACKAGE = Path(grader.__file__).parent

BANNED = re.compile(
    r"\b(mend(s|ed|ing)?|told|belongs? into|whoever|nobody('s)?|at once|what became of|oddity|oddities)\b",
    re.IGNORECASE,
)
# These are names in the program, not text that anyone reads.
ALLOWED = {
    "oddities": "the column of the gradebook's database and the key in the JSON export",
    "nobody": "the value of an enum, which the class page's template compares with",
    "told": "the name by which the student page's template gets its diagnoses",
}


class UserText(NamedTuple):
    line: int
    text: str


def python_texts(source: str) -> Iterator[UserText]:
    """The string constants of a module, and the docstrings of commands, which `--help` prints."""
    tree = ast.parse(source)
    skipped = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield UserText(node.lineno, node.value)


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(value=ast.Constant() as docstring), *_] if not _is_command(node):
                    yield docstring


def _is_command(node: ast.AST) -> bool:
    decorators = map(ast.unparse, getattr(node, "decorator_list", ()))
    return any(re.match(r"[\w.]+\.(command|group)\b", decorator) for decorator in decorators)


def template_texts(source: str) -> Iterator[UserText]:
    """What a template prints: its text, and the strings in its expressions."""
    tree = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(source)
    for data in tree.find_all(nodes.TemplateData):
        yield UserText(data.lineno, data.data)
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str):
            yield UserText(constant.lineno, constant.value)


def banned_words(texts: Iterator[UserText]) -> list[str]:
    """`line: word` for each banned word; a text that is nothing but an allowed name is none."""
    return [
        f"{line}: {found[0]}"
        for line, text in texts
        if text not in ALLOWED
        for found in BANNED.finditer(" ".join(text.split()))
    ]


def test_no_message_holds_a_banned_word() -> None:
    wrong = {
        str(path.relative_to(PACKAGE)): found
        for path in sorted(PACKAGE.rglob("*.py"))
        if (found := banned_words(python_texts(path.read_text(encoding="utf-8"))))
    }
    assert wrong == {}


def test_no_template_holds_a_banned_word() -> None:
    paths = sorted(PACKAGE.rglob("*.jinja"))
    wrong = {
        str(path.relative_to(PACKAGE)): found
        for path in paths
        if (found := banned_words(template_texts(path.read_text(encoding="utf-8"))))
    }
    assert paths
    assert wrong == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("raise ValueError('Mend the file.')", ["1: Mend"]),
        ("x = f'{told} and whoever {it} is'", ["1: whoever"]),
        ("x = ('it belongs '\n     'into the other table')", ["1: belongs into"]),
        ("SECTIONS = {'What became of it': 1}", ["1: What became of"]),
        ("x = '3 oddities'", ["1: oddities"]),
        ("@click.command('show')\ndef command():\n    '''Print what\n    nobody reads.'''", ["3: nobody"]),
        ("'''Told in a docstring.'''\ndef told():\n    '''Nobody.'''", []),
        ("oddities = row['oddities']  # at once", []),
        ("x = 'recommend, amended, unfolded'", []),
    ],
)
def test_banned_words_are_found_in_what_users_read(source: str, found: list[str]) -> None:
    assert banned_words(python_texts(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>\nNobody passes.</p>", ["1: Nobody"]),
        ("{{ 'all at once' if told else '' }}", ["1: at once"]),
        ("{# told #}{% if told == 'nobody' %}Everything passes.{% endif %}", []),
    ],
)
def test_banned_words_are_found_in_what_templates_print(source: str, found: list[str]) -> None:
    assert banned_words(template_texts(source)) == found
