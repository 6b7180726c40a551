# The second input wins a tie, and gradients come as a list.

class MaxGate:
    def forward(self, x, y):
        self.x_wins = x > y
        return np.where(self.x_wins, x, y)

    def backward(self, upstream):
        return [upstream * self.x_wins, upstream * (1 - self.x_wins)]
