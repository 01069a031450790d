"""A network of PyTorch's own layers, autograd and optimizer, as a program that Lockstep asks by lines of JSON:

./lockstep verify configs/dense.yaml --precision float --against "python3 examples/pytorch.py"
"""
import sys
import torch
from torch import nn, optim
from torch.nn import functional
from protocol import known, serve

NUMBERS = {"double": torch.float64, "float": torch.float32, "bfloat16": torch.bfloat16}
ACTIVATIONS = {
    "identity": nn.Identity, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "elu": nn.ELU,
    "softsign": nn.Softsign, "hard_tanh": nn.Hardtanh, "swish": nn.SiLU, "softmax": lambda: nn.Softmax(dim=1),
}
# The sum over a batch of examples. PyTorch's own mse_loss has no bfloat16 on a CPU.
LOSSES = {
    "half_squared_error": lambda y, t: (y - t).square().sum() / 2,
    "squared_error": lambda y, t: (y - t).square().sum(),
    "mean_squared_error": lambda y, t: (y - t).square().sum() / t.shape[1],
    "cross_entropy": lambda z, t: functional.cross_entropy(z, t, reduction="sum"),  # of the sums: it has the softmax
}
# PyTorch's own, by Lockstep's names. Most are not written as DL4J writes them: `like: pytorch` says that this is meant.
OPTIMIZERS = {
    "sgd": lambda w, learning_rate: optim.SGD(w, learning_rate),
    "momentum": lambda w, learning_rate, momentum: optim.SGD(w, learning_rate, momentum, DAMPENING),
    "nesterov": lambda w, learning_rate, momentum: optim.SGD(w, learning_rate, momentum, nesterov=True),
    "adagrad": lambda w, learning_rate, epsilon: optim.Adagrad(w, learning_rate, eps=epsilon),
    "rmsprop": lambda w, learning_rate, decay, epsilon: optim.RMSprop(w, learning_rate, decay, epsilon),
    "adadelta": lambda w, rho, epsilon: optim.Adadelta(w, 1.0, rho, epsilon),
    "adam": lambda w, learning_rate, beta1, beta2, epsilon: optim.Adam(w, learning_rate, (beta1, beta2), epsilon),
    "adamw": lambda w, learning_rate, beta1, beta2, epsilon: optim.AdamW(
        w, learning_rate, (beta1, beta2), epsilon, weight_decay=0  # that of each layer is set below
    ),
    "amsgrad": lambda w, learning_rate, beta1, beta2, epsilon: optim.Adam(
        w, learning_rate, (beta1, beta2), epsilon, amsgrad=True
    ),
    "adamax": lambda w, learning_rate, beta1, beta2, epsilon: optim.Adamax(w, learning_rate, (beta1, beta2), epsilon),
    "nadam": lambda w, learning_rate, beta1, beta2, epsilon: optim.NAdam(w, learning_rate, (beta1, beta2), epsilon),
}
DAMPENING = float(sys.argv[1]) if len(sys.argv) > 1 else 0  # of SGD's momentum, a setting that DL4J's has not


class Network:
    def __init__(self, inputs, layers, loss, gradient, optimizer, weights, precision):
        self.numbers = known(NUMBERS, precision)
        if precision == "double":
            torch.set_default_dtype(self.numbers)  # or NAdam's product of momenta is a float
        self.loss, self.mean = known(LOSSES, loss), gradient == "mean"
        widths = [inputs, *(layer["units"] for layer in layers)]
        self.linear = [
            nn.Linear(width, layer["units"], bias=layer["bias"], dtype=self.numbers) for width, layer in zip(widths, layers)
        ]
        activations = [known(ACTIVATIONS, layer["activation"])() for layer in layers]
        if loss == "cross_entropy":
            activations[-1] = nn.Identity()
        self.model = nn.Sequential(*(part for parts in zip(self.linear, activations) for part in parts))
        self.take(weights)
        kind = optimizer.pop("kind")
        decays = [layer.get(key, 0) for layer in layers for key in ("weight_decay", "weight_decay_bias")[: 1 + layer["bias"]]]
        groups = [{"params": [w], "weight_decay": decay} for w, decay in zip(self.model.parameters(), decays)]
        if kind == "adam" and any(decays):
            kind = "adamw"
        elif any(decays):
            raise ValueError(f"no weight_decay with {kind} here: PyTorch's is a penalty then, Lockstep's l2")
        self.optimizer = known(OPTIMIZERS, kind)(groups, **optimizer)

    def tensor(self, rows):
        return torch.tensor(rows, dtype=self.numbers)

    def take(self, weights):
        with torch.no_grad():
            for linear, rows in zip(self.linear, weights):
                matrix = self.tensor(rows)  # [input, the bias last][unit]
                linear.weight.copy_(matrix[: linear.in_features].T)
                if linear.bias is not None:
                    linear.bias.copy_(matrix[-1])

    def lists(self, of):
        """Of each layer's weights and bias, as Lockstep writes them: a double holds any smaller number exactly."""
        return [
            of(linear.weight).T.tolist() + ([] if linear.bias is None else [of(linear.bias).tolist()])
            for linear in self.linear
        ]

    def weights(self):
        return self.lists(lambda weights: weights.detach())

    def step(self, inputs, targets):
        self.optimizer.zero_grad()
        loss = self.loss(self.model(self.tensor(inputs)), self.tensor(targets))
        if self.mean:
            loss = loss / len(inputs)
        loss.backward()
        gradient = self.lists(lambda weights: weights.grad)
        self.optimizer.step()
        return {"loss": loss.item(), "gradient": gradient, "weights": self.weights()}


torch.set_num_threads(1)
serve(Network, others=("weight_decay", "weight_decay_bias"))
