"""bpnn.py's arithmetic, written out compactly: what ScalarNetwork has to repeat bit for bit.

The algorithm is that of Neil Schemenauer's bpnn.py (public domain). Every sum, product and update stands in the order in
which bpnn.py has it, so that each is rounded where bpnn.py rounds it. Two things are spelled otherwise: y**2 is y * y (the C
library's pow is off by one in the last bit for about one y in a thousand), and tanh is fdlibm's, which Java's StrictMath has,
because the C library's differs from it in the last bit for about one number in two thousand.

    python3 src/test/python/bpnn_trace.py src/test/resources/lockstep/scalar
"""

import random
import struct
import sys

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def high_word(x):
    return struct.unpack(">I", struct.pack(">d", x)[:4])[0] & 0x7FFFFFFF


def expm1(x):
    """e^x - 1 for |x| < 44 as fdlibm computes it: x = k ln 2 + r, a rational function of r, scaled by 2^k."""
    ln2_high, ln2_low = 6.93147180369123816490e-01, 1.90821492927058770002e-10
    k, c = 0, 0.0
    if high_word(x) > 0x3FD62E42:  # |x| > ln 2 / 2
        if high_word(x) < 0x3FF0A2B2:  # |x| < 3 ln 2 / 2
            k = 1 if x > 0 else -1
        else:
            k = int(1.44269504088896338700 * x + (0.5 if x > 0 else -0.5))
        high, low = x - k * ln2_high, k * ln2_low
        x = high - low
        c = (high - x) - low
    elif high_word(x) < 0x3C900000:  # |x| < 2^-54
        return x
    half = 0.5 * x
    square = x * half
    r = 1.0 + square * (-3.33333333333331316428e-02 + square * (1.58730158725481460165e-03 + square * (
        -7.93650757867487942473e-05 + square * (4.00821782732936239552e-06 + square * -2.01099218183624371326e-07))))
    t = 3.0 - r * half
    e = square * ((r - t) / (6.0 - x * t))
    if k == 0:
        return x - (x * e - square)
    e = (x * (e - c) - c) - square
    if k == -1:
        return 0.5 * (x - e) - 0.5
    if k == 1:
        return -2.0 * (e - (x + 0.5)) if x < -0.25 else 1.0 + 2.0 * (x - e)
    if k <= -2 or k > 56:
        return (1.0 - (e - x)) * 2.0**k - 1.0
    if k < 20:
        return ((1.0 - 2.0**-k) - (e - x)) * 2.0**k
    return ((x - (e + 2.0**-k)) + 1.0) * 2.0**k


def tanh(x):
    """tanh as fdlibm computes it."""
    size = abs(x)
    if size >= 22.0:
        y = 1.0
    elif high_word(x) < 0x3C800000:  # |x| < 2^-55
        return x
    elif size >= 1.0:
        y = 1.0 - 2.0 / (expm1(2.0 * size) + 2.0)
    else:
        t = expm1(-2.0 * size)
        y = -t / (t + 2.0)
    return y if x >= 0 else -y


class Network:
    """bpnn.py's NN: its names, and its start: hidden weights in [-0.2, 0.2], output weights in [-2, 2]."""

    def __init__(self, ni, nh, no):
        self.ni, self.nh, self.no = ni + 1, nh, no  # + 1 for the bias
        self.wi = [[rand(-0.2, 0.2) for _ in range(nh)] for _ in range(self.ni)]
        self.wo = [[rand(-2.0, 2.0) for _ in range(no)] for _ in range(nh)]
        self.ci = [[0.0] * nh for _ in range(self.ni)]
        self.co = [[0.0] * no for _ in range(nh)]

    def update(self, inputs):
        self.ai = list(inputs) + [1.0]
        self.ah = [tanh(total(self.ai[i] * self.wi[i][j] for i in range(self.ni))) for j in range(self.nh)]
        self.ao = [tanh(total(self.ah[j] * self.wo[j][k] for j in range(self.nh))) for k in range(self.no)]
        return self.ao

    def back_propagate(self, targets, N, M):
        output_deltas = [(1.0 - y * y) * (t - y) for t, y in zip(targets, self.ao)]
        hidden_deltas = [
            (1.0 - y * y) * total(output_deltas[k] * self.wo[j][k] for k in range(self.no))
            for j, y in enumerate(self.ah)
        ]
        for weights, last, deltas, inputs in (
            (self.wo, self.co, output_deltas, self.ah),
            (self.wi, self.ci, hidden_deltas, self.ai),
        ):
            for i, x in enumerate(inputs):
                for j, delta in enumerate(deltas):
                    change = delta * x
                    weights[i][j] = weights[i][j] + N * change + M * last[i][j]
                    last[i][j] = change
        return total(0.5 * (t - y) * (t - y) for t, y in zip(targets, self.ao))


def rand(a, b):
    return (b - a) * random.random() + a


def total(terms):
    """A sum in the order of its terms; the built-in sum is more exact than that from Python 3.12 on."""
    result = 0.0
    for term in terms:
        result = result + term
    return result


def trace(path, hidden, N, M, iterations=1000):
    """Trains XOR online from random.seed(0): a line per update, with its error, then the weights, row by row."""
    random.seed(0)
    network = Network(2, hidden, 1)
    with open(path, "w", encoding="ascii", newline="\n") as file:
        for _ in range(iterations):
            for inputs, targets in XOR:
                network.update(inputs)
                file.write(f"{network.back_propagate(targets, N, M)!r}\n")
        for row in network.wi + network.wo:
            for weight in row:
                file.write(f"{weight!r}\n")


if __name__ == "__main__":
    folder = sys.argv[1]
    trace(f"{folder}/bpnn_demo.txt", hidden=2, N=0.5, M=0.1)  # chaotic after some 1,800 updates
    trace(f"{folder}/bpnn_calm.txt", hidden=2, N=0.2, M=0.1)
