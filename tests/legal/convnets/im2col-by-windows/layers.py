# `im2col` copies window by window.

def im2col(x, field, stride, pad):
    N, C, H, W = x.shape
    FH, FW = field
    places = N, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    padded = _pad(x, pad)
    cols = np.zeros((C * FH * FW, np.prod(places)))
    column = 0
    for n in range(places[0]):
        for i in range(places[1]):
            for j in range(places[2]):
                top = i * stride
                left = j * stride
                window = padded[n, :, top : top + FH, left : left + FW]
                cols[:, column] = window.ravel()
                column += 1
    return cols
