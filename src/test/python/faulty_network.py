"""The losses of a small network with each fault of the catalogue, written down from the words of docs/faults.md.

    python3 faulty_network.py > faulty-networks.csv

Three runs, those of configs/dense.yaml, dense-softmax.yaml and dense-cross-entropy.yaml, the first with Adam too. Each row is a
run, a fault, and the losses that eight steps report. Nothing of it is taken from the program that is tested.
"""

import random
from math import exp, log, sqrt, tanh
from struct import pack, unpack

X = [[0.3, -0.7, 0.2], [-0.5, 0.4, 0.9], [0.8, 0.1, -0.6], [-0.2, -0.9, 0.5], [0.6, 0.7, -0.1]]
T = [[0.5, -0.3, 0.1, 0.7], [-0.4, 0.6, 0.2, -0.1], [0.3, 0.1, -0.6, 0.4], [-0.7, -0.2, 0.5, 0.3], [0.2, 0.8, -0.4, -0.5]]
CLASSES = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0]]
LEAK = 0.01
LEAK_BACK = unpack("f", pack("f", LEAK))[0]  # DL4J's is a float on the way back

STEPS = 8
BATCH = 2
UNITS = 4
RATE, MOMENTUM = 0.1, 0.8


def sigmoid(z):
    return 1 / (1 + exp(-z))


def softmax(z):
    e = [exp(v) for v in z]
    return [v / sum(e) for v in e]


def activate(name, z):
    return {
        "identity": lambda: list(z),
        "sigmoid": lambda: [sigmoid(v) for v in z],
        "tanh": lambda: [tanh(v) for v in z],
        "relu": lambda: [max(0.0, v) for v in z],
        "leaky_relu": lambda: [LEAK * v if v < 0 else v for v in z],
        "reversed": lambda: [0.0 if v < 0 else LEAK * v for v in z],
        "softmax": lambda: softmax(z),
    }[name]()


def back(name, z, y, error):
    """error times the derivative, by the formula in y (or z) that people use"""
    if name == "softmax":
        mean = sum(e * v for e, v in zip(error, y))
        return [v * (e - mean) for e, v in zip(error, y)]
    slope = {
        "identity": lambda z, y: 1.0,
        "sigmoid": lambda z, y: y * (1 - y),
        "tanh": lambda z, y: 1 - y * y,
        "relu": lambda z, y: 1.0 if z > 0 else 0.0,
        "leaky_relu": lambda z, y: LEAK_BACK if z < 0 else 1.0,
        "reversed": lambda z, y: LEAK_BACK if z < 0 else 1.0,
    }[name]
    return [e * slope(a, b) for e, a, b in zip(error, z, y)]


class Network:
    def __init__(self, run, fault):
        self.softmax = run in ("softmax", "cross_entropy")
        self.cross_entropy = run == "cross_entropy"
        self.adam = run == "adam"
        self.fault = fault
        # what is done to the biases alone
        self.of_biases = {
            "bias_gradient_reduction": "gradient_reduction",
            "bias_divided_twice": "divided_twice",
            "bias_of_last_example": "last_example_only",
            "bias_gradient_not_reset": "gradient_not_reset",
            "bias_gradient_lagged": "gradient_lagged",
            "biases_updated_twice": "updated_twice",
            "biases_stepped_twice": "stepped_twice",
        }.get(fault, fault)
        self.targets = CLASSES if self.softmax else T
        self.names = ["leaky_relu", "softmax"] if self.softmax else ["sigmoid", "tanh"]
        # l1, l2 and weight decay of the weights and of the biases
        self.penalties = [[(0.01, 0.02, 0), (0, 0.03, 0)], [(0, 0, 0.02), (0, 0, 0)]] if self.softmax else None
        if self.penalties and fault == "penalty_on_biases":
            self.penalties = [[p[0], p[0]] for p in self.penalties]
        if self.penalties and fault == "penalty_not_on_biases":
            self.penalties = [[p[0], (0, 0, 0)] for p in self.penalties]
        if fault == "no_hidden_activation":
            self.names[0] = "identity"
        if fault == "no_output_activation":
            self.names[1] = "identity"
        if fault == "leaky_relu_reversed":
            self.names[0] = "reversed"
        if fault == "leaky_relu_without_leak":
            self.names[0] = "relu"
        one = {"no_bias": 0.0, "bias_input_minus_one": -1.0, "bias_input_half": 0.5}.get(fault, 1.0)
        self.ones = [0.0 if fault == "no_hidden_bias" else one, 0.0 if fault == "no_output_bias" else one]

        random.seed(1)
        drawn = [[random.uniform(-0.5, 0.5) for _ in range(rows * UNITS)] for rows in (4, 5)]
        self.w = [self.start(l, drawn) for l in (0, 1)]
        self.stale = [[list(row) for row in layer] for layer in self.w]
        self.keep_precision()
        zeros = lambda: [[[0.0] * UNITS for _ in layer] for layer in self.w]
        self.v, self.m, self.squares = zeros(), zeros(), zeros()
        self.sum_of_g, self.last_g = zeros(), zeros()
        self.carried = [[0.0] * UNITS, [0.0] * UNITS]
        self.carried_error = [0.0] * UNITS
        self.last_hidden = [0.0] * UNITS
        self.steps = self.epochs = self.examples = 0
        self.first_order = None

    def start(self, l, drawn):
        rows = len(drawn[l]) // UNITS
        w = [[drawn[l][i * UNITS + j] for j in range(UNITS)] for i in range(rows)]
        if self.fault == "start_column_by_column":
            w = [[drawn[l][j * rows + i] for j in range(UNITS)] for i in range(rows)]
        everywhere = {"equal_start": drawn[0][0], "zero_start": 0.0, "one_start": 1.0}.get(self.fault)
        if everywhere is not None:
            w = [[everywhere] * UNITS for _ in range(rows)]
        if self.fault == "output_starts_at_zero" and l == 1:
            w = [[0.0] * UNITS for _ in range(rows - 1)] + w[-1:]
        bias = {"biases_start_at_zero": 0.0, "biases_start_at_one": 1.0, "biases_start_at_tenth": 0.1}.get(self.fault)
        if bias is not None:
            w[-1] = [bias] * UNITS
        return w

    def keep_precision(self):
        if self.fault == "single_precision_weights":
            for layer in self.w:
                for row in layer:
                    row[:] = [unpack("f", pack("f", v))[0] for v in row]

    def run(self):
        order = list(range(5))
        losses = []
        while True:
            if self.softmax:
                random.shuffle(order)
            for at in range(0, 5, BATCH):
                losses.append(self.step(order, at, min(5, at + BATCH)))
                if len(losses) == STEPS:
                    return losses

    def rows(self, order, at, end):
        if self.first_order is None:
            self.first_order = list(order)
        rows = {
            "examples_in_reverse": [4 - r for r in order[at:end]],
            "not_shuffled": list(range(at, end)),
            "shuffled_once": self.first_order[at:end],
            "first_batch_only": order[: end - at],
        }.get(self.fault, order[at:end])
        return rows, list(range(at, end)) if self.fault == "targets_not_shuffled" else rows

    def forward(self, rows):
        self.x, self.z, self.y = [[], []], [[], []], [[], []]
        for r in rows:
            x = X[r]
            for l in (0, 1):
                x = [*x, self.ones[l]]
                z = [sum(a * row[j] for a, row in zip(x, self.w[l])) for j in range(UNITS)]
                if self.fault == "sums_not_reset":
                    z = [a + b for a, b in zip(z, self.carried[l])]
                    self.carried[l] = z
                y = activate(self.names[l], z)
                self.x[l].append(x)
                self.z[l].append(z)
                self.y[l].append(y)
                x = y
        if self.fault == "softmax_over_all":
            flat = softmax([v for z in self.z[1] for v in z])
            self.y[1] = [flat[UNITS * e : UNITS * e + UNITS] for e in range(len(rows))]
        if self.fault == "softmax_over_batch":
            columns = [softmax(column) for column in zip(*self.z[1])]
            self.y[1] = [list(row) for row in zip(*columns)]

    def loss(self, targets):
        def one(y, t):
            if self.cross_entropy:
                return -sum(a * log(min(1 - 1e-10, max(1e-10, b))) for a, b in zip(t, y))  # clipped, as DL4J does
            return sum((b - a) ** 2 for a, b in zip(t, y)) / 2

        each = [one(y, self.targets[t]) for y, t in zip(self.y[1], targets)]
        f = self.fault
        loss = each[-1] if f == "loss_of_last_example" else sum(each) / (1 if f == "loss_reduction" else len(each))
        loss *= {"loss_halved": 0.5, "loss_doubled": 2, "loss_per_output": 1 / UNITS}.get(f, 1)
        if self.penalties and f != "penalty_not_in_loss":
            for layer, both in zip(self.w, self.penalties):
                for i, row in enumerate(layer):
                    l1, l2, decay = both[i == len(layer) - 1]
                    half = (l2 + decay) * (1 if f == "penalty_loss_doubled" else 0.5)
                    loss += sum(l1 * abs(v) + half * v * v for v in row)
        return loss

    def derivative(self, l, e, error):
        f, name = self.fault, self.names[l]
        z, y = self.z[l][e], self.y[l][e]
        hidden, output = l == 0, l == 1
        other = {
            "sigmoid_derivative": "sigmoid",
            "tanh_derivative": "tanh",
            "relu_derivative": "relu",
            "hidden_sigmoid_derivative": "sigmoid" if hidden else None,
            "hidden_tanh_derivative": "tanh" if hidden else None,
            "hidden_relu_derivative": "relu" if hidden else None,
            "hidden_has_outputs_derivative": self.names[1] if hidden else None,
            "output_has_hiddens_derivative": self.names[0] if output else None,
            "softmax_diagonal": "sigmoid" if output else None,
        }.get(f)
        name = other or name
        if f == "no_output_derivative" and output or f == "no_hidden_derivative" and hidden:
            return list(error)
        if f == "derivative_of_output" or f == "hidden_derivative_of_output" and hidden:
            return back(name, y, activate(name, y), error)
        if f == "derivative_of_sum" or f == "hidden_derivative_of_sum" and hidden:
            return back(name, z, z, error)
        delta = back(name, z, y, error)
        if f == "output_derivative_twice" and output or f == "hidden_derivative_twice" and hidden:
            delta = back(name, z, y, delta)
        if name not in ("softmax", "identity") and (f == "flat_spot" or f == "flat_spot_at_output" and output):
            delta = [d + 0.1 * a for d, a in zip(delta, error)]
        return delta

    def output_deltas(self, targets):
        self.error, self.delta = [None, []], [None, []]
        for e, t in enumerate(targets):
            y, t = self.y[1][e], self.targets[t]
            # after softmax, cross-entropy's delta is y - t
            together = self.cross_entropy and self.names[1] == "softmax" and self.fault != "squared_error_gradient"
            error = [a - b for a, b in zip(y, t)]
            if self.cross_entropy and not together and self.fault != "squared_error_gradient":
                error = [-b / a for a, b in zip(y, t)]
            if self.fault == "error_dead_zone":
                error = [0.0 if abs(a - b) < 0.1 else d for a, b, d in zip(y, t, error)]
            if self.fault == "error_sign":
                error = [-d for d in error]
            self.error[1].append(error)
            self.delta[1].append(error if together else self.derivative(1, e, error))

    def hidden_deltas(self):
        f = self.fault
        self.error[0], self.delta[0] = [], []
        w = self.stale[1] if f == "stale_weights_down" else self.w[1]
        for e in range(len(self.y[0])):
            down = self.error[1][e] if f in ("raw_error_down", "no_weights_down") else self.delta[1][e]
            outputs = {"first_output_only": [0], "last_output_only": [UNITS - 1]}.get(f, range(UNITS))
            error = []
            for j in range(UNITS):
                sum = self.carried_error[j] if f == "deltas_not_reset" else 0.0
                for k in outputs:
                    weight = w[k][j] if f == "transposed_weights" else w[j][k]
                    sum += down[k] * (1 if f in ("no_weights_down", "no_weights_on_deltas") else weight)
                error.append(sum)
            self.carried_error = error
            self.error[0].append(error)
            self.delta[0].append(self.derivative(0, e, error))

    def gradient(self, l, rate):
        size = len(self.x[l])
        g = []
        for i in range(len(self.w[l])):
            bias = i == len(self.w[l]) - 1
            f = self.of_biases if bias else self.fault
            x = [row[i] for row in self.x[l]]
            if l == 1 and f == "last_examples_activations":
                x = [x[-1]] * size
            if l == 1 and f == "stale_activations":
                x = [x[0] if bias else self.last_hidden[i], *x[:-1]]
            if l == 1 and f == "gradient_from_sums" and not bias:
                x = [row[i] for row in self.z[0]]
            delta = self.error[l] if bias and f == "bias_without_derivative" else self.delta[l]
            terms = [[d * a for d in row] for a, row in zip(x, delta)]
            terms = {"last_example_only": terms[-1:], "first_example_only": terms[:1]}.get(f, terms)
            divisor = {
                "gradient_reduction": 1,
                "divided_twice": size * size,
                "divided_by_all_examples": 5,
                "short_batch_over_full_size": BATCH,
            }.get(f, size)
            row = [sum(column) / divisor for column in zip(*terms)]
            if bias and f in ("bias_broadcast", "bias_mean"):
                row = [sum(row) / (UNITS if f == "bias_mean" else 1)] * UNITS
            scale = {
                "gradient_halved": 0.5,
                "gradient_doubled": 2,
                "rate_twice": rate,
                "gradient_per_output": 1 / UNITS,
                "bias_climbs": -1 if bias else 1,
            }.get(f, 1)
            row = [scale * v for v in row]
            if f == "slope_decay":
                row = [v + 0.0001 * w for v, w in zip(row, self.w[l][i])]
            if f in ("gradient_not_reset", "gradient_reset_every_epoch"):
                row = self.sum_of_g[l][i] = [a + b for a, b in zip(self.sum_of_g[l][i], row)]
            if f == "gradient_lagged":
                row, self.last_g[l][i] = self.last_g[l][i], row
            g.append(list(row))
        if self.softmax and l == 1 and self.fault != "clipping_ignored":
            length = sqrt(sum(v * v for row in g for v in row))
            if length > 0.1:
                g = [[v * 0.1 / length for v in row] for row in g]
        return g

    def number(self, l, bias):
        """Which step it is."""
        t = self.steps + 1
        return {
            "step_number_ahead": t + 1,
            "step_number_twice": 2 * t,
            "step_number_stuck": 1,
            "step_number_from_zero": t - 1,
            "step_number_of_examples": self.examples,
            "step_number_of_epochs": self.epochs,
            "step_number_of_tensors": 4 * (t - 1) + 2 * l + 1 + bias,
            "step_number_of_tensors_from_output": 4 * (t - 1) + 2 * (1 - l) + 1 + bias,
            "step_number_of_layers": 2 * (t - 1) + l + 1,
        }.get(self.fault, t)

    def move(self, l, i, w, g, rate):
        """The optimizer's step of a row."""
        bias = i == len(self.w[l]) - 1
        if not self.adam:
            v = self.v[l][i] = [MOMENTUM * a + rate * b for a, b in zip(self.v[l][i], g)]
            return [a - b for a, b in zip(w, v)]
        m = self.m[l][i] = [0.9 * a + 0.1 * b for a, b in zip(self.m[l][i], g)]
        s = self.squares[l][i] = [0.999 * a + 0.001 * b * b for a, b in zip(self.squares[l][i], g)]
        t = self.number(l, bias)
        if t == 0:
            return [float("nan")] * UNITS
        size = rate * sqrt(1 - 0.999**t) / (1 - 0.9**t)
        return [a - size * b / (sqrt(c) + 1e-8) for a, b, c in zip(w, m, s)]

    def update(self, l, rate, size):
        g = self.gradient(l, rate)
        if l == 1:
            self.stale[1] = [list(row) for row in self.w[1]]
        f = self.fault
        for i in range(len(self.w[l])):
            bias = i == len(self.w[l]) - 1
            if (
                bias and f == "biases_fixed"
                or bias and f == ("hidden_biases_fixed", "output_bias_fixed")[l]
                or f == ("hidden_layers_fixed", "output_layer_fixed")[l]
            ):
                continue
            astray = l == 1 and not bias and f == "update_into_wrong_layer"
            if l == 1 and not bias and f == "memory_of_wrong_layer":
                self.v[1][i] = list(self.v[0][i])
            w = before = self.w[0 if astray else l][i]
            here = self.of_biases if bias else f
            for _ in range(2 if here == "stepped_twice" else 1):
                w = self.penalized(l, i, w, g[i], rate, size)
            if here == "updated_twice":
                w = [2 * a - b for a, b in zip(w, before)]
            self.w[0 if astray else l][i] = w
        self.keep_precision()

    def penalized(self, l, i, w, g, rate, size):
        if not self.penalties:
            return self.move(l, i, w, g, rate)
        f = self.fault
        l1, l2, decay = self.penalties[l][i == len(self.w[l]) - 1]
        if f == "decay_coupling":
            l2, decay = decay, l2
        if f == "penalty_twice":
            l2 *= 2
        k = {"penalty_per_batch": 1 / size, "penalty_per_examples": 1 / 5, "penalty_sign": -1}.get(f, 1)
        sign = lambda v: (v > 0) - (v < 0)
        g = [a + k * (l1 * sign(v) + l2 * v) for a, v in zip(g, w)]
        moved = self.move(l, i, w, g, rate)
        of = moved if f == "decay_of_new_weights" else w
        decay *= k * (1 if f == "decay_without_rate" else rate)
        return [a - decay * b for a, b in zip(moved, of)]

    def step(self, order, at, end):
        f = self.fault
        rows, targets = self.rows(order, at, end)
        if at == 0:
            self.epochs += 1
            if f == "gradient_reset_every_epoch":
                self.sum_of_g = [[[0.0] * UNITS for _ in layer] for layer in self.w]
            if f == "memory_reset_every_epoch":
                self.v = [[[0.0] * UNITS for _ in layer] for layer in self.w]
        self.examples += len(rows)
        counted = {"schedule_one_ahead": self.steps + 1, "schedule_other_unit": self.epochs - 1}.get(f, self.steps)
        rate = 0.02 if self.adam else RATE
        if self.softmax and f != "schedule_ignored":
            rate *= 0.8**counted
        self.forward(rows)
        loss = self.loss(targets)
        self.output_deltas(targets)
        if f == "late_hidden_delta":
            self.update(1, rate, len(rows))
            self.hidden_deltas()
        else:
            self.hidden_deltas()
            self.update(1, rate, len(rows))
        self.update(0, rate, len(rows))
        self.last_hidden = self.y[0][-1]
        self.steps += 1
        if f == "loss_after_update":
            self.forward(rows)
            loss = self.loss(targets)
        return loss


FAULTS = {
    "dense": """equal_start start_column_by_column zero_start one_start output_starts_at_zero biases_start_at_zero
        biases_start_at_one biases_start_at_tenth no_bias no_output_bias bias_input_minus_one bias_input_half no_hidden_bias
        sums_not_reset no_hidden_activation no_output_activation examples_in_reverse first_batch_only loss_halved loss_doubled
        loss_per_output loss_reduction loss_after_update loss_of_last_example error_sign error_dead_zone derivative_of_output
        derivative_of_sum no_output_derivative no_hidden_derivative hidden_has_outputs_derivative flat_spot_at_output flat_spot
        output_derivative_twice hidden_derivative_twice sigmoid_derivative tanh_derivative hidden_tanh_derivative
        relu_derivative hidden_relu_derivative output_has_hiddens_derivative hidden_derivative_of_output
        hidden_derivative_of_sum raw_error_down no_weights_down transposed_weights first_output_only no_weights_on_deltas
        stale_weights_down last_output_only deltas_not_reset late_hidden_delta last_examples_activations stale_activations
        gradient_from_sums last_example_only gradient_reduction short_batch_over_full_size first_example_only divided_twice
        divided_by_all_examples gradient_halved gradient_doubled gradient_per_output rate_twice gradient_not_reset
        gradient_reset_every_epoch gradient_lagged slope_decay biases_fixed output_bias_fixed update_into_wrong_layer
        hidden_biases_fixed hidden_layers_fixed output_layer_fixed updated_twice stepped_twice memory_of_wrong_layer
        memory_reset_every_epoch single_precision_weights bias_broadcast bias_mean bias_without_derivative bias_climbs
        bias_gradient_reduction bias_divided_twice bias_of_last_example bias_gradient_not_reset bias_gradient_lagged
        biases_updated_twice biases_stepped_twice""",
    "adam": """step_number_ahead step_number_twice step_number_stuck step_number_of_examples step_number_of_epochs
        step_number_from_zero step_number_of_tensors step_number_of_tensors_from_output step_number_of_layers""",
    "softmax": """leaky_relu_reversed leaky_relu_without_leak softmax_over_batch softmax_over_all not_shuffled shuffled_once
        targets_not_shuffled penalty_not_in_loss penalty_loss_doubled derivative_of_output flat_spot softmax_diagonal
        hidden_sigmoid_derivative penalty_on_biases decay_coupling penalty_twice penalty_per_batch penalty_per_examples
        penalty_sign penalty_not_on_biases decay_without_rate decay_of_new_weights clipping_ignored schedule_ignored
        schedule_one_ahead schedule_other_unit update_into_wrong_layer updated_twice stepped_twice rate_twice slope_decay""",
    "cross_entropy": "squared_error_gradient raw_error_down error_sign error_dead_zone loss_per_output softmax_over_batch",
}

if __name__ == "__main__":
    print("run,fault," + ",".join(f"loss{s}" for s in range(STEPS)))
    for run, faults in FAULTS.items():
        for fault in ["", *faults.split()]:
            print(run, fault, *(f"{loss:.13g}".replace("nan", "NaN") for loss in Network(run, fault).run()), sep=",")
