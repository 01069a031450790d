// brain.js' own network, trained by its own trainPattern, as a program that Lockstep asks:
//
// ./lockstep verify CONFIG --against "node examples/brain.js"
//
// examples/test-libraries.sh has configs for it.
//
// npm install --no-save brain.js, here or above; or NODE_PATH=.../node_modules where it is installed already.
const { NeuralNetwork } = require("brain.js");
const { known, serve } = require("./protocol.js");

const ACTIVATIONS = { sigmoid: "sigmoid", tanh: "tanh", relu: "relu", leaky_relu: "leaky-relu" };
const OPTIMIZERS = {
  sgd: (o) => ({ learningRate: o.learning_rate }),
  momentum: (o) => ({ learningRate: o.learning_rate, momentum: o.momentum }),
  adam: (o) => ({ praxis: "adam", learningRate: o.learning_rate, beta1: o.beta1, beta2: o.beta2, epsilon: o.epsilon }),
};

class Network {
  constructor({ inputs, layers, loss, optimizer, weights }) {
    known({ half_squared_error: 0 }, loss); // its deltas are of that; what it prints is the mean of the squares
    const [activation, ...others] = new Set(layers.map((layer) => known(ACTIVATIONS, layer.activation)));
    if (others.length || layers.some((layer) => !layer.bias)) throw new Error("one activation and biases everywhere in brain.js");
    this.net = new NeuralNetwork({ activation, ...known(OPTIMIZERS, optimizer.kind)(optimizer) });
    this.net.sizes = [inputs, ...layers.map((layer) => layer.units)];
    this.net.initialize();
    if (optimizer.kind === "sgd") this.net.trainOpts.momentum = 0; // which its options refuse
    this.take(weights);
  }

  // brain.js has [layer][unit][input], and numbers its layers from the inputs on.
  take(weights) {
    weights.forEach((rows, l) => {
      const inputs = rows.length - 1;
      this.net.weights[l + 1].forEach((unit, j) => unit.forEach((_, i) => (unit[i] = rows[i][j])));
      this.net.biases[l + 1].forEach((_, j) => (this.net.biases[l + 1][j] = rows[inputs][j]));
    });
  }

  weights() {
    return this.net.weights.slice(1).map((units, l) => [
      ...Array.from(units[0], (_, i) => units.map((unit) => unit[i])),
      Array.from(this.net.biases[l + 1]),
    ]);
  }

  step({ inputs: [x], targets: [t] }) {
    const { net } = this;
    const mean = net.trainPattern({ input: x, output: t }, true);
    const gradient = net.sizes.slice(1).map((_, l) =>
      [...net.outputs[l], 1].map((value) => Array.from(net.deltas[l + 1], (delta) => -delta * value)),
    );
    return { loss: (mean * t.length) / 2, gradient, weights: this.weights() };
  }
}

serve(Network, { precision: ["float"], one: true });
