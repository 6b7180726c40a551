import math
import operator


class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents  # pairs of a value and the slope in it

    def __add__(self, other):
        if not isinstance(other, Value):
            return Value(self.data + other, [(self, 1.0)])
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        if not isinstance(other, Value):
            return Value(self.data * other, [(self, other)])
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __pow__(self, exponent):
        return Value(self.data**exponent, [(self, exponent * self.data ** (exponent - 1))])

    def relu(self):
        return Value(self.data, [(self, 1.0)]) if self.data > 0 else Value(0.0, [(self, 0.0)])

    def tanh(self):
        return Value(math.tanh(self.data), [(self, 1.0 - math.tanh(self.data) ** 2)])

    def backward(self):
        everything = [self]
        for value in everything:
            for parent, _ in value.parents:
                if not any(parent is known for known in everything):
                    everything.append(parent)
        for value in everything:
            value.grad = 0.0
        self.grad = 1.0
        left = everything
        while left:
            for value in left:
                used = False
                for other in left:
                    for parent, _ in other.parents:
                        if parent is value:
                            used = True
                if not used:
                    break
            left = [other for other in left if other is not value]
            for parent, slope in value.parents:
                parent.grad += slope * value.grad

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
