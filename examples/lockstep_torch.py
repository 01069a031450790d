"""Writes down what a PyTorch loop does, step by step, for Lockstep to judge:

    with lockstep_torch.record(model, optimizer, loss_fn, "run.jsonl"):
        ...  # the loop as it is

    ./lockstep verify --trace run.jsonl

Put this file beside your program; it needs PyTorch alone, 1.13 or later. docs/traces.md says what it takes and what it refuses.
"""
import contextlib, gzip, inspect, json, types, warnings
from typing import NamedTuple
import torch
from torch.nn import functional
from torch.overrides import TorchFunctionMode

PRECISIONS = {torch.float64: "double", torch.float32: "float", torch.bfloat16: "bfloat16"}
# By the name of PyTorch's function: Lockstep's name of the activation, and the function as Lockstep has it.
ACTIVATIONS = {
    "sigmoid": ("sigmoid", torch.sigmoid), "tanh": ("tanh", torch.tanh), "relu": ("relu", torch.relu),
    "leaky_relu": ("leaky_relu", functional.leaky_relu), "elu": ("elu", functional.elu), "selu": ("selu", functional.selu),
    "softplus": ("softplus", functional.softplus), "softsign": ("softsign", functional.softsign),
    "hardtanh": ("hard_tanh", functional.hardtanh), "silu": ("swish", functional.silu),
    "softmax": ("softmax", lambda z: z.softmax(-1)), "log_softmax": ("log_softmax", lambda z: z.log_softmax(-1)),
}
SHAPES = {"view", "reshape", "flatten", "squeeze", "unsqueeze"}
# By the name of PyTorch's function: its module; Lockstep's loss of a mean, and of a sum; and the activations that it goes with,
# each with what activation and loss come to together. None: any.
LOGITS = "binary_cross_entropy_with_logits"
LOSSES = {
    "mse_loss": ("MSELoss", "mean_squared_error", "squared_error", None),
    "l1_loss": ("L1Loss", "mean_absolute_error", "absolute_error", None),
    "cross_entropy": ("CrossEntropyLoss", "cross_entropy", "cross_entropy", {"identity": "softmax"}),
    "nll_loss": ("NLLLoss", "cross_entropy", "cross_entropy", {"log_softmax": "softmax"}),
    "binary_cross_entropy": ("BCELoss", "binary_cross_entropy", "binary_cross_entropy", {"sigmoid": "sigmoid"}),
    LOGITS: ("BCEWithLogitsLoss", "binary_cross_entropy", "binary_cross_entropy", {"identity": "sigmoid"}),
}
# PyTorch's optimizer: Lockstep's, and what its hyper-parameters are called in PyTorch.
ADAM = {"learning_rate": "lr", "beta1": "beta1", "beta2": "beta2", "epsilon": "eps"}
OPTIMIZERS = {
    "SGD": ("sgd", {"learning_rate": "lr"}),
    "Adagrad": ("adagrad", {"learning_rate": "lr", "epsilon": "eps"}),
    "RMSprop": ("rmsprop", {"learning_rate": "lr", "decay": "alpha", "epsilon": "eps"}),
    "Adadelta": ("adadelta", {"rho": "rho", "epsilon": "eps"}),
    "Adam": ("adam", ADAM), "AdamW": ("adam", ADAM), "Adamax": ("adamax", ADAM), "NAdam": ("nadam", ADAM),
}


class CannotRecord(ValueError):
    """The loop does what a trace cannot describe."""

    def __init__(self, found, expected):
        super().__init__(f"found {found}; expected {expected}")


@contextlib.contextmanager
def record(model, optimizer, loss_fn, path, weights_every=1, activations=None, rule=None, forms=()):
    """Records the steps that are made inside `with`.

    loss_fn: PyTorch's own, a module or a function; a step begins with backward() of its value
    path: is written anew; gzipped if it ends in .gz
    weights_every: 10 writes the weights after every tenth step only, for large networks
    activations: every layer's, by Lockstep's names, where the model computes one in a way that cannot be recognized
    rule: {"kind": "adam", "learning_rate": 0.1, ...}, what an optimizer of your own claims to be
    forms: what that is meant to have besides PyTorch's form, by docs/conventions.md: ["first_gradient_whole"]
    """
    recorder = Recorder(model, optimizer, loss_fn, weights_every, activations, (rule, list(forms)) if rule else None)
    own, step = vars(optimizer).get("step"), optimizer.step
    optimizer.step = types.MethodType(lambda _, closure=None: recorder.stepping(step, closure), optimizer)
    try:
        with (gzip.open if str(path).endswith(".gz") else open)(path, "wt") as recorder.file, recorder:
            try:
                yield
            finally:
                recorder.end()
    finally:
        del optimizer.step
        if own is not None:
            optimizer.step = own


class Loss(NamedTuple):
    value: torch.Tensor
    network: list  # its inputs, then (weight, bias, activation) of each layer
    targets: torch.Tensor
    reduction: str


class Recorder(TorchFunctionMode):
    """Is told of every call of a PyTorch function, and leaves on the tensor how it was made: the network up to there, as a list; a
    Loss; or the name of another function."""

    def __init__(self, model, optimizer, loss_fn, weights_every, activations, rule):
        super().__init__()
        self.names = {id(weights): name for name, weights in model.named_parameters()}
        self.optimizer, self.weights_every, self.activations = optimizer, weights_every, activations
        self.loss = function_of(loss_fn)
        self.rule, self.forms = rule or rule_of(optimizer)
        self.network = self.latest = self.line = None  # line: the step that is being made
        self.steps, self.stepped = 0, False

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "").rstrip("_")  # relu_ is relu
        made = getattr(args[0], "lockstep", None) if args else None
        if name == "backward" and made is not None:
            self.begin(made)
        result = func(*args, **kwargs)
        if name == "linear":
            result.lockstep = self.latest = self.linear(result, *args, **kwargs)
        elif name in SHAPES and made is not None:
            result.lockstep = made
        elif name in ACTIVATIONS and isinstance(made, list):
            result.lockstep = self.activation(name, made, lambda z: func(z, *args[1:], **kwargs))
        elif name == self.loss and result.requires_grad:
            result.lockstep = self.loss_of(result, inspect.signature(func), args, kwargs)
        elif isinstance(result, torch.Tensor) and result.grad_fn is not None:
            result.lockstep = made if isinstance(made, str) else name  # the first that is not known
        return result

    def linear(self, sums, x, weight, bias=None):
        if sums.dtype != weight.dtype:
            raise CannotRecord(f"autocast, {weight.dtype} weights and {sums.dtype} sums", "one precision")
        return (self.made(x) if x.requires_grad else [x.detach()]) + [(weight, bias, "identity")]

    def made(self, x):
        """The network that made x; where that cannot be seen but the activations are given, the last Linear was its end."""
        made = getattr(x, "lockstep", None)
        if not isinstance(made, list) and (self.activations is None or self.latest is None):
            raise CannotRecord(
                f"{made or type(x.grad_fn).__name__} in the network",
                "Linear layers and activations that Lockstep has. If it computes an activation, name those of all layers: "
                'record(..., activations=["tanh", "identity"])',
            )
        return made if isinstance(made, list) else self.latest

    def activation(self, name, network, function):
        ours, as_lockstep_has_it = ACTIVATIONS[name]
        weight, bias, before = network[-1]
        z = torch.linspace(-3, 3, 7, dtype=torch.float64).reshape(1, 7)
        if self.network is None and not torch.allclose(function(z.clone()), as_lockstep_has_it(z)):
            raise CannotRecord(f"{name} with settings of its own", "PyTorch's defaults, which Lockstep has")
        if before != "identity":
            raise CannotRecord(f"{name} after {before}", "one activation after a Linear")
        return network[:-1] + [(weight, bias, ours)]

    def loss_of(self, value, signature, args, kwargs):
        given = signature.bind(*args, **kwargs).arguments
        for key, setting in given.items():
            default = signature.parameters[key].default
            if key not in ("input", "target", "reduction") and setting is not default and setting != default:
                raise CannotRecord(f"{self.loss} with {key}", "none, which a trace cannot describe")
        return Loss(value, self.made(given["input"]), given["target"], given.get("reduction", "mean"))

    def begin(self, loss):
        """At backward(): the step before is over, and another begins."""
        if not isinstance(loss, Loss):
            name = loss if isinstance(loss, str) else "the network"
            raise CannotRecord(f"backward() of what {name} made", f"it of the value of {self.loss} as it is")
        if self.line is not None and not self.stepped:
            raise CannotRecord("two backward() before a step", "one: a trace cannot describe added gradients")
        self.end()
        inputs, *layers = loss.network
        activations = self.activations or [activation for _, _, activation in layers]
        network = [(id(weight), id(bias)) for weight, bias, _ in layers], activations, loss.reduction
        if self.network is None:
            self.network, self.settings = network, settings(self.optimizer)
            self.layers = [(weight, bias) for weight, bias, _ in layers]
            self.write(self.init(activations, loss.reduction))
        elif self.network != network:
            raise CannotRecord(f"another network or reduction in step {self.steps} than in step 0", "the same in every step")
        self.line = {
            "step": self.steps,
            "inputs": inputs.reshape(-1, self.layers[0][0].shape[1]).tolist(),
            "targets": self.targets(loss.targets),
            "loss": loss.value.item(),
        }
        self.stepped = False

    def stepping(self, step, closure):
        """Around optimizer.step(): the gradient is the one that it is given, whatever made that."""
        if closure is not None:
            raise CannotRecord("a closure given to the optimizer's step", "a step after each backward()")
        if self.line is None:
            raise CannotRecord("a step before backward()", f"backward() of the value of {self.loss} first")
        if not self.stepped and all(p.grad is not None for p in self.parameters()):
            self.line["gradient"] = self.lists(lambda weights: weights.grad)
        if settings(self.optimizer) != self.settings:
            self.settings = settings(self.optimizer)
            warnings.warn(f"the optimizer's settings change at step {self.steps}; the trace has those of step 0 for all steps")
        result = step()
        self.stepped = True
        return result

    def end(self):
        """The step is over: nothing else will change its weights."""
        if self.line is not None and self.stepped:
            self.steps += 1
            if self.steps % self.weights_every == 0:
                self.line["weights"] = self.lists(lambda weights: weights)
            self.write(self.line)
        self.line = None

    def init(self, activations, reduction):
        _, mean, total, goes_with = LOSSES[self.loss]
        last, outputs = activations[-1], self.layers[-1][0].shape[0]
        recorded, weight = {id(p) for p in self.parameters()}, self.layers[0][0]
        others = [name for key, name in self.names.items() if key not in recorded]
        mean_of_several = mean == "binary_cross_entropy" and reduction == "mean" and outputs > 1
        for wrong, found, expected in [
            (goes_with and last not in goes_with, f"{self.loss} after {last}", f"it after {', '.join(goes_with or {})}"),
            (reduction not in ("mean", "sum") or mean_of_several, f'{self.loss} with reduction="{reduction}"', '"sum"'),
            (others, f"{', '.join(others)} in the model", "the weights and biases of Linear layers alone"),
            (len(recorded) < len(self.parameters()), "a layer that is used twice", "each used once"),
            (weight.dtype not in PRECISIONS, str(weight.dtype), "float64, float32 or bfloat16"),
            # DL4J's derivative, which Lockstep follows, has 0.01 as a float.
            ("leaky_relu" in activations and weight.dtype == torch.float64, "leaky_relu in float64", "it in float32"),
        ]:
            if wrong:
                raise CannotRecord(found, expected)
        layers = [
            {"units": weight.shape[0], "activation": activation, "bias": bias is not None, **self.penalties(weight, bias)}
            for (weight, bias), activation in zip(self.layers, [*activations[:-1], (goes_with or {}).get(last, last)])
        ]
        return {
            "op": "init",
            "inputs": weight.shape[1],
            "layers": layers,
            "loss": mean if reduction == "mean" else total,
            "gradient": reduction,
            "optimizer": self.rule,
            "like": "pytorch",
            **({"forms": self.forms} if self.forms else {}),
            "precision": PRECISIONS[weight.dtype],
            "weights": self.lists(lambda weights: weights),
        }

    def targets(self, targets):
        outputs = self.layers[-1][0].shape[0]
        if not targets.is_floating_point():  # of classes
            targets = functional.one_hot(targets, outputs)
        return targets.reshape(-1, outputs).tolist()

    def penalties(self, weight, bias):
        decay = {id(p): group.get("weight_decay", 0) for group in self.optimizer.param_groups for p in group["params"]}
        key = "weight_decay" if is_a(self.optimizer, "AdamW") else "l2"
        both = {key: decay.get(id(weight), 0), key + "_bias": decay.get(id(bias), 0)}
        return {name: value for name, value in both.items() if value}

    def parameters(self):
        return [p for layer in self.layers for p in layer if p is not None]

    def lists(self, of):
        """[layer][row][unit], the bias row last; PyTorch has [unit][input]."""
        return [
            of(weight).detach().T.tolist() + ([] if bias is None else [of(bias).detach().tolist()])
            for weight, bias in self.layers
        ]

    def write(self, line):
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()


def function_of(loss_fn):
    name = getattr(loss_fn, "__name__", type(loss_fn).__name__)
    for function, (module, *_) in LOSSES.items():
        if name in (function, module):
            return function
    raise CannotRecord(f"the loss {name}", "torch.nn's " + ", ".join(module for module, *_ in LOSSES.values()))


def is_a(optimizer, name):
    return any(c.__name__ == name and c.__module__.startswith("torch.optim.") for c in type(optimizer).__mro__)


def settings(optimizer):
    if any("initial_lr" in group for group in optimizer.param_groups):
        raise CannotRecord("a scheduler of the learning rate", "a constant rate")
    return [{key: value for key, value in group.items() if key != "params"} for group in optimizer.param_groups]


def rule_of(optimizer):
    """Lockstep's optimizer with its hyper-parameters, and what is not as in its usual form. What Lockstep does not know has to be off."""
    base = next((name for name in reversed(OPTIMIZERS) if is_a(optimizer, name)), None)
    if base is None:
        raise CannotRecord(f"the optimizer {type(optimizer).__name__}", f"{', '.join(OPTIMIZERS)}, or a rule: record(..., rule=...)")
    first, *others = settings(optimizer)
    if any({**group, "weight_decay": first["weight_decay"]} != first for group in others):
        raise CannotRecord("groups of parameters with different settings", "the same for all; only weight_decay may differ")
    kind, names = OPTIMIZERS[base]
    given = {key: value for key, value in first.items() if key not in ("weight_decay", "foreach", "capturable", "fused")}
    if "betas" in given:
        given["beta1"], given["beta2"] = given.pop("betas")
    rule, forms = {"kind": kind, **{ours: given.pop(theirs) for ours, theirs in names.items()}}, []
    if kind == "sgd" and given["momentum"]:
        rule.update(kind="nesterov" if given.pop("nesterov") else "momentum", momentum=given.pop("momentum"))
        if given["dampening"] == rule["momentum"]:  # of any other size it is no form that Lockstep has
            forms, _ = ["first_gradient_whole"], given.pop("dampening")
    if kind == "adam" and given.pop("amsgrad"):
        rule["kind"] = "amsgrad"
    as_it_is = {"Adadelta": {"lr": 1.0}, "NAdam": {"momentum_decay": 4e-3}, "AdamW": {"decoupled_weight_decay": True}}
    for key, value in given.items():
        if value and value != as_it_is.get(base, {}).get(key):
            raise CannotRecord(f"{base} with {key}={value}", "without")
    return rule, forms
