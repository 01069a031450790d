"""Writes down what a Keras model does in fit(), step by step, for Lockstep to judge; a callback:

    model.compile(..., run_eagerly=True)
    model.fit(x, y, callbacks=[lockstep_keras.Record("run.jsonl")])

    ./lockstep verify --trace run.jsonl

Put this file beside your program; it needs Keras alone, 3 or 2.9 and later, on TensorFlow or PyTorch. docs/traces.md says what a
trace is.
"""
import gzip, json
import keras

ACTIVATIONS = {"linear": "identity", "silu": "swish"}
KNOWN = {"identity", "sigmoid", "tanh", "relu", "elu", "selu", "softplus", "softsign", "swish", "softmax"}
LOSSES = {
    "mean_squared_error": "mean_squared_error", "mse": "mean_squared_error", "MeanSquaredError": "mean_squared_error",
    "mean_absolute_error": "mean_absolute_error", "mae": "mean_absolute_error", "MeanAbsoluteError": "mean_absolute_error",
    "categorical_crossentropy": "cross_entropy", "CategoricalCrossentropy": "cross_entropy",
    "sparse_categorical_crossentropy": "cross_entropy", "SparseCategoricalCrossentropy": "cross_entropy",
}
ADAM = {"learning_rate": "learning_rate", "beta1": "beta_1", "beta2": "beta_2", "epsilon": "epsilon"}
OPTIMIZERS = {
    "SGD": ("sgd", {"learning_rate": "learning_rate"}),
    "Adagrad": ("adagrad", {"learning_rate": "learning_rate", "epsilon": "epsilon"}),
    "RMSprop": ("rmsprop", {"learning_rate": "learning_rate", "decay": "rho", "epsilon": "epsilon"}),
    "Adam": ("adam", ADAM), "Adamax": ("adamax", ADAM),
}
OFF = ("weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "use_ema", "centered")


class Record(keras.callbacks.Callback):
    """Records every step of fit().

    path: is written anew; gzipped if it ends in .gz
    weights_every: 10 writes the weights after every tenth step only, for large networks
    """

    def __init__(self, path, weights_every=1):
        super().__init__()
        self.path, self.weights_every = path, weights_every

    def on_train_begin(self, logs=None):
        model, self.line, self.steps = self.model, None, 0
        expect(model.run_eagerly, "a compiled graph", "model.compile(..., run_eagerly=True)")
        self.dense = [layer for layer in model.layers if type(layer).__name__ not in ("InputLayer", "Flatten")]
        for layer in self.dense:
            expect(type(layer).__name__ == "Dense", f"the layer {layer.name}", "Dense layers with an activation each")
            expect(not layer.losses, f"a regularizer in {layer.name}", "none")
        self.classes = "sparse" in str(getattr(model.loss, "name", model.loss)).lower()
        self.file = (gzip.open if str(self.path).endswith(".gz") else open)(self.path, "wt")
        self.write(self.init())
        self.compute_loss, model.compute_loss = model.compute_loss, self.loss
        # Keras 3 calls `apply` at the end of either; Keras 2 has only the other.
        self.name = "apply" if hasattr(model.optimizer, "apply") else "apply_gradients"
        self.update = getattr(model.optimizer, self.name)
        setattr(model.optimizer, self.name, self.apply)

    def loss(self, x=None, y=None, y_pred=None, *others, **named):
        value = self.compute_loss(x, y, y_pred, *others, **named)
        if named.get("training", True) is not False and not self.testing:
            targets = numbers(y).reshape(len(y), -1)
            if self.classes:
                targets = [[float(k == int(row[0])) for k in range(y_pred.shape[-1])] for row in targets]
            self.line = {"inputs": plain(numbers(x).reshape(len(x), -1)), "targets": plain(targets), "loss": float(numbers(value))}
        return value

    def apply(self, gradients, *others, **named):
        pairs = list(gradients)
        gradients = [pair[0] if isinstance(pair, tuple) else pair for pair in pairs]
        self.line["gradient"] = self.lists([numbers(gradient) for gradient in gradients])
        return self.update(pairs, *others, **named)

    testing = False

    def on_test_begin(self, logs=None):
        self.testing = True

    def on_test_end(self, logs=None):
        self.testing = False

    def on_train_batch_end(self, batch, logs=None):
        self.steps += 1
        if self.steps % self.weights_every == 0:
            self.line["weights"] = self.lists(self.model.get_weights())
        self.write(self.line)

    def on_train_end(self, logs=None):
        self.model.compute_loss = self.compute_loss
        setattr(self.model.optimizer, self.name, self.update)
        self.file.close()

    def init(self):
        names = [ACTIVATIONS.get(layer.activation.__name__, layer.activation.__name__) for layer in self.dense]
        for name in names:
            expect(name in KNOWN, f"the activation {name}", f"one of {', '.join(sorted(KNOWN))}")
        loss = self.model.loss if isinstance(self.model.loss, str) else type(self.model.loss).__name__
        expect(loss in LOSSES, f"the loss {loss}", f"one of {', '.join(LOSSES)}")
        weights = self.model.get_weights()
        return {
            "op": "init",
            "inputs": weights[0].shape[0],
            "layers": [
                {"units": layer.units, "activation": name, "bias": layer.use_bias} for layer, name in zip(self.dense, names)
            ],
            "loss": LOSSES[loss],
            "gradient": "mean",
            "optimizer": rule_of(self.model.optimizer),
            "like": "keras",
            "precision": {"float64": "double", "float32": "float"}[weights[0].dtype.name],
            "weights": self.lists(weights),
        }

    def lists(self, arrays):
        """[layer][row][unit]: a row per input, then the biases."""
        rest = iter(arrays)
        return [next(rest).tolist() + ([next(rest).tolist()] if layer.use_bias else []) for layer in self.dense]

    def write(self, line):
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()


def rule_of(optimizer):
    name, settings = type(optimizer).__name__, optimizer.get_config()
    expect(name in OPTIMIZERS, f"the optimizer {name}", f"one of {', '.join(OPTIMIZERS)}")
    expect(isinstance(settings["learning_rate"], float), "a schedule of the learning rate", "a constant rate")
    for key in OFF:
        expect(not settings.get(key), f"{name} with {key}", "none")
    kind, names = OPTIMIZERS[name]
    rule = {"kind": kind, **{ours: settings[theirs] for ours, theirs in names.items()}}
    if name == "SGD" and settings["momentum"]:
        rule.update(kind="nesterov" if settings["nesterov"] else "momentum", momentum=settings["momentum"])
    if settings.get("amsgrad"):
        rule["kind"] = "amsgrad"
    return rule


def numbers(tensor):
    return tensor.detach().cpu().numpy() if hasattr(tensor, "detach") else tensor.numpy()


def plain(rows):
    return rows.tolist() if hasattr(rows, "tolist") else rows


def expect(holds, found, expected):
    if not holds:
        raise ValueError(f"found {found}; expected {expected}")
