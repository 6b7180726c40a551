"""A submitted notebook: a refusal, or a module that compiles and cells that can be sent on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from grader import wire
from grader.errors import UnreadableSubmission
from grader.intake.notebooks import make_module, read_cells
from grader.intake.texts import read_text
from grader.model import Notebook

FILE = "losses.ipynb"
TOKENS = (
    b'"cells": | "source": | "cell_type":"code" | "worksheets":[{"cells":[ | "nbformat":3 | "input": | '
    b'"outputs":[] | "metadata":{} | "language_info":{"name":"python"} | \\n | \\ud800 | \\u0000 | '
    b"def f(x): | class A: | %%time\\n | !ls | import numpy | lambda:  | [[[[[[[[ | 1e999 | null | "
    b"x: (y := 1) = 2 | \\t | \\f | ''' | \\\\\\n | @ | async  | yield  | global x | match x:"
).split(b" | ")
TRAP = b'{"cells": [], "worksheets": 5}'

CELLS = [
    "import numpy as np\n%matplotlib inline\nrate = 1e-3\n",
    "@staticmethod\ndef f(x: int = 1, *, y=rate) -> float:\n    '''two\nlines'''\n    return x\n",
    "class Net(object):\n\tdepth = 2\n\tdef forward(self, x):\n\t\treturn x @ self.W\n\nnet = Net()\n",
    "%%bash\nls\n",
    "if True:\n    a, b = 1, 2\nelse:\n    pass\n",
    "try:\n    import x.y as z\nexcept ImportError:\n    z = None\n",
    "x = !ls\nprint 'x'\ndef broken(:\n",
]


def seeds() -> Iterator[bytes]:
    cells = [{"cell_type": "code", "source": source, "outputs": [{"text": "x"}]} for source in CELLS]
    lines = [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in CELLS]
    new = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "python"}}}
    inputs = [
        {"cell_type": "code", "input": source, "language": "python", "outputs": []} for source in CELLS[:2]
    ]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "x"}, "worksheets": [{"cells": inputs}]}
    contents: list[dict[str, Any]] = [
        new | {"cells": cells},
        new | {"cells": lines},
        old,
        {"nbformat": 2} | old,
        {"cells": []},
    ]
    yield from (json.dumps(content).encode() for content in contents)


def module(text: str) -> tuple[str, Notebook]:
    cells = read_cells(text, FILE).cells
    made = make_module(cells, FILE, ("losses.py",))
    return made.text, Notebook(FILE, ("losses.py",), cells, made.defined)


def careless(text: str) -> tuple[str, Notebook]:
    found = json.loads(text)
    return "".join(cell["source"] for cell in found["worksheets"][0]["cells"]), Notebook(FILE, (), (), {})


def check(data: bytes, subject: Callable[[str], tuple[str, Notebook]] = module) -> None:
    text, _ = read_text(data, FILE)
    try:
        made, notebook = subject(text)
    except UnreadableSubmission as refusal:
        wire.dump([str(refusal)])
        return
    compile(made, "losses.py", "exec", dont_inherit=True)
    wire.dump(notebook)
