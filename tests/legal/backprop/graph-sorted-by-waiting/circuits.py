# The graph sorts by counting what is missing, and keeps only numbers.

class ComputationalGraph:
    def __init__(self, nodes):
        self.nodes = nodes
        self.sorted = []

    def forward(self, inputs):
        values, waiting = {**inputs}, list(self.nodes)
        self.sorted = []
        while waiting:
            name = waiting.pop(0)
            gate, sources = self.nodes[name]
            if all(source in values for source in sources):
                values[name] = float(gate.forward(*[values[source] for source in sources]))
                self.sorted.append(name)
            else:
                waiting.append(name)
        self.names = list(values)
        return values

    def backward(self, output):
        grads = {name: 0 for name in self.names}
        grads[output] = 1
        for name in self.sorted[::-1]:
            gate, sources = self.nodes[name]
            back = gate.backward(grads[name])
            if len(sources) == 1:
                back = [back]
            for source, grad in zip(sources, back):
                grads[source] = grads[source] + grad
        return grads
