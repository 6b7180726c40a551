from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.locate import KeyPath, key_lines, line_of

TEXT = '''\
# a comment with = and [brackets]
title = "one"

"quoted key" = 1
[limits]   # here
memory_mb = 3
inner.deep = true
[[tasks]]
name = "first"
text = """
name = "not a key"
[[tasks]]
"""
after = 1

[[tasks]]
name = "second"
list = [
    1,
    { x = 2 },
]
  [tasks.hints]
  last = 0
[[tasks.steps]]
a = 1
[[tasks.steps]]
a = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 4),
        (("limits",), 5),
        (("limits", "memory_mb"), 6),
        (("limits", "inner", "deep"), 7),
        (("tasks",), 8),
        (("tasks", 0), 8),
        (("tasks", 0, "name"), 9),
        (("tasks", 0, "text"), 10),
        (("tasks", 0, "after"), 14),
        (("tasks", 1), 16),
        (("tasks", 1, "name"), 17),
        (("tasks", 1, "list", 1, "x"), 18),
        (("tasks", 1, "hints", "last"), 23),
        (("tasks", 1, "steps", 0, "a"), 25),
        (("tasks", 1, "steps", 1, "a"), 27),
    ],
)
def test_each_key_is_found_on_its_line(path: KeyPath, line: int) -> None:
    assert key_lines(TEXT)[path] == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("limits", "missing"), 5),
        (("tasks", 1, "missing"), 16),
        (("tasks", 1, "hints", "missing"), 22),
        (("missing",), 1),
        ((), 1),
    ],
)
def test_a_missing_key_has_the_line_of_its_table(path: KeyPath, line: int) -> None:
    assert line_of(key_lines(TEXT), path) == line


def test_an_inline_table_stands_where_its_key_stands() -> None:
    assert key_lines("a = 1\nlimits = { memory_mb = 3 }\n")["limits", "memory_mb"] == 2


def test_an_empty_text_has_no_keys() -> None:
    assert key_lines("") == {}


LINES = st.lists(
    st.sampled_from(["", "# note", 'v{} = """\n[x]\n"""', "v{} = [\n1,\n]", "v{} = 0", "[t{}]", "[[tasks]]"])
)


@given(LINES)
def test_every_key_the_parser_knows_has_a_line_that_names_it(shapes: list[str]) -> None:
    text = "\n".join(shape.format(number) for number, shape in enumerate(shapes))
    lines = key_lines(text)
    for path in _paths(tomllib.loads(text)):
        name = next(key for key in reversed(path) if isinstance(key, str))
        assert name in text.split("\n")[lines[path] - 1]


def _paths(value: object, prefix: KeyPath = ()) -> list[KeyPath]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    return [path for key, child in pairs for path in [(*prefix, key), *_paths(child, (*prefix, key))]]
