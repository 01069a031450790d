"""Writes down the steps of a network that you wrote by hand, with NumPy or without, for Lockstep to judge:

    trace = lockstep_numpy.Trace("run.jsonl", [("tanh", W1, b1), ("identity", W2, b2)], "half_squared_error",
                                 {"kind": "momentum", "learning_rate": 0.1, "momentum": 0.9})
    for x, t in batches:
        ...  # the step
        trace.step(x, t, loss, gradient=[(dW1, db1), (dW2, db2)], weights=[(W1, b1), (W2, b2)])

    ./lockstep verify --trace run.jsonl

Put this file beside your program; it needs Python alone. docs/traces.md says what a trace is.
"""
import gzip, json


class Trace:
    def __init__(self, path, layers, loss, optimizer, reduction="mean", **others):
        """
        path: is written anew; gzipped if it ends in .gz
        layers: (activation, W, b) of each, as training starts; W is [input][unit], and b None where there are no biases
        loss, optimizer: by Lockstep's names, docs/config.md
        reduction: how the examples of a batch are combined, "mean" or "sum"
        others: precision="float" where W and b are of float32; other keys of the first line
        """
        self.file = (gzip.open if str(path).endswith(".gz") else open)(path, "wt")
        weights = self.lists((W, b) for _, W, b in layers)
        self.write(
            op="init",
            inputs=len(layers[0][1]),
            layers=[{"units": len(W[0]), "activation": name, "bias": b is not None} for name, W, b in layers],
            loss=loss,
            gradient=reduction,
            optimizer=optimizer,
            weights=weights,
            **others,
        )

    def step(self, inputs, targets, loss, gradient=None, weights=None):
        """A step: its batch, one row per example; its loss and gradient before the update, and the weights after. Leave out what
        your program does not know, or, in a large network, the weights of most steps."""
        known = {"gradient": gradient, "weights": weights}
        self.write(
            inputs=plain(inputs), targets=plain(targets), loss=float(loss),
            **{key: self.lists(pairs) for key, pairs in known.items() if pairs is not None},
        )

    def lists(self, pairs):
        """[layer][row][unit]: a row per input, then the biases."""
        return [plain(W) + ([] if b is None else [plain(b)]) for W, b in pairs]

    def write(self, **line):
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()  # so that a run that is stopped leaves what it did


def plain(numbers):
    return numbers.tolist() if hasattr(numbers, "tolist") else list(numbers)
