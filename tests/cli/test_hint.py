from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hint(tmp_path):
    shutil.copy(ROOT / "assignments/losses/assignment.toml", tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["hint", *arguments, "--folder", str(tmp_path)])

    return run


def test_each_call_gives_one_stage_more(hint):
    assert hint("softmax").stdout.startswith("softmax: hint 1 of 3\n")
    assert hint("softmax").stdout.startswith("softmax: hint 2 of 3\n")
    assert hint("l2").stdout.startswith("l2: hint 1 of 3\n")


def test_after_the_last_stage_the_way_back_is_told(hint):
    last = [hint("answers") for _ in range(3)][-1]
    assert last.stdout.startswith("answers: hint 2 of 2\n")
    assert "--again" in last.stderr
    assert hint("answers", "--again").stdout.startswith("answers: hint 1 of 2\n")


@pytest.mark.parametrize(
    ("others", "told"),
    [("", "This assignment has none."), ('hints = ["Look."]', "There are hints for: negate.")],
)
def test_a_task_without_hints_is_no_mistake(tmp_path, others, told):
    text = 'format = 1\ntitle = "Double"\nfiles = ["double.py"]\n'
    for name, hints in {"double": "", "negate": others}.items():
        text += f'[[tasks]]\nname = "{name}"\nfile = "double.py"\ntitle = "T"\npoints = 1\n{hints}\n'
    (tmp_path / "assignment.toml").write_text(text)
    ran = CliRunner().invoke(cli, ["hint", "double", "--folder", str(tmp_path)])
    assert (ran.exit_code, ran.stdout) == (0, f"There are no hints for `double`. {told}\n")


def test_without_a_task_those_with_hints_are_listed(hint):
    ran = hint()
    assert ran.exit_code == 2
    assert "There are hints for: hinge_loss, " in ran.stderr


def test_an_unknown_task_is_guessed(hint):
    ran = hint("sofmax")
    assert ran.exit_code == 2
    assert "Did you mean `softmax`?" in ran.stderr
