from __future__ import annotations

import pytest

from grader.student.folder import find_handout, find_task
from grader.student.hints import STATE, next_hint


@pytest.fixture
def ask(handout):
    assignment = find_handout(handout())

    def ask(task: str = "total", **options: bool):
        return next_hint(assignment, find_task(assignment, task), **options)

    vars(ask)["folder"] = assignment.handout
    return ask


def test_each_call_gives_one_hint_more(ask):
    assert [(hint.stage, hint.text) for hint in (ask(), ask())] == [
        (1, "Add 1 and 2."),
        (2, "What is an empty sum?"),
    ]


def test_the_last_hint_is_repeated_and_says_so(ask):
    assert [hint.repeated for hint in (ask(), ask(), ask())] == [False, False, True]


def test_again_begins_anew(ask):
    ask()
    ask()
    assert ask(again=True).stage == 1
    assert ask().stage == 2


@pytest.mark.parametrize(
    "text", ["", "[]", '{"shown": [1]}', '{"shown": {"total": "2"}}', '{"shown": {"total": -3}}']
)
def test_a_damaged_memory_begins_anew(ask, text):
    ask()
    (ask.folder / STATE).write_text(text)
    assert ask().stage == 1


def test_a_task_without_hints_gives_none_and_remembers_none(ask):
    assert ask("scale") is None
    assert not (ask.folder / STATE).exists()
