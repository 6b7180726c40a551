# Each value knows how to pass its gradient on.

class Value(Value):
    def __init__(self, data, _children=()):
        self.data, self.grad = data, 0
        self._backward = lambda: None
        self._prev = set(_children)

    def _make(self, data, children, backward):
        out = Value(data, children)
        out._backward = lambda: backward(out.grad)
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        def backward(grad):
            self.grad += grad
            other.grad += grad
        return self._make(self.data + other.data, (self, other), backward)

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        def backward(grad):
            self.grad += other.data * grad
            other.grad += self.data * grad
        return self._make(self.data * other.data, (self, other), backward)

    def __pow__(self, n):
        def backward(grad):
            self.grad += n * self.data ** (n - 1) * grad
        return self._make(self.data**n, (self,), backward)

    def relu(self):
        def backward(grad):
            self.grad += (self.data >= 0) * grad
        return self._make(0 if self.data < 0 else self.data, (self,), backward)

    def tanh(self):
        t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
        def backward(grad):
            self.grad += (1 - t * t) * grad
        return self._make(t, (self,), backward)

    def backward(self):
        topo, visited = [], set()
        def build(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build(child)
                topo.append(v)
        build(self)
        for v in topo:
            v.grad = 0
        self.grad = 1
        for v in reversed(topo):
            v._backward()
