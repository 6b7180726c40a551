from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.diagnosis.catalogue import Catalogue, Equivalent, load_catalogue
from grader.errors import CourseError
from grader.model import Diagnosis

FILE = "solutions/tiny/misconceptions.toml"
REFERENCE = """
import numpy as np

class Adder:
    def add(self, x):
        total = np.sum(x)
        return float(total)

def total(x):
    return Adder().add(x)

def scale(x, factor):
    total = x * factor
    return total
"""
ONE = """\
format = 1

[[misconceptions]]
id = "mean-for-sum"
title = "The mean for the sum"
advice = "Ask for more numbers."

[[misconceptions.variants]]
tasks = ["total"]
file = "sums.py"
changes = [{ in = "Adder.add", old = "np.sum(x)", new = "np.mean(x)" }]
"""
ANOTHER = """
[[misconceptions]]
id = "factor-ignored"
title = "The factor is ignored"
advice = '''
Scale by 3.
Does anything
  change?'''
twins = ["mean-for-sum"]

[[misconceptions.variants]]
tasks = ["scale", "total"]
file = "sums.py"
changes = [
  { in = "scale", old = "    total = x * factor", new = "    total = x + 1" },
  { in = "scale", old = "+ 1", new = "" },
]
"""
EQUIVALENT = """
[[equivalents]]
file = "sums.py"
line = "return total"
mutant = "return +total"
reason = "A plus changes no number."
"""


@pytest.fixture
def load(course: Path) -> Callable[[str], Catalogue]:
    (course / "solutions/tiny/sums.py").write_text(REFERENCE)

    def write_and_load(text: str) -> Catalogue:
        (course / FILE).write_text(text)
        return load_catalogue(load_assignment(find_course(course), "tiny"))

    return write_and_load


@pytest.fixture
def mistakes(load: Callable[[str], Catalogue]) -> Callable[[str], list[str]]:
    """What is told of a faulty catalogue, without the file's name."""

    def tell(text: str) -> list[str]:
        with pytest.raises(CourseError) as caught:
            load(text)
        return [str(problem).removeprefix(FILE) for problem in caught.value.problems]

    return tell


def variant_of(catalogue: Catalogue, name: str) -> str:
    (variant,) = catalogue.by_id(name).variants
    assert variant.files.keys() == {"sums.py", "words.py"}
    return variant.files[variant.file]


def test_an_absent_catalogue_is_empty(course):
    assert load_catalogue(load_assignment(find_course(course), "tiny")) == Catalogue()


def test_a_catalogue_without_an_entry_is_empty(load):
    assert load("format = 1") == Catalogue()


def test_a_variant_is_the_reference_with_its_one_change(load):
    assert variant_of(load(ONE), "mean-for-sum") == REFERENCE.replace("np.sum(x)", "np.mean(x)")


def test_the_changes_of_a_variant_are_made_one_after_the_other(load):
    assert variant_of(load(ONE + ANOTHER), "factor-ignored") == REFERENCE.replace("x * factor", "x ")


def test_a_change_without_a_function_is_looked_for_in_the_whole_file(load):
    text = ONE.replace('in = "Adder.add", ', "")
    assert variant_of(load(text), "mean-for-sum") == REFERENCE.replace("np.sum(x)", "np.mean(x)")


def test_a_change_reaches_no_further_than_its_function(load):
    text = ONE.replace('old = "np.sum(x)", new = "np.mean(x)"', 'old = "total)", new = "-total)"')
    assert variant_of(load(text), "mean-for-sum") == REFERENCE.replace("float(total)", "float(-total)")


def test_a_task_has_the_variants_that_name_it(load):
    catalogue = load(ONE + ANOTHER)
    assert [one.misconception for one in catalogue.variants("total")] == ["mean-for-sum", "factor-ignored"]
    assert [one.misconception for one in catalogue.variants("scale")] == ["factor-ignored"]
    assert catalogue.variants("words") == ()


def test_a_diagnosis_says_title_and_advice(load):
    told = load(ONE + ANOTHER).diagnosis("factor-ignored")
    assert told == Diagnosis("factor-ignored", "The factor is ignored", "Scale by 3. Does anything change?")


def test_a_diagnosis_of_two_says_both(load):
    told = load(ONE + ANOTHER).diagnosis("mean-for-sum", "factor-ignored")
    assert told.id == "mean-for-sum|factor-ignored"
    assert told.title == "Either: The mean for the sum, or: The factor is ignored"
    assert told.advice == (
        "If it is the first: Ask for more numbers. If it is the second: Scale by 3. Does anything change?"
    )


def test_equivalents_are_read(load):
    (known,) = load("format = 1\n" + EQUIVALENT).equivalents
    assert known == Equivalent("sums.py", "return total", "return +total", "A plus changes no number.")


WRONG = {
    "no format": ("format = 1\n", "", [":1: the key `format` is missing"]),
    "a newer format": (
        "format = 1",
        "format = 2\nnovelty = true",
        [":1: format 2 is not one that this grader knows (1); upgrade grader"],
    ),
    "a format in quotes": (
        "format = 1",
        "format = '1'",
        [":1: `format` must be a whole number, not the text '1'"],
    ),
    "a key that is not known": (
        'title = "',
        'titel = "',
        [":3: the key `title` is missing", ":5: unknown key `titel`; did you mean `title`?"],
    ),
    "an id with capitals": (
        '"mean-for-sum"',
        '"Mean"',
        [":4: `id` must be lower-case words joined by hyphens, not the text 'Mean'"],
    ),
    "an empty advice": ('"Ask for more numbers."', '" "', [":6: `advice` is empty"]),
    "no task": ('["total"]', "[]", [":9: `tasks` is empty"]),
    "another task": (
        '["total"]',
        '["scale", "totals"]',
        [":9: assignment.toml has no task `totals`; did you mean `total`?"],
    ),
    "another file": (
        '"sums.py"',
        '"sum.py"',
        [":10: the reference has no file `sum.py`; did you mean `sums.py`?"],
    ),
    "another function": (
        "Adder.add",
        "Adder.ad",
        [":11: change 1: the reference has no function `Adder.ad`; did you mean `Adder.add`?"],
    ),
    "a method without its class": (
        "Adder.add",
        "add",
        [":11: change 1: the reference has no function `add`"],
    ),
    "a twin of nobody": (
        '"Ask for more numbers."',
        '"Ask."\ntwins = ["mean-of-sum"]',
        [":7: no misconception has the id `mean-of-sum`; did you mean `mean-for-sum`?"],
    ),
    "no `old`": (
        "np.sum(x)",
        "np.add(x)",
        [":11: change 1: `old` stands 0 times in `Adder.add`, not once; give other lines"],
    ),
    "two of `old`": (
        'old = "np.sum(x)"',
        'old = "total"',
        [":11: change 1: `old` stands 2 times in `Adder.add`, not once; give other lines"],
    ),
    "two of `old` in the file": (
        'in = "Adder.add", old = "np.sum(x)"',
        'old = "total"',
        [":11: change 1: `old` stands 5 times in the file, not once; give other lines"],
    ),
    "an empty `old`": ('"np.sum(x)"', '""', [":11: `old` is empty"]),
    "no change": ("np.mean(x)", "np.sum(x)", [":11: change 1: `new` is the same as `old`"]),
    "no Python": (
        "np.mean(x)",
        "np.mean(x",
        [":11: change 1: after it `sums.py` is not Python: line 6: '(' was never closed"],
    ),
    "no TOML": ("format = 1", "format =", [":1: is not valid TOML: Invalid value"]),
}


@pytest.mark.parametrize(("old", "new", "told"), WRONG.values(), ids=WRONG)
def test_a_mistake_in_the_catalogue_is_told_with_its_line(mistakes, old, new, told):
    assert old in ONE
    assert mistakes(ONE.replace(old, new)) == told


def test_all_mistakes_in_the_shape_are_told_at_once(mistakes):
    text = (ONE + EQUIVALENT).replace("title", "titel").replace('reason = "', 'why = "')
    assert [told.split(":")[1] for told in mistakes(text)] == ["3", "5", "13", "17"]


def test_all_misfits_are_told_at_once(mistakes):
    text = ONE.replace("np.sum", "np.add") + ONE.removeprefix("format = 1").replace("total", "totals")
    assert mistakes(text) == [
        ":11: change 1: `old` stands 0 times in `Adder.add`, not once; give other lines",
        ":15: two misconceptions have the id `mean-for-sum`, the first on line 4; rename one",
        ":20: assignment.toml has no task `totals`; did you mean `total`?",
    ]


def test_of_a_variant_whose_first_change_fails_the_second_is_not_judged(mistakes):
    text = ONE + ANOTHER.replace("x * factor", "x / factor")
    assert mistakes(text) == [
        ":25: change 1: `old` stands 0 times in `scale`, not once; give other lines",
    ]


def test_a_second_change_is_told_as_the_second(mistakes):
    text = ONE + ANOTHER.replace('old = "+ 1"', 'old = "- 1"')
    assert mistakes(text) == [
        ":25: change 2: `old` stands 0 times in `scale`, not once; give other lines",
    ]


def test_a_form_feed_in_the_reference_moves_no_function(load, course):
    paged = REFERENCE.replace("\nclass", "\n\f\nclass").replace("'", '"')
    (course / "solutions/tiny/sums.py").write_text(paged)
    text = ONE.replace('old = "np.sum(x)"', 'old = "return float(total)"').replace("np.mean(x)", "return 1.0")
    assert variant_of(load(text), "mean-for-sum") == paged.replace("return float(total)", "return 1.0")


def test_a_reference_that_is_not_python_is_told(mistakes, course):
    (course / "solutions/tiny/sums.py").write_text("def total(x:\n")
    assert mistakes(ONE) == [":10: `sums.py` of the reference, line 1, is not Python: '(' was never closed"]
