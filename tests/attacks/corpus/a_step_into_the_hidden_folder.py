"""Makes the hidden folder its working folder.

class: metadata
ring: mount namespace
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    tried(os.chdir, PLACES["suite"] + "/public")
    tried(os.stat, "test_hidden.py")
    tried(os.stat, "test_public.py")
