"""Imports the reference.

class: files
ring: Landlock
ends: refused
"""

from importlib.machinery import PathFinder
from importlib.util import module_from_spec

from tools import PLACES, note


def double(x):
    spec = PathFinder.find_spec("work", [PLACES["hidden folder"]])
    if spec is None:
        return note("nothing")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return note(f"through: {module.answer}")
