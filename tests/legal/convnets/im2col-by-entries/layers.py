# `im2col` and `col2im` copy entry by entry.

def im2col(x, field, stride, pad):
    (N, C, H, W), (FH, FW) = x.shape, field
    sizes = C, FH, FW, N, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    padded, cols = _pad(x, pad), np.zeros(sizes)
    for c, p, q, n, i, j in np.ndindex(sizes):
        cols[c, p, q, n, i, j] = padded[n, c, p + i * stride, q + j * stride]
    return cols.reshape(C * FH * FW, -1)

def col2im(cols, x_shape, field, stride, pad):
    (N, C, H, W), (FH, FW) = x_shape, field
    sizes = C, FH, FW, N, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    padded, cols = np.zeros((N, C, H + 2 * pad, W + 2 * pad)), cols.reshape(sizes)
    for c, p, q, n, i, j in np.ndindex(sizes):
        padded[n, c, p + i * stride, q + j * stride] += cols[c, p, q, n, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]
