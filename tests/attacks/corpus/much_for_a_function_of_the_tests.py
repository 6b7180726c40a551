"""Has the test's function multiply 60 MB, again and again.

class: memory
ring: bounds
ends: size
meets: test_twice
shown: no
"""


def twice(f, x):
    for _ in range(99):
        try:
            f(bytes(60 << 20))
        except Exception as error:
            found = error
    raise found
