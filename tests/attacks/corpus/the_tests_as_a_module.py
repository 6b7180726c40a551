"""Imports the hidden tests.

class: files
ring: Landlock
ends: refused
shown: no
"""

import importlib.util

from tools import PLACES, note, tried


def double(x):
    spec = importlib.util.spec_from_file_location("hidden", PLACES["hidden test"])
    module = importlib.util.module_from_spec(spec)
    return note("nothing") if "through" not in tried(spec.loader.exec_module, module) else vars(module)
