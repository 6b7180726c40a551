"""Returns 60,000 objects that stay in its process, each of which is a handle in the test's.

class: memory
ring: bounds
ends: size
"""


class Note:
    pass


def double(x):
    return [Note() for _ in range(60_000)]
