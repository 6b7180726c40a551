"""Notebooks as they are handed in: read without running anything, and named where they cannot be."""

from __future__ import annotations

import json
import re
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake.notebooks import UnreadableNotebook, make_module, read_cells, same_module
from grader.intake.notebooks.cells import MAX_CELLS
from grader.intake.notebooks.module import MAX_NOTES
from grader.messages.places import find
from grader.model import Cell

NAME = "losses.ipynb"


def code(*sources):
    return [Cell("code", source) for source in sources]


def made(*sources):
    return make_module(code(*sources), NAME)


def run(*sources) -> dict[str, Any]:
    """The names of the module made of such cells."""
    names: dict[str, Any] = {"__name__": "losses"}
    exec(compile(made(*sources).text, "losses.py", "exec"), names)
    return names


def written(*sources, **changes):
    """The JSON of a notebook."""
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for source in sources
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells} | changes)


# ------------------------------------------------------------------ what is kept, and what is dropped


def test_definitions_imports_and_constants_are_kept():
    names = run(
        "import math\nfrom math import pi as tau_half\nREG, RATE = 1e-3, -2",
        "SIZES = [REG * 2, (1, 2)]\nlimit: float = math.inf\nNAMES = {'a': 1}",
        "@staticmethod\ndef f(x, y=REG):\n    return x + y\nclass Net:\n    size = len('abc')",
        "relu = lambda x: max(x, 0)\nalias = relu",
    )
    assert names["SIZES"] == [2e-3, (1, 2)]
    assert names["f"](1) == 1.001
    assert names["Net"].size == 3
    assert names["alias"](-1) == 0
    assert names["limit"] == float("inf")


@pytest.mark.parametrize(
    "running",
    [
        "open('/tmp/never', 'w')",
        "data = open('x').read()",
        "for i in range(3): a = i",
        "while True: pass",
        "name = input('?')",
        "with open('x') as file: text = file.read()",
        "a = [print(i) for i in range(3)]",
        "x = (y := 3)",
        "W += 1",
        "W[0] = 1",
        "net.rate = 3",
        "if True: print(1)",
        "try:\n    print(1)\nexcept ImportError:\n    pass",
        "del W",
        "assert f(2) == 3",
        "x = unknown",
        "from __future__ import print_function",
        "'a docstring'",
    ],
)
def test_running_code_is_dropped_without_a_word(running):
    module = make_module(code(running), NAME)
    assert "cell 1" not in module.text
    assert module.notes == ()


def test_branches_that_only_define_are_kept():
    names = run(
        "try:\n    import nowhere_to_be_found\n    FOUND = True\nexcept ImportError:\n    FOUND = False",
        "if FOUND:\n    def f(): return 1\nelse:\n    def f(): return 2",
    )
    assert names["f"]() == 2


def test_statements_that_share_a_line_are_told_apart():
    names = run("import math; print('é'); x = 3; boom(); y = [\n 4]; crash()")
    assert (names["x"], names["y"]) == (3, [4])


def test_what_strings_say_is_kept_to_the_letter():
    source = 'def f():\n    """One\n  two\n"""\n    return f"""a\n b{1}"""\nTEXT = """x\ny"""'
    names = run(source)
    assert names["f"].__doc__ == "One\n  two\n"
    assert names["f"]() == "a\n b1"
    assert names["TEXT"] == "x\ny"


def test_tabs_and_windows_line_ends_are_kept_apart_from_each_other():
    found = read_cells(written("def f(x):\r\n\tif x:\r\n\t\treturn 1\r\n\treturn 2"), NAME)
    names: dict[str, Any] = {}
    exec(make_module(found.cells, NAME).text, names)
    assert [names["f"](x) for x in (True, False)] == [1, 2]


def test_cells_of_other_kinds_are_no_code():
    cells = [Cell("markdown", "def f(): ..."), Cell("raw", "def g(): ..."), Cell("code", "def h(): ...")]
    assert make_module(cells, NAME).defined == {"h": 3}


# ------------------------------------------------------------------ magics


@pytest.mark.parametrize(
    "magic",
    [
        "%matplotlib inline",
        "!pip install x",
        "!pip install \\\n  numpy \\\n  scipy",
        "%%time",
        "%%capture out",
        "%%timeit -n 3",
        "np.dot?",
        "?np.dot",
        "files = !ls *.py",
        "t = %timeit -o f()",
        "!echo it's (",
        "%cd /content/drive/My Drive",
    ],
)
def test_magics_and_shell_lines_are_blanked(magic):
    names = run(f"{magic}\ndef f():\n    return 7")
    assert names["f"]() == 7


def test_a_magic_in_a_block_leaves_the_block_whole():
    names = run("def f(x):\n    if x:\n        !ls\n    return x\nif f(1):\n    %time f(2)\nLAST = 1")
    assert names["f"](3) == 3
    assert names["LAST"] == 1


def test_a_percent_sign_that_goes_on_with_an_expression_is_no_magic():
    names = run("%matplotlib inline\nFORMATTED = ('%s-%s'\n    % (1, 2))\n%load_ext autoreload")
    assert names["FORMATTED"] == "1-2"


def test_more_magics_than_anyone_writes_are_blanked_too():
    names = run("\n".join(["%time 1"] * 100) + "\nLAST = 1")
    assert names["LAST"] == 1


def test_other_cell_magics_are_left_out_and_named_where_they_define_something():
    module = made("%%bash\nls", "%%writefile softmax.py\ndef softmax(x): ...")
    assert module.defined == {}
    assert module.notes == (f"{NAME}, cell 2 is left out: it starts with %%writefile",)


def test_a_cell_that_is_indented_as_a_whole_is_read_as_jupyter_reads_it():
    assert run("    def f():\n        return 1\n    X = 2")["X"] == 2


# ------------------------------------------------------------------ what is wrong, and where


def test_a_cell_with_a_syntax_error_is_left_out_alone():
    module = made("def f(): ...", "x = 1\ndef g(:", "def h(): ...")
    assert module.defined == {"f": 1, "h": 3}
    assert module.notes == (f"{NAME}, cell 2, line 2: invalid syntax; the cell is left out",)


def test_a_print_of_python_2_is_explained():
    (note,) = made("def f(): ...\nprint 'loss'").notes
    assert note == (
        f"{NAME}, cell 1, line 2: a print statement of Python 2; in Python 3 it is print(...); "
        "the cell is left out"
    )


def test_an_xrange_is_explained_in_its_cell():
    assert made("import math", "def f():\n    for i in xrange(3): pass").notes == (
        f"{NAME}, cell 2, line 2: xrange is Python 2; in Python 3 it is range",
    )


def test_a_statement_that_does_not_compile_is_left_out_alone():
    module = made("def f():\n    pass\ndef g(a, a): pass\nreturn 3\nX = 1")
    assert sorted(module.defined) == ["f"]
    (note,) = module.notes
    assert note.startswith(f"{NAME}, cell 1, line 3: duplicate argument 'a'")
    assert run("def g(a, a): pass\nX = 1")["X"] == 1


def test_the_last_definition_wins_and_is_noted():
    module = made("def f(): return 1", "def f(): return 2", "f.cache = {}")
    assert module.notes == (f"{NAME}: `f` is defined 2 times, in cells 1 and 2; the last definition counts",)
    assert module.defined == {"f": 2}
    assert run("def f(): return 1", "def f(): return 2")["f"]() == 2


def test_a_function_that_uses_what_running_code_made_is_noted():
    module = made(
        "import numpy as np",
        "def loss(W):\n    return [X_train @ W for _ in range(3)]",
        "X_train = np.ones(3)",
    )
    assert module.notes == (
        f"{NAME}, cell 2, line 1: `loss` uses X_train, defined by running code in cell 3; "
        "pass it as an argument",
    )


@pytest.mark.parametrize(
    "cells",
    [
        ("def loss(X_train): return X_train", "X_train = load()"),
        ("def loss():\n    X_train = 1\n    return X_train", "X_train = load()"),
        ("X_train = load()", "X_train = 3", "def loss(): return X_train"),
        ("def helper(): ...", "helper = jit(helper)", "def loss(): return helper()"),
        ("def loss(): return len([])", "print(1)"),
        ("def loss(): return X_train", "X_train = load()", "def loss(): return 1"),
    ],
)
def test_a_function_that_uses_no_such_global_is_not_noted(cells):
    assert not [note for note in made(*cells).notes if "pass it as an argument" in note]


def test_a_missing_import_complains_only_when_it_is_used():
    names = run(
        "from google.colab import drive\nimport torch.nn as nn, math\nfrom nowhere import *",
        "drive.mount('/')\ndef f(x: nn.Module): return math.floor(x)\nclass Net(nn.Module): pass",
    )
    assert names["f"](3.5) == 3
    assert not hasattr(names["drive"], "_anything")
    for use in (lambda: names["drive"].mount, lambda: names["nn"]["x"], names["Net"]):
        with pytest.raises(ModuleNotFoundError):
            use()


def test_a_module_does_not_import_itself():
    cells = code(
        "from cs231n.classifiers.softmax import f\nfrom .softmax import *\nfrom svm import g", "def f(): ..."
    )
    text = make_module(cells, NAME, ["softmax.py"]).text
    assert "softmax import" not in text
    assert "from svm import g" in text


def test_a_failing_definition_takes_nothing_with_it():
    names = run("def f(x=X_train): ...\nclass A(X_train): ...\ndef g(): return 1")
    assert names["g"]() == 1
    with pytest.raises(NameError, match="X_train"):
        names["f"]()


def test_of_many_notes_the_first_are_told():
    notes = made(*["def f(:"] * 50).notes
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1] == f"{NAME}: 30 more notes like these"


def test_lines_lead_back_to_their_cells():
    cells = (
        "X = 1",
        "%time\n\n@cache\ndef f():\n    a = 1\n    return b\n",
        "def g():\n    '''\n    '''\n    0",
    )
    lines = made(*cells).text.split("\n")
    for expected, needle in (((2, 6), "return b"), ((2, 3), "@cache"), ((3, 4), "0")):
        number = next(n for n, line in enumerate(lines, start=1) if line.strip() == needle)
        place = find(lines, number)
        assert place is not None
        assert (place.cell, place.line) == expected


def test_a_module_that_was_no_notebook_has_no_cells():
    assert find(["import x", f"# {NAME}, cell 1, line 1", "f()"], 3) is None
    assert find([], 3) is None


def test_one_more_name_for_a_module_is_the_same_module():
    assert re.search(r"sys\.modules\[__name__\] = softmax\n", same_module("softmax.py"))


# ------------------------------------------------------------------ the file itself


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "its JSON breaks at line 1"),
        ('{"cells": [', "its JSON breaks at line 1"),
        ("[]", "its JSON is no object"),
        ("[" * 100_000, "nested too deeply"),
        ("9" * 5_000, "too long"),
        ('{"nbformat": 4}', "it has no cells"),
        ('{"nbformat": 4, "cells": 3}', "it has no cells"),
        ('{"nbformat": 3, "worksheets": 3}', "cannot be converted"),
        (json.dumps({"nbformat": 4, "cells": [{}] * (MAX_CELLS + 1)}), "more than 2,000 cells"),
    ],
)
def test_what_is_no_notebook_is_named(text, reason):
    with pytest.raises(UnreadableNotebook, match=reason):
        read_cells(text, NAME)


def test_cells_of_odd_form_are_read_as_far_as_they_go():
    cells = [3, None, {}, {"cell_type": "code"}, {"cell_type": "code", "source": ["x = 1\n", 3, "y = 2"]}]
    found = read_cells(json.dumps({"nbformat": 4, "cells": cells}), NAME).cells
    assert [cell.source for cell in found] == ["", "", "", "", "x = 1\ny = 2"]
    assert [cell.kind for cell in found] == ["raw", "raw", "raw", "code", "code"]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_old_formats_are_converted(version):
    old: dict[str, Any] = {"nbformat": version, "nbformat_minor": 0, "metadata": {"name": "old"}}
    sources = ["def f():\n    return 1", "print(f())"]
    if version == 1:
        old["cells"] = [{"cell_type": "code", "code": source, "prompt_number": 1} for source in sources]
    else:
        plain = {"cell_type": "code", "outputs": [], "language": "python", "collapsed": False, "metadata": {}}
        old["worksheets"] = [{"cells": [plain | {"input": source} for source in sources], "metadata": {}}]
    found = read_cells(json.dumps(old), NAME).cells
    assert make_module(found, NAME).defined.keys() == {"f"}


def test_the_newest_format_is_read():
    new = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("def f(): ...")])
    assert make_module(read_cells(nbformat.writes(new), NAME).cells, NAME).defined == {"f": 1}


@pytest.mark.parametrize(
    "metadata",
    [{"kernelspec": {"name": "python2"}}, {"language_info": {"name": "python", "version": "2.7.10"}}],
)
def test_a_kernel_of_python_2_is_noted(metadata):
    assert read_cells(written(metadata=metadata), NAME).notes == (
        "a notebook of Python 2, which is graded with Python 3",
    )


def test_another_language_is_noted_and_python_3_is_not():
    assert read_cells(written(metadata={"language_info": {"name": "R"}}), NAME).notes == (
        "a notebook in another language (r)",
    )
    plain = {"language_info": {"name": "python", "version": "3.11.2"}, "kernelspec": {"name": "python3"}}
    assert read_cells(written(metadata=plain), NAME).notes == ()


def test_more_code_than_a_module_may_hold_is_refused():
    with pytest.raises(UnreadableNotebook, match="more than 256 kB of code"):
        made("#" * (256 << 10), "#")
    with pytest.raises(UnreadableNotebook, match="more than 256 kB of code"):
        made("a=1\n" * 20_000)


def test_nesting_beyond_all_reason_and_lone_surrogates_are_left_out_alone():
    module = made("x = " + "(" * 50_000, "x = " + "-" * 50_000 + "1", "s = '\ud800'", "def f(): ...")
    assert module.defined == {"f": 4}
    assert len(module.notes) == 3


# ------------------------------------------------------------------ whatever a notebook holds

NAMES = st.sampled_from(["f", "g", "h", "X", "W", "loss"])
GOOD = NAMES.flatmap(
    lambda name: st.sampled_from(
        [
            f"def {name}(x, y=1):\n    return x + y",
            f"class {name}:\n    '''doc\n  text'''\n    rate = 0.1\n    def step(self):\n        return W",
            f"@staticmethod\ndef {name}(x):\n\treturn [X for _ in x]",
            f"def {name}():\n    global W\n    W = loss\n    return f'''{{W}}\n'''",
        ]
    ).map(lambda source: (name, source))
)
HARMLESS = st.sampled_from(
    [
        "%matplotlib inline",
        "!pip install \\\n    numpy",
        "X = np.load('x')",
        "import numpy as np, nowhere",
        "from google.colab import drive",
        "for i in range(3):\n    !ls\n    print(i)",
        "W = 3; loss = W; print(W)",
        "with open('x') as f: g = f.read()",
        "x = ('a'\n  % 3)",
        "files = !ls",
        "help?",
        "# a comment \\",
        "'''text\n%time\n'''",
        "if __name__ == '__main__':\n    main()",
        "del W",
        "",
    ]
)
BROKEN = st.sampled_from(
    [
        "print 'x'",
        "def f(:",
        "x = (",
        "'''",
        "  y = 1\n z = 2",
        "return",
        "\tif x:\n        y",
        "%%bash\ndef f()",
    ]
)


@st.composite
def odd_notebooks(draw):
    """Cells, and the names that the good ones among them define."""
    cells: list[str] = []
    good: set[str] = set()
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.integers(0, 4)) == 0:
            cells.append("\n".join([draw(GOOD)[1], draw(BROKEN)]) if draw(st.booleans()) else draw(st.text()))
            continue
        parts = draw(st.lists(st.one_of(GOOD, HARMLESS), min_size=1, max_size=4))
        good.update(part[0] for part in parts if isinstance(part, tuple))
        first = draw(st.sampled_from(["", "%%time\n", "%%capture\n"]))
        cells.append(first + "\n".join(part[1] if isinstance(part, tuple) else part for part in parts))
    return cells, good


@settings(max_examples=200)
@given(odd_notebooks())
def test_no_notebook_raises_and_every_good_definition_survives(notebook):
    cells, good = notebook
    found = read_cells(written(*cells), NAME)
    module = make_module(found.cells, NAME)
    assert good <= module.defined.keys()
    names: dict[str, Any] = {"__name__": "losses"}
    exec(compile(module.text, "losses.py", "exec"), names)
    assert good <= names.keys()


KEYS = st.sampled_from(["nbformat", "cells", "source", "cell_type", "metadata", "worksheets", "kernelspec"])
VALUES = st.recursive(
    st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)
)


@settings(max_examples=100)
@given(VALUES)
def test_whatever_json_a_notebook_is_it_is_read_or_refused(content):
    try:
        found = read_cells(json.dumps(content), NAME)
    except UnreadableNotebook:
        return
    make_module(found.cells, NAME)
