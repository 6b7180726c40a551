"""Returns 180,000 lists, 45 deep, in a header with few commas.

class: memory
ring: bounds
ends: size
"""


def deep(n):
    return [deep(n - 1)] if n else []


def double(x):
    return [deep(45)] * 4_000
