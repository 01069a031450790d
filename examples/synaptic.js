// synaptic's own layers, trained by its own propagate, as a program that Lockstep asks:
//
// ./lockstep verify CONFIG --against "node examples/synaptic.js"
//
// examples/test-libraries.sh has configs for it.
//
// npm install --no-save synaptic, here or above; or NODE_PATH=.../node_modules where it is installed already.
const { Architect, Neuron } = require("synaptic");
const { known, serve } = require("./protocol.js");

const { LOGISTIC, TANH, IDENTITY, RELU } = Neuron.squash;
const ACTIVATIONS = { sigmoid: LOGISTIC, tanh: TANH, identity: IDENTITY, relu: RELU };
// Its error of an output is t - y, whatever the activation: the gradient of one of these.
const LOSSES = {
  half_squared_error: (y, t) => (y - t) ** 2 / 2,
  squared_error: (y, t) => (y - t) ** 2, // as its own cost function, but for the mean over outputs
  binary_cross_entropy: (y, t) => -t * Math.log(y) - (1 - t) * Math.log(1 - y),
};

class Network {
  constructor({ inputs, layers, loss, optimizer, weights }) {
    if (layers.some((layer) => !layer.bias)) throw new Error("biases everywhere in synaptic");
    this.loss = known(LOSSES, loss);
    this.rate = known({ sgd: optimizer.learning_rate }, optimizer.kind);
    this.net = new Architect.Perceptron(inputs, ...layers.map((layer) => layer.units));
    this.layers = [...this.net.layers.hidden, this.net.layers.output].map((layer) => layer.list);
    this.layers.forEach((units, l) => units.forEach((unit) => (unit.squash = known(ACTIVATIONS, layers[l].activation))));
    this.take(weights);
  }

  // A unit has its connections in the order of the layer below. They are compiled into a function; restore() fetches its numbers.
  take(weights) {
    this.net.restore();
    this.layers.forEach((units, l) =>
      units.forEach((unit, j) => {
        Object.values(unit.connections.inputs).forEach((connection, i) => (connection.weight = weights[l][i][j]));
        unit.bias = weights[l].at(-1)[j];
      }),
    );
    this.net.optimized = null;
  }

  weights() {
    this.net.restore();
    return this.layers.map((units) => {
      const columns = units.map((unit) => [...Object.values(unit.connections.inputs).map(({ weight }) => weight), unit.bias]);
      return columns[0].map((_, i) => columns.map((column) => column[i]));
    });
  }

  step({ inputs: [x], targets: [t] }) {
    const loss = this.net.activate(x).reduce((sum, y, j) => sum + this.loss(y, t[j]), 0);
    this.net.propagate(this.rate, t);
    return { loss, weights: this.weights() };
  }
}

serve(Network, { one: true });
