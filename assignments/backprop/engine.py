"""A small engine that backpropagates by itself, through any formula that is written with `Value`s."""

import operator


class Value:
    """A number that remembers what it was made from.

    `data` is the number. `grad`, after `backward` was called on some result, is the gradient of that
    result with respect to this value. `a + b`, `a * b`, `a.relu()` and the like make new Values; in a
    sum or a product one of the two may be a plain number.
    """

    def __init__(self, data, parents=()):
        """`parents` is for your operations: what they made this value from, in a form of your choice."""
        self.data = data
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        raise NotImplementedError("Value.__add__")

    def __mul__(self, other):
        raise NotImplementedError("Value.__mul__")

    def __pow__(self, exponent):
        """`exponent` is a plain number."""
        raise NotImplementedError("Value.__pow__")

    def relu(self):
        """max(0, self)"""
        raise NotImplementedError("Value.relu")

    def tanh(self):
        raise NotImplementedError("Value.tanh")

    def backward(self):
        """Sets the `grad` of this value to 1, and of each value that it was made from to its gradient.

        Gradients add up where a value was used more than once. Nothing of an earlier call is left in
        them: called twice, `backward` gives the same gradients.
        """
        raise NotImplementedError("Value.backward")

    # What follows is made of the above. You need not change it.

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return (-self) + other

    def __truediv__(self, other):
        return self * other**-1.0

    def __repr__(self):
        return f"Value({self.data}, grad={self.grad})"


OPERATIONS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}


def evaluate(formula, inputs):
    """Returns (number, {name: gradient}) for a formula in postfix notation. The tests use it: leave it.

    In postfix notation an operation stands behind what it works on: "x y + z *" is (x + y) * z, and
    "x 2 ** tanh" is the tanh of x squared. "=q" names the last result: "x y + =q q q *" is (x + y)**2.
    """
    values = {name: Value(number) for name, number in inputs.items()}
    stack = []
    for word in formula.split():
        if word in OPERATIONS:
            right, left = stack.pop(), stack.pop()
            stack.append(OPERATIONS[word](left, right))
        elif word in ("relu", "tanh"):
            stack.append(getattr(stack.pop(), word)())
        elif word[0] == "=":
            values[word[1:]] = stack.pop()
        else:
            stack.append(values[word] if word in values else float(word))
    result = stack.pop()
    result.backward()
    return result.data, {name: value.grad for name, value in values.items()}
