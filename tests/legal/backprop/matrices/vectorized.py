# Results are matrices.

product = matmul_backward

def matmul_backward(dC, A, B):
    return tuple(np.matrix(gradient) for gradient in product(dC, A, B))
