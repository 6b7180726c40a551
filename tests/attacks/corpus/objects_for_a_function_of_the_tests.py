"""Passes 60,000 objects to the test's function, again and again.

class: memory
ring: bounds
ends: size
meets: test_twice
shown: no
"""


class Note:
    pass


def twice(f, x):
    things = [Note() for _ in range(60_000)]
    for _ in range(99):
        try:
            f(things)
        except Exception as error:
            found = error
    raise found
