from __future__ import annotations

import ast
from pathlib import Path

from grader.validation.mutants import mutate

FILE = '''
LIMIT = 3

class Net:
    def loss(self, x: "np.ndarray[1]", reg: float = 0.5) -> "2":
        """Not 1."""
        # BEGIN SOLUTION
        """Nor 2."""
        factor: "Literal[4]" = x.max(axis=1)
        if x.ndim != 2:
            raise ValueError(f"{x.ndim + 1} is not " + "2")
        return factor
        # END SOLUTION
'''
REFERENCES = Path(__file__).parents[2] / "solutions" / "losses"


def afters(text: str) -> list[str]:
    return [mutant.after for mutant in mutate("net.py", text)]


def region(*lines: str) -> str:
    return "\n".join(["# BEGIN SOLUTION", *lines, "# END SOLUTION", ""])


def test_only_what_a_test_can_notice_is_changed_and_only_in_solution_regions() -> None:
    assert afters(FILE) == [
        'factor: "Literal[4]" = x.min(axis=1)',
        'factor: "Literal[4]" = x.max(axis=0)',
        "if x.ndim == 2:",
        "if x.ndim != 1:",
        "if x.ndim != 3:",
        "pass",
    ]


def test_a_mutant_says_where_it_is_and_what_it_changes() -> None:
    first, *_ = mutate("net.py", FILE)
    assert (first.file, first.function, first.line, first.operator) == ("net.py", "Net.loss", 9, "function")
    assert first.before == 'factor: "Literal[4]" = x.max(axis=1)'
    assert first.id == 'net.py:9 in Net.loss: factor: "Literal[4]" = x.min(axis=1)'
    assert first.text == FILE.replace("x.max", "x.min")


def test_a_change_that_two_operators_make_is_one_mutant() -> None:
    assert afters(region("x = -1")) == ["x = 1", "x = -0", "x = -2"]
    assert afters(region("a += a - a")).count("a = a - a") == 1


def test_what_is_no_python_or_the_same_program_is_no_mutant() -> None:
    assert afters(region("for a in 1, 0:", "    continue")) == [
        "for a in 0, 0:",
        "for a in 2, 0:",
        "for a in 1, 1:",
        "pass",
    ]
    assert "x = (y)" not in afters(region("x = (y)"))


def test_a_statement_over_several_lines_is_dropped_whole() -> None:
    *_, last = mutate("net.py", region("x[", "    y", "] = z"))
    assert (last.before, last.after) == ("x[\ny\n] = z", "pass")
    assert last.text == region("pass")


def test_a_file_without_solution_regions_has_no_mutants() -> None:
    assert mutate("net.py", "x = 1\n") == ()


def test_the_mutants_of_a_real_reference_are_programs_of_their_own_with_ids_of_their_own() -> None:
    text = (REFERENCES / "linear_svm.py").read_text()
    mutants = mutate("linear_svm.py", text)
    assert len(mutants) > 100
    assert len({mutant.id for mutant in mutants}) == len(mutants)
    assert len({ast.dump(ast.parse(mutant.text)) for mutant in mutants}) >= len(mutants) - 1
    assert all(mutant.text != text and mutant.before != mutant.after for mutant in mutants)
