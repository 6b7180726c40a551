from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.similarity.answers import Answers
from grader.similarity.passages import MOST_LINES, Passage, side_by_side
from grader.similarity.ranking import Pair

Write = Callable[..., Answers]
Rank = Callable[..., list[Pair]]


def shared(passage: Passage) -> list[str]:
    return [line.text.strip() for line in passage.lines if line.shared]


def test_lines_that_say_the_same_are_marked_on_both_sides(
    write: Write, ranked: Rank, ways: Sequence[str]
) -> None:
    changed = ways[0].replace("return total / len(X), grad / len(X)", "return [v / 7 for v in (total, grad)]")
    (pair,) = ranked(write("one", ways[0]), write("other", changed))
    one, other = side_by_side(pair.matches[0])
    assert "total += margins.sum() - 1" in shared(one)
    assert shared(one)[:4] == shared(other)[:4]
    assert "def loss(W, X, y):" not in shared(one)
    assert "return [v / 7 for v in (total, grad)]" not in shared(other)[:-1]


def test_lines_far_from_what_is_shared_are_counted_not_shown(
    write: Write, ranked: Rank, ways: Sequence[str]
) -> None:
    head, rest = ways[0].split("    total, grad", 1)
    docstring = "    '''Docs.\n" + "    more\n" * 9 + "    '''\n"
    padded = f"{head}{docstring}        total, grad{rest}"
    (pair,) = ranked(write("one", ways[0]), write("other", padded))
    one, other = side_by_side(pair.matches[0])
    assert (one.above, one.below) == (0, 0)
    assert other.above == 10
    assert other.lines[-1].text == one.lines[-1].text


def test_a_passage_is_never_longer_than_a_page(write: Write, ranked: Rank) -> None:
    long = (
        "def f(x):\n"
        + "".join(f"    y{n} = x[{n}] * {n} + y{n - 1}\n" for n in range(1, 300))
        + "    return y\n"
    )
    (pair,) = ranked(write("one", long), write("other", long))
    one, _ = side_by_side(pair.matches[0])
    assert len(one.lines) == MOST_LINES
    assert len(one.lines) + one.above + one.below == 301
