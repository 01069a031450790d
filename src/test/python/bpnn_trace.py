"""bpnn.py's arithmetic, written out compactly: what ScalarNetwork has to repeat bit for bit.

The algorithm is that of Neil Schemenauer's bpnn.py (public domain). Every sum, product and update stands in the order in
which bpnn.py has it, so that each is rounded where bpnn.py rounds it. Two things are spelled otherwise: y**2 is y * y (the C
library's pow is off by one in the last bit for about one y in a thousand), and tanh is Lockstep's own formula, its table from
decimal arithmetic: the C library's tanh is another in the last bit for about one number in five.

    python3 src/test/python/bpnn_trace.py src/test/resources/lockstep/scalar
"""

import math
import random
import sys
from decimal import Decimal, getcontext

getcontext().prec = 50

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def two_doubles(x):
    """A decimal as the double nearest to it, and the rest."""
    high = float(x)
    return high, float(x - Decimal(high))


def tanh_of_decimal(x):
    e = (2 * x).exp()
    return (e - 1) / (e + 1)


TABLE = [two_doubles(tanh_of_decimal(Decimal(j) / 64)) for j in range(20 * 64 + 1)]


def tanh(z):
    """tanh by its addition theorem, from a table at the multiples of 1/64 and a series for the rest."""
    size = min(abs(z), 20.0)
    j = round(size * 64) if size >= 0.125 else 0
    r = size - j / 64
    r2 = r * r
    r4 = r2 * r2
    t = r + r * r2 * (
        -1 / 3
        + r2 * (2 / 15)
        + r4 * (-17 / 315 + r2 * (62 / 2835))
        + r4 * r4 * (-1382 / 155925 + r2 * (21844 / 6081075) + r4 * (-929569 / 638512875))
    )
    high, low = TABLE[j]
    y = high + (low + (1.0 - high * high) * t / (1.0 + high * t))
    return math.copysign(y, z)


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
