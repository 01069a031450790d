"""Fahlman's 10-5-10 encoder (CMU-CS-88-162, 1988) in plain Python, for PublishedConfigsTest: epochs to the target from the seeds 0 to 7.

Nothing of it comes from Lockstep but the order in which the weights are drawn.
"""

import math
import random


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def epochs(seed, rule, r, flat=0.0, zone=0.0, decay=0.0):
    """Updates before every output is within 0.4 of its target."""
    random.seed(seed)
    draw = lambda rows, columns: [[-r + 2 * r * random.random() for _ in range(columns)] for _ in range(rows)]
    hidden, output = draw(11, 5), draw(6, 10)  # the last row: the biases
    memory = [[[{"step": 0.0, "slope": 0.0, "size": 0.1} for _ in row] for row in layer] for layer in (hidden, output)]
    epoch = 0
    while True:
        gradients = [[[0.0] * len(layer[0]) for _ in layer] for layer in (hidden, output)]
        good = True
        for k in range(10):
            x = [float(i == k) for i in range(10)] + [1.0]
            h = [sigmoid(sum(x[i] * hidden[i][j] for i in range(11))) for j in range(5)] + [1.0]
            y = [sigmoid(sum(h[i] * output[i][j] for i in range(6))) for j in range(10)]
            error = [y[j] - x[j] for j in range(10)]
            good = good and all(abs(e) <= 0.4 for e in error)
            error = [0.0 if abs(e) < zone else e for e in error]
            out = [error[j] * (y[j] * (1 - y[j]) + flat) for j in range(10)]
            back = [sum(out[j] * output[i][j] for j in range(10)) * (h[i] * (1 - h[i]) + flat) for i in range(5)]
            for gradient, ins, deltas in ((gradients[0], x, back), (gradients[1], h, out)):
                for i in range(len(ins)):
                    for j in range(len(deltas)):
                        gradient[i][j] += ins[i] * deltas[j]
        if good:
            return epoch
        for layer, gradient, kept in zip((hidden, output), gradients, memory):
            for i in range(len(layer)):
                for j in range(len(layer[i])):
                    layer[i][j] += rule(-gradient[i][j] - decay * layer[i][j], kept[i][j])
        epoch += 1


def back_propagation(rate, momentum=0.0):
    def rule(slope, kept):
        kept["step"] = rate * slope + momentum * kept["step"]
        return kept["step"]

    return rule


def quickprop(rate, growth):
    shrink = growth / (1 + growth)

    def rule(slope, kept):
        last, before = kept["step"], kept["slope"]
        step = 0.0
        if last > 0:
            step += rate * slope if slope > 0 else 0.0
            step += growth * last if slope > shrink * before else slope / (before - slope) * last
        elif last < 0:
            step += rate * slope if slope < 0 else 0.0
            step += growth * last if slope < shrink * before else slope / (before - slope) * last
        else:
            step = rate * slope
        kept["step"], kept["slope"] = step, slope
        return step

    return rule


def rprop(slope, kept):
    if kept["slope"] * slope > 0:
        kept["size"] = min(1.2 * kept["size"], 50.0)
    elif kept["slope"] * slope < 0:
        kept["size"] = max(0.5 * kept["size"], 1e-6)
        kept["slope"] = 0.0
        return -kept["step"]
    kept["step"] = math.copysign(kept["size"], slope) if slope else 0.0
    kept["slope"] = slope
    return kept["step"]


if __name__ == "__main__":
    for name, setup in {
        "back-propagation": (back_propagation(1.7), 1),
        "momentum": (back_propagation(1.1, 0.5), 1),
        "back-propagation, dead zone": (back_propagation(1.7), 1, 0.0, 0.1),
        "momentum, dead zone": (back_propagation(1.1, 0.5), 1, 0.0, 0.1),
        "flat spot": (back_propagation(1.5), 1, 0.1),
        "flat spot, dead zone": (back_propagation(1.5), 1, 0.1, 0.1),
        "quickprop": (quickprop(1.5, 1.75), 2, 0.1, 0.0, 1e-4),
        "quickprop, dead zone": (quickprop(1.5, 1.75), 2, 0.1, 0.1, 1e-4),
        "rprop": (rprop, 1),
    }.items():
        print(name, [epochs(seed, *setup) for seed in range(8)])
