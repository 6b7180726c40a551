from __future__ import annotations

from textwrap import dedent

import pytest

from grader.similarity.tokens import read_bodies, read_tokens


def words(text: str) -> list[str]:
    (body,) = read_bodies(dedent(text))
    return [token.text for token in body.tokens]


PLAIN = """
    import numpy as np
    def f(x, w):
        total = np.sum(x * w, axis=0)
        return total + 1
"""


@pytest.mark.parametrize(
    "same",
    [
        PLAIN.replace("total", "t").replace("w", "weights").replace(" f(", " g("),
        PLAIN.replace("import numpy as np", "import numpy").replace("np.", "numpy."),
        PLAIN.replace("np", "xp"),
        PLAIN.replace("(x, w)", "(x: float, w: float = 2) -> float"),
        PLAIN.replace("total + 1", "(total  +  1.0)  # one more"),
        PLAIN.replace("w):", 'w):\n        """Docstring."""\n        # comment\n'),
        PLAIN.replace("    def", "    @decorated\n    def"),
        PLAIN.replace("\n    import", "\n    try:\n     import").replace(
            "    def", "    except E: pass\n    def"
        ),
    ],
)
def test_names_types_comments_and_layout_make_no_difference(same: str) -> None:
    assert words(same) == words(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.replace("np.sum", "np.mean"),
        PLAIN.replace("x * w", "x + w"),
        PLAIN.replace("axis=0", "axis=1"),
        PLAIN.replace("total + 1", "total"),
        PLAIN.replace("np.sum(x * w, axis=0)", "np.sum(x, axis=0) * w"),
    ],
)
def test_what_is_computed_makes_a_difference(other: str) -> None:
    assert words(other) != words(PLAIN)


def test_an_attribute_that_the_file_sets_is_a_name_like_others() -> None:
    text = "class C:\n    def f(self):\n        self.{0} = 1\n        return self.{0}.shape"
    assert words(text.format("cache")) == words(text.format("memory"))
    assert "shape" in words(text.format("cache"))


def test_what_a_message_says_is_not_code() -> None:
    text = "def f(kind):\n    raise ValueError({})"
    assert words(text.format('"no such kind"')) == words(text.format('"what is this"'))


def test_functions_methods_and_what_stands_in_a_guard_are_found_with_their_lines() -> None:
    text = """\
def first():
    def inside():
        return 1
    return inside

class Gate:
    def forward(self):
        return 2

try:
 async def last():
    return 3
except Exception:
 pass
"""
    assert [(body.name, body.first, body.last) for body in read_bodies(text)] == [
        ("first", 1, 4),
        ("Gate.forward", 7, 8),
        ("last", 11, 12),
    ]


def test_a_token_knows_its_line() -> None:
    (body,) = read_bodies("def f(x):\n    y = 1\n\n    return y")
    assert {token.line for token in body.tokens} == {2, 4}


def test_what_stands_outside_of_functions_is_read_where_all_is_asked_for() -> None:
    assert read_bodies("total = 1 + 2") == []
    assert [token.text for token in read_tokens("total = 1 + 2")][:3] == ["Assign", "name", "BinOp"]


@pytest.mark.parametrize(
    "text",
    [
        "def f(:\n    pass",
        "x = " + "(" * 5_000 + ")" * 5_000,
        "x = " + "-" * 200_000 + "1",
        "x = '\ud800'",
        "x = " + "+".join(["1"] * 100_000),
        "x = " + "9" * 10_000,
    ],
    ids=["syntax", "parentheses", "signs", "surrogate", "sum", "digits"],
)
def test_what_python_cannot_read_is_a_syntax_error(text: str) -> None:
    with pytest.raises(SyntaxError):
        read_bodies(text)


def test_code_that_nests_as_deeply_as_python_reads_is_read() -> None:
    text = "def f(x):\n    return " + "+".join(["x"] * 900)
    assert len(words(text)) > 1_800


def test_odd_escapes_warn_nobody() -> None:
    assert words(r"def f(): return '\d'")
