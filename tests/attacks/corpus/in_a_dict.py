"""Returns a hidden text as keys and items.

class: carry
ring: wording
ends: wrong
shown: no
meets: test_greet
"""


def greet(name):
    return {name: [name, {name}], (name,): name.encode()}
