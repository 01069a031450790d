"""bpnn.py's arithmetic, as a program that Lockstep asks by lines of JSON (docs/bring-your-own.md):

./lockstep verify configs/bpnn.yaml --against "python3 examples/bpnn.py"
"""
import json, math, sys

# The functions of a unit's sum x, and their derivatives, which need the unit's value y only.
ACTIVATION = {"identity": lambda x: x, "sigmoid": lambda x: 1 / (1 + math.exp(-x)), "tanh": math.tanh}
DERIVATIVE = {"identity": lambda y: 1.0, "sigmoid": lambda y: y * (1 - y), "tanh": lambda y: 1 - y * y}
KNOWN = {"half_squared_error", "sgd", "bpnn_momentum", "momentum", "units", "activation", "bias", *ACTIVATION}


class Network:
    def __init__(self, inputs, layers, loss, gradient, optimizer, weights, **others):
        self.names = [layer["activation"] for layer in layers]
        self.kind = optimizer["kind"]
        for name in [loss, self.kind, *self.names, *(key for layer in layers for key in layer), *others]:
            if name not in KNOWN:
                raise ValueError(f"no {name} here")
        self.mean = gradient == "mean"
        self.rate, self.momentum = optimizer["learning_rate"], optimizer.get("momentum", 0.0)
        self.weights = weights  # [layer][input, the bias last][unit]
        self.memory = self.zeros()

    def zeros(self):
        return [[[0.0] * len(row) for row in layer] for layer in self.weights]

    def step(self, inputs, targets):
        gradient = self.zeros()
        loss = sum(self.back_propagate(x, t, gradient) for x, t in zip(inputs, targets))
        n = len(inputs) if self.mean else 1
        for g, w, m in zip(rows(gradient), rows(self.weights), rows(self.memory)):
            for j in range(len(w)):
                g[j] /= n
                if self.kind == "momentum":  # the memory is the last step
                    m[j] = self.momentum * m[j] + self.rate * g[j]
                    w[j] -= m[j]
                else:  # bpnn.py: the memory is the last gradient
                    w[j] -= self.rate * g[j] + self.momentum * m[j]
                    m[j] = g[j]
        return {"loss": loss / n, "gradient": gradient, "weights": self.weights}

    def back_propagate(self, x, target, gradient):
        values = [x]  # the inputs, then each layer's; the 1 of a bias is left out by zip where there is no row for it
        for name, layer in zip(self.names, self.weights):
            sums = [sum(v * row[j] for v, row in zip(values[-1] + [1.0], layer)) for j in range(len(layer[0]))]
            values.append([ACTIVATION[name](s) for s in sums])
        error = [y - t for y, t in zip(values[-1], target)]
        loss = sum(e * e for e in error) / 2
        for l in reversed(range(len(self.weights))):
            delta = [e * DERIVATIVE[self.names[l]](y) for e, y in zip(error, values[l + 1])]
            for v, row in zip(values[l] + [1.0], gradient[l]):
                for j, d in enumerate(delta):
                    row[j] += v * d
            error = [sum(w * d for w, d in zip(row, delta)) for row in self.weights[l]]
        return loss


def rows(layers):
    return [row for layer in layers for row in layer]


def answer(op, **message):
    global network
    if op == "init":
        network = Network(**message)
        return {"ok": True, "weights": network.weights}
    if op == "weights":
        network.weights = message["weights"]
        return {"ok": True}
    return network.step(**message) if op == "step" else {"error": "unknown op"}


for line in sys.stdin:
    try:
        print(json.dumps(answer(**json.loads(line))), flush=True)
    except ValueError as e:
        print(json.dumps({"error": str(e)}), flush=True)
