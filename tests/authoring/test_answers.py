from __future__ import annotations

from textwrap import dedent

import pytest

from grader.authoring.answers import SolutionPassage, surviving_answers
from grader.authoring.regions import solution_lines


def author(source: str) -> SolutionPassage:
    text = dedent(source).lstrip()
    return SolutionPassage("solutions/a/a.py", text, solution_lines(text, file="a.py"))


def function(*body: str, before: str = "") -> SolutionPassage:
    lines = "".join(f"    {line}\n" for line in body)
    return author(f"{before}\ndef f(x):\n    # BEGIN SOLUTION\n{lines}    # END SOLUTION\n")


REFERENCE = function("total = x.sum(axis=0)", "return total / len(x)")


@pytest.mark.parametrize(
    "prose",
    [
        "total = x.sum(axis=0)",
        "Hint: `return total / len(x)`.",
        "first\n# it is return total /\n#     len(x), is it not?",
    ],
)
def test_an_answer_in_a_text_is_found(prose: str) -> None:
    (problem,) = surviving_answers([REFERENCE, SolutionPassage("README.md", prose)])
    assert problem.file == "README.md"
    assert "solutions/a/a.py:" in problem.message


@pytest.mark.parametrize(
    "prose",
    [
        "subtotal = x.sum(axis=0)",
        "total = x.sum(axis=0).mean()",
        "self.total = x.sum(axis=1)",
        "Sum x over the samples, and divide by len(x).",
    ],
)
def test_what_only_looks_like_an_answer_is_none(prose: str) -> None:
    assert surviving_answers([REFERENCE, SolutionPassage("README.md", prose)]) == []


def test_an_answer_in_the_docstring_beside_its_region_is_named_with_both_lines() -> None:
    passage = author(
        '''
        def mean(x):
            """The mean.

            That is to say: return x.sum() / len(x).
            """
            # BEGIN SOLUTION
            return x.sum() / len(x)
            # END SOLUTION
        '''
    )
    (problem,) = surviving_answers([passage])
    assert (problem.file, problem.line) == ("solutions/a/a.py", 4)
    assert "(solutions/a/a.py:7)" in problem.message


@pytest.mark.parametrize(
    "line",
    [
        "return loss, dW",
        "self.hidden_state = state",
        "import collections",
        "for i in range(len(x)):\n        pass",
        "remembered = None",
        "return False",
        "y = x + 1",
        '"""An inner docstring."""',
    ],
)
def test_what_gives_nothing_away_may_stand_anywhere(line: str) -> None:
    first, *_ = line.splitlines()
    assert surviving_answers([function(line), SolutionPassage("README.md", first)]) == []


def test_a_quiz_answer_is_an_answer() -> None:
    quiz = author('# BEGIN SOLUTION\n# STUB largest_loss = None\nlargest_loss = "d"\n# END SOLUTION\n')
    assert surviving_answers([quiz, SolutionPassage("README.md", "largest_loss = None")]) == []
    assert surviving_answers([quiz, SolutionPassage("README.md", 'largest_loss = "d"')])


def test_a_statement_marked_as_given_may_be_seen() -> None:
    quoted = "# total = x.sum(axis=0)"
    assert surviving_answers([function("total = x.sum(axis=0)", before=quoted)])
    assert surviving_answers([function("total = x.sum(axis=0)  # GIVEN", before=quoted)]) == []


def test_an_answer_over_several_lines_is_found_on_one() -> None:
    long = function("total = x.sum(", "    axis=0, keepdims=True", ")")
    assert surviving_answers([long, SolutionPassage("README.md", "total = x.sum( axis=0, keepdims=True )")])


def test_a_hidden_cell_with_magics_has_answers_too() -> None:
    cell = SolutionPassage("a.ipynb, cell 2", "%matplotlib inline\nbest = search(rates)", frozenset({1, 2}))
    (problem,) = surviving_answers([cell, SolutionPassage("README.md", "\nbest = search(rates)")])
    assert problem.line == 2
    unreadable = SolutionPassage("a.ipynb, cell 2", "best = search(rates)\n?", frozenset({1, 2}))
    assert surviving_answers([unreadable, SolutionPassage("README.md", "best = search(rates)")]) == []
