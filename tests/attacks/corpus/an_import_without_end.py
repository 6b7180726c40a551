"""Loops for ever while it is imported.

class: time
ring: deadline
ends: timeout
shown: no
"""

while True:
    pass
