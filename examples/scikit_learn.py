"""scikit-learn's MLPRegressor, trained by its own partial_fit, as a program that Lockstep asks by lines of JSON:

./lockstep verify CONFIG --against "python3 examples/scikit_learn.py"

examples/test-libraries.sh has configs for it.
"""
import numpy
from sklearn.neural_network import MLPRegressor
from protocol import known, serve

NUMBERS = {"double": numpy.float64, "float": numpy.float32}
ACTIVATIONS = {"identity": "identity", "sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}
OPTIMIZERS = {
    "sgd": lambda: {"solver": "sgd", "momentum": 0},
    "momentum": lambda momentum: {"solver": "sgd", "momentum": momentum, "nesterovs_momentum": False},
    "nesterov": lambda momentum: {"solver": "sgd", "momentum": momentum},
    "adam": lambda beta1, beta2, epsilon: {"solver": "adam", "beta_1": beta1, "beta_2": beta2, "epsilon": epsilon},
}
# Its gradient is that of the first; what it reports is the mean over outputs.
LOSSES = {"half_squared_error": lambda reported, outputs: reported * outputs}


class Network:
    def __init__(self, inputs, layers, loss, gradient, optimizer, weights, precision):
        self.numbers, self.loss = known(NUMBERS, precision), known(LOSSES, loss)
        known({"mean": None}, gradient)
        known({"identity": None}, layers[-1]["activation"])  # of a regressor's outputs
        activation, *others = {known(ACTIVATIONS, layer["activation"]) for layer in layers[:-1]}
        if others or not all(layer["bias"] for layer in layers):
            raise ValueError("one activation and biases everywhere in scikit-learn")
        rule, rate = known(OPTIMIZERS, optimizer.pop("kind")), optimizer.pop("learning_rate")
        hidden = [layer["units"] for layer in layers[:-1]]
        self.mlp = MLPRegressor(
            hidden_layer_sizes=hidden, activation=activation, learning_rate_init=rate, alpha=0, **rule(**optimizer)
        )
        # The first batch makes its arrays; training begins at the weights that are given, with a new optimizer.
        self.step([[0] * inputs], [[0] * layers[-1]["units"]])
        del self.mlp._optimizer
        self.take(weights)

    def take(self, weights):
        for matrix, biases, rows in zip(self.mlp.coefs_, self.mlp.intercepts_, weights):
            matrix[...], biases[...] = rows[:-1], rows[-1]

    def weights(self):
        return lists(self.mlp.coefs_, self.mlp.intercepts_)

    def step(self, inputs, targets):
        backprop, seen = self.mlp._backprop, {}

        def watched(*arguments):
            loss, *gradient = result = backprop(*arguments)
            seen.update(loss=float(self.loss(loss, len(targets[0]))), gradient=lists(*gradient))
            return result

        x, y = (numpy.array(rows, self.numbers) for rows in (inputs, targets))
        self.mlp._backprop = watched
        self.mlp.partial_fit(x, y.ravel() if y.shape[1] == 1 else y)  # one batch, one step
        del self.mlp._backprop
        return {**seen, "weights": self.weights()}


def lists(matrices, biases):
    return [[*matrix.tolist(), row.tolist()] for matrix, row in zip(matrices, biases)]


serve(Network)
