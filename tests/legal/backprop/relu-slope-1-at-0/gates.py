# The ReLU has slope 1 at 0.

class ReluGate:
    def forward(self, x):
        self.x = x
        return x * (x > 0)

    def backward(self, upstream):
        return upstream * (self.x >= 0)
