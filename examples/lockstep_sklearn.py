"""Writes down what scikit-learn's MLPRegressor or MLPClassifier does, step by step, for Lockstep to judge:

    with lockstep_sklearn.record(mlp, "run.jsonl"):
        mlp.fit(X, y)

    ./lockstep verify --trace run.jsonl

Put this file beside your program; it needs scikit-learn alone, 1.2 or later. docs/traces.md says what a trace is.
"""
import contextlib, gzip, json
import numpy

ACTIVATIONS = {"logistic": "sigmoid"}
LOSSES = {"identity": "half_squared_error", "softmax": "cross_entropy", "logistic": "binary_cross_entropy"}


@contextlib.contextmanager
def record(mlp, path, weights_every=1):
    """Records the steps of fit() and partial_fit() inside `with`.

    path: is written anew; gzipped if it ends in .gz
    weights_every: 10 writes the weights after every tenth step only, for large networks
    """
    rule = rule_of(mlp)  # refuses what a trace cannot describe
    if mlp.early_stopping:
        raise ValueError("found early_stopping, which takes back steps at the end; expected none")
    with (gzip.open if str(path).endswith(".gz") else open)(path, "wt") as file:
        recorder = Recorder(mlp, rule, file, weights_every)
        mlp._backprop = recorder.backprop
        try:
            yield
        finally:
            del mlp._backprop
            recorder.end()


class Recorder:
    def __init__(self, mlp, rule, file, weights_every):
        self.mlp, self.rule, self.file, self.weights_every = mlp, rule, file, weights_every
        self.original, self.steps, self.line = mlp._backprop, 0, None  # line: the step that is being made

    def backprop(self, X, y, *others):
        """Around scikit-learn's own: the step before is over, and another begins."""
        self.end()
        mlp, (activations, deltas, *_) = self.mlp, others[-4:]
        n, outputs = y.shape
        if self.steps == 0:
            self.batch = n
            self.write(self.init(X))
        if mlp.alpha and n != self.batch:
            raise ValueError(f"found a batch of {n} after one of {self.batch}, and the penalty divided by that; expected alpha=0 or "
                             "a batch_size that divides the number of examples")
        result = self.original(X, y, *others)
        # The penalty is apart in a trace, and squared_error is a mean over outputs whose sum has the gradient.
        penalty = mlp.alpha / 2 * sum(numpy.vdot(W, W) for W in mlp.coefs_) / n
        factor = outputs if mlp.out_activation_ == "identity" else 1
        self.line = {
            "step": self.steps,
            "inputs": (X.toarray() if hasattr(X, "toarray") else X).tolist(),
            "targets": y.astype(float).tolist(),
            "loss": float((result[0] - penalty) * factor + penalty),
            "gradient": lists([a.T @ d / n for a, d in zip(activations, deltas)], [d.mean(0) for d in deltas]),
        }
        self.steps += 1
        return result

    def end(self):
        if self.line is not None:
            if self.steps % self.weights_every == 0:
                self.line["weights"] = lists(self.mlp.coefs_, self.mlp.intercepts_)
            self.write(self.line)
        self.line = None

    def init(self, X):
        mlp = self.mlp
        penalty = {"l2": mlp.alpha / self.batch} if mlp.alpha else {}
        names = [mlp.activation] * (len(mlp.coefs_) - 1) + [mlp.out_activation_]
        return {
            "op": "init",
            "inputs": X.shape[1],
            "layers": [
                {"units": W.shape[1], "activation": ACTIVATIONS.get(name, name), "bias": True, **penalty}
                for name, W in zip(names, mlp.coefs_)
            ],
            "loss": LOSSES[mlp.out_activation_],
            "gradient": "mean",
            "optimizer": self.rule,
            "like": "sklearn",
            "precision": {"float64": "double", "float32": "float"}[mlp.coefs_[0].dtype.name],
            "weights": lists(mlp.coefs_, mlp.intercepts_),
        }

    def write(self, line):
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()


def rule_of(mlp):
    rate = {"learning_rate": mlp.learning_rate_init}
    if mlp.solver == "adam":
        return {"kind": "adam", **rate, "beta1": mlp.beta_1, "beta2": mlp.beta_2, "epsilon": mlp.epsilon}
    if mlp.solver != "sgd":
        raise ValueError(f"found solver={mlp.solver!r}; expected 'sgd' or 'adam', which learn in steps")
    if mlp.learning_rate != "constant":
        raise ValueError(f"found learning_rate={mlp.learning_rate!r}; expected 'constant'")
    if mlp.momentum == 0:
        return {"kind": "sgd", **rate}
    return {"kind": "nesterov" if mlp.nesterovs_momentum else "momentum", **rate, "momentum": mlp.momentum}


def lists(matrices, biases):
    """[layer][row][unit]: a row per input, then the biases."""
    return [W.tolist() + [b.tolist()] for W, b in zip(matrices, biases)]
