"""Three steps of heavy-ball momentum, written out for one linear layer with two inputs and two units, with each penalty,
clipping and schedule. The standard library only.

    python3 src/test/python/terms.py > src/test/resources/lockstep/dl4j/terms.txt

A row: the case, the loss before each step, then the weights after the third: those of input 0, of input 1, the biases.
"""

from math import exp, sqrt

X = [[0.5, -1.0], [1.5, 2.0], [-0.25, 0.75]]
T = [[1.0, 0.0], [-1.0, 0.5], [0.0, -2.0]]
W = [[0.4, -0.6], [0.0, 0.3], [0.2, -0.1]]  # the last row: the biases; one weight is 0, where |w| has no slope
RATE, MOMENTUM = 0.1, 0.9


def sign(a):
    return (a > 0) - (a < 0)


def norm(rows):
    return sqrt(sum(g * g for row in rows for g in row))


def scaled(rows, factor):
    return [[g * factor for g in row] for row in rows]


def shortened(rows, threshold):
    return scaled(rows, threshold / norm(rows)) if norm(rows) > threshold else rows


def run(l1=(0, 0), l2=(0, 0), decay=(0, 0), clip=lambda g: g, rate=lambda step: RATE, mean=True):
    """The pairs are of the weights and of the biases."""
    w = [row[:] for row in W]
    v = [[0.0, 0.0] for _ in w]
    losses = []
    for step in range(3):
        loss = 0.0
        g = [[0.0, 0.0] for _ in w]
        for x, t in zip(X, T):
            x = x + [1.0]
            error = [sum(x[i] * w[i][j] for i in range(3)) - t[j] for j in range(2)]
            loss += sum(0.5 * e * e for e in error)
            for i in range(3):
                for j in range(2):
                    g[i][j] += error[j] * x[i]
        if mean:
            loss /= len(X)
            g = scaled(g, 1.0 / len(X))
        g = clip(g)
        before = [row[:] for row in w]
        for i in range(3):
            k = 1 if i == 2 else 0
            for j in range(2):
                a = before[i][j]
                loss += l1[k] * abs(a) + 0.5 * (l2[k] + decay[k]) * a * a
                g[i][j] += l1[k] * sign(a) + l2[k] * a
                v[i][j] = MOMENTUM * v[i][j] + rate(step) * g[i][j]
                w[i][j] = a - (v[i][j] + rate(step) * decay[k] * a)
        losses.append(loss)
    return losses, w


def per_type(f):
    return lambda g: f(g[:2]) + f(g[2:])


CASES = {
    "plain": {},
    "plain, sum": dict(mean=False),
    "l1": dict(l1=(0.1, 0)),
    "l1_bias": dict(l1=(0, 0.1)),
    "l2": dict(l2=(0.2, 0)),
    "l2_bias": dict(l2=(0, 0.2)),
    "weight_decay": dict(decay=(0.3, 0)),
    "weight_decay_bias": dict(decay=(0, 0.3)),
    "l1 l2 weight_decay_bias, sum": dict(l1=(0.1, 0.05), l2=(0.2, 0), decay=(0, 0.3), mean=False),
    "renormalize_l2_per_layer": dict(clip=lambda g: scaled(g, 1 / norm(g))),
    "renormalize_l2_per_param_type": dict(clip=per_type(lambda g: scaled(g, 1 / norm(g)))),
    "clip_element_wise_absolute_value": dict(clip=lambda g: [[max(-0.7, min(0.7, a)) for a in row] for row in g]),
    "clip_l2_per_layer": dict(clip=lambda g: shortened(g, 0.7)),
    "clip_l2_per_param_type": dict(clip=per_type(lambda g: shortened(g, 0.7))),
    "clip_l2_per_layer l2 l1_bias, sum": dict(clip=lambda g: shortened(g, 0.7), l2=(0.2, 0), l1=(0, 0.1), mean=False),
    "step": dict(rate=lambda s: [0.1, 0.1, 0.05][s]),
    "exponential": dict(rate=lambda s: [0.1, 0.08, 0.064][s]),
    "exponential by epoch": dict(rate=lambda s: [0.1, 0.1, 0.08][s]),
    "inverse": dict(rate=lambda s: [0.1, 0.1 / 1.5**2, 0.1 / 2**2][s]),
    "poly": dict(rate=lambda s: [0.1, 0.1 * 1.5**2, 0.0][s]),
    "sigmoid": dict(rate=lambda s: [0.1 / (1 + exp(2)), 0.05, 0.1 / (1 + exp(-2))][s]),
    "map": dict(rate=lambda s: [0.1, 0.1, 0.1 * 0.25][s]),
    "cycle": dict(rate=lambda s: [0.1, 0.3, 0.1][s]),
    "ramp": dict(rate=lambda s: [0.1 / 3, 0.1 * 0.8 * 2 / 3, 0.1 * 0.64][s]),
    "schedule weight_decay": dict(rate=lambda s: [0.1, 0.08, 0.064][s], decay=(0.3, 0)),
}

for name, arguments in CASES.items():
    losses, w = run(**arguments)
    print(name + ": " + " ".join(repr(a) for a in losses + [a for row in w for a in row]))
