"""A network in JAX, with JAX's gradients and Optax' rules, as a program that Lockstep asks by lines of JSON:

./lockstep verify CONFIG --against "python3 examples/optax_rules.py"

examples/test-libraries.sh has configs for it.
"""
import jax, optax
import jax.numpy as jnp
from protocol import known, serve

jax.config.update("jax_enable_x64", True)
NUMBERS = {"double": jnp.float64, "float": jnp.float32}
ACTIVATIONS = {
    "identity": lambda z: z, "sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu, "elu": jax.nn.elu,
    "softsign": jax.nn.soft_sign, "swish": jax.nn.swish,
}
LOSSES = {  # of an example
    "half_squared_error": lambda y, t: jnp.sum((y - t) ** 2) / 2,
    "squared_error": lambda y, t: jnp.sum((y - t) ** 2),
    "mean_squared_error": lambda y, t: jnp.mean((y - t) ** 2),
}
OPTIMIZERS = {
    "sgd": lambda learning_rate: optax.sgd(learning_rate),
    "momentum": lambda learning_rate, momentum: optax.sgd(learning_rate, momentum),
    "nesterov": lambda learning_rate, momentum: optax.sgd(learning_rate, momentum, nesterov=True),
    "adagrad": lambda learning_rate, epsilon: optax.adagrad(learning_rate, eps=epsilon),
    "rmsprop": lambda learning_rate, decay, epsilon: optax.rmsprop(learning_rate, decay, epsilon),
    "adadelta": lambda rho, epsilon: optax.adadelta(1.0, rho, epsilon),
    "adam": lambda learning_rate, beta1, beta2, epsilon: optax.adam(learning_rate, beta1, beta2, epsilon),
    "amsgrad": lambda learning_rate, beta1, beta2, epsilon: optax.amsgrad(learning_rate, beta1, beta2, epsilon),
    "adamax": lambda learning_rate, beta1, beta2, epsilon: optax.adamax(learning_rate, beta1, beta2, epsilon),
    "nadam": lambda learning_rate, beta1, beta2, epsilon: optax.nadam(learning_rate, beta1, beta2, epsilon),
}


class Network:
    def __init__(self, inputs, layers, loss, gradient, optimizer, weights, precision):
        self.numbers, loss = known(NUMBERS, precision), known(LOSSES, loss)
        reduce = known({"mean": jnp.mean, "sum": jnp.sum}, gradient)
        activations = [(known(ACTIVATIONS, layer["activation"]), layer["bias"]) for layer in layers]

        def of_batch(weights, x, t):
            for rows, (activation, bias) in zip(weights, activations):  # [input, the bias last][unit]
                x = activation(x @ rows[:-1] + rows[-1] if bias else x @ rows)
            return reduce(jax.vmap(loss)(x, t))

        self.loss_and_gradient = jax.jit(jax.value_and_grad(of_batch))
        self.rule = known(OPTIMIZERS, optimizer.pop("kind"))(**optimizer)
        self.take(weights)
        self.state = self.rule.init(self.matrices)

    def take(self, weights):
        self.matrices = [jnp.array(rows, self.numbers) for rows in weights]

    def weights(self):
        return [rows.tolist() for rows in self.matrices]

    def step(self, inputs, targets):
        x, t = jnp.array(inputs, self.numbers), jnp.array(targets, self.numbers)
        loss, gradient = self.loss_and_gradient(self.matrices, x, t)
        updates, self.state = self.rule.update(gradient, self.state, self.matrices)
        self.matrices = optax.apply_updates(self.matrices, updates)
        return {"loss": loss.item(), "gradient": [rows.tolist() for rows in gradient], "weights": self.weights()}


serve(Network)
