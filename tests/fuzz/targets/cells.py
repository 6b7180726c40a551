"""Code cells with anything in them: they make a module that compiles, whatever is left out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader import wire
from grader.errors import UnreadableSubmission
from grader.intake.notebooks import make_module
from grader.model import Cell

FILE = "losses.ipynb"
SEPARATOR = "\n# %%\n"
TOKENS = (
    b"\n# %%\n | def f(x):\n  | class A:\n  | %%time\n | %%bash\n | !ls\n | %ls\n | f? |  = !ls | "
    b"import a.b as c | from . import * | from __future__ import x | async  | await  | yield  | := | "
    b"lambda:  | [x for x in  | global x | nonlocal x | __debug__ | match x:\n case  | \\\n | ''' | "
    b"f'{x}' | \x0c | \t | x: int = 1 | if 1:\n  | try:\n  | except* E:\n  | finally:\n  | ;  | @ | ->  | "
    b"return  | break | *x | **x | print x | \xc2\xa0 | \xe2\x80\xa8 | (((((((((((((((((((((((((((((( | "
    b"----------------------------------------"
).split(b" | ")
TRAP = b"x = 1\n# %%\ndef f(:"


def seeds() -> Iterator[bytes]:
    return (source.encode() for source in (IMPORTS, CLASSES, BLOCKS, STRINGS, MAGICS))


def module(cells: list[Cell]) -> str:
    made = make_module(cells, FILE, ("losses.py",))
    wire.dump([made.text, *made.notes, *made.defined])
    return made.text


def careless(cells: list[Cell]) -> str:
    return "\n".join(cell.source for cell in cells)


def check(data: bytes, subject: Callable[[list[Cell]], str] = module) -> None:
    source = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        text = subject([Cell("code", cell) for cell in source.split(SEPARATOR)])
    except UnreadableSubmission:
        return
    compile(text, "losses.py", "exec", dont_inherit=True)


IMPORTS = """\
import numpy as np
%matplotlib inline
rate = 1e-3
# %%
@staticmethod
def f(x, *, y=rate):
    return x
"""
CLASSES = """\
class Net(object):
\tdepth = 2
\tdef forward(self, x):
\t\treturn x
# %%
net = Net(); a, b = 1, 2
"""
BLOCKS = """\
if True:
    a = 1
else:
    pass
# %%
try:
    import z
except ImportError:
    z = None
"""
STRINGS = """\
def f():
    global W
    W = f'''{
W}
'''
# %%
x: int = 1
y = [1,
2]
# %%
async def g(): await x
"""
MAGICS = """\
%%time
def f(x: int = (1)) -> float:
  return \\
    x
# %%
%%bash
ls
# %%
x = !ls
print 'x'
"""
