"""Puts an object in the place of its module, which answers whatever is asked.

class: field
ring: process
ends: wrong or missing or protocol or raised
shown: no
"""

import sys


class Yes:
    def __getattr__(self, name):
        return self

    def __call__(self, *arguments):
        return self

    def __eq__(self, other):
        return True

    __hash__ = None


sys.modules[__name__] = Yes()
