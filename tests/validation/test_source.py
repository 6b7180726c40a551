from __future__ import annotations

import ast

from grader.validation.source import Edit, SourceText


def last(source: SourceText) -> ast.expr:
    statement = source.tree.body[-1]
    assert isinstance(statement, ast.Assign)
    return statement.value


def test_a_node_is_replaced_where_it_stands_whatever_letters_precede_it() -> None:
    source = SourceText("name = 'Grüße, 世界'\né = 'ü'; ö = 2  # zwei\n")
    assert (
        source.edited(source.replace(last(source), "3")) == "name = 'Grüße, 世界'\né = 'ü'; ö = 3  # zwei\n"
    )


def test_an_operator_is_found_behind_parentheses() -> None:
    source = SourceText("a = (b - c) - (d)\n")
    node = last(source)
    assert isinstance(node, ast.BinOp)
    place = source.between(node.left, node.right, "-")
    assert place is not None
    assert source.edited(Edit(*place, "+")) == "a = (b - c) + (d)\n"


def test_an_operator_beside_a_comment_is_left_alone() -> None:
    source = SourceText("a = (b  # c - d\n - e)\n")
    node = last(source)
    assert isinstance(node, ast.BinOp)
    assert source.between(node.left, node.right, "-") is None


def test_an_edit_knows_the_lines_it_touches() -> None:
    source = SourceText("a = 1\nb = (\n  2\n)\n")
    assert source.lines(Edit(6, 16, "pass")) == range(2, 5)
