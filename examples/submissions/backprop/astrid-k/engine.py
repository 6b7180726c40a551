"""A small engine."""

import math
import operator


class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.locals = []

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        out = Value(self.data + other.data, (self, other))
        out.locals = [1.0, 1.0]
        return out

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        out = Value(self.data * other.data, (self, other))
        out.locals = [other.data, self.data]
        return out

    def __pow__(self, exponent):
        out = Value(self.data ** exponent, (self,))
        out.locals = [exponent * self.data ** (exponent - 1)]
        return out

    def relu(self):
        out = Value(self.data if self.data > 0 else 0.0, (self,))
        out.locals = [1.0 if self.data > 0 else 0.0]
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,))
        out.locals = [1 - t * t]
        return out

    def backward(self):
        topo = []

        def visit(v):
            if v in topo:
                return
            for p in v.parents:
                visit(p)
            topo.append(v)

        visit(self)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in topo[::-1]:
            for p, local in zip(v.parents, v.locals):
                p.grad += local * v.grad

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
