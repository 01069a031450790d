// neataptic's own nodes, trained by its own propagate, as a program that Lockstep asks:
//
// ./lockstep verify CONFIG --against "node examples/neataptic.js"
//
// examples/test-libraries.sh has configs for it.
//
// npm install --no-save neataptic, here or above; or NODE_PATH=.../node_modules where it is installed already.
const { architect, methods } = require("neataptic");
const { known, serve } = require("./protocol.js");

const { IDENTITY, LOGISTIC, TANH, RELU, SOFTSIGN } = methods.activation;
const ACTIVATIONS = { identity: IDENTITY, sigmoid: LOGISTIC, tanh: TANH, relu: RELU, softsign: SOFTSIGN };

class Network {
  constructor({ inputs, layers, loss, optimizer, weights }) {
    known({ half_squared_error: 0 }, loss); // its error of an output is t - y
    known({ identity: 0 }, layers.at(-1).activation);
    if (layers.some((layer) => !layer.bias)) throw new Error("biases everywhere in neataptic");
    this.rate = optimizer.learning_rate;
    this.momentum = known({ sgd: 0, momentum: optimizer.momentum }, optimizer.kind);
    this.net = new architect.Perceptron(inputs, ...layers.map((layer) => layer.units));
    let from = inputs;
    this.layers = layers.map(({ units }) => this.net.nodes.slice(from, (from += units)));
    this.layers.forEach((nodes, l) => nodes.forEach((node) => (node.squash = known(ACTIVATIONS, layers[l].activation))));
    this.take(weights);
  }

  // A node's connections, in the order of the layer below.
  incoming(node) {
    const place = ({ from }) => this.net.nodes.indexOf(from);
    return [...node.connections.in].sort((a, b) => place(a) - place(b));
  }

  take(weights) {
    this.layers.forEach((nodes, l) =>
      nodes.forEach((node, j) => {
        this.incoming(node).forEach((connection, i) => (connection.weight = weights[l][i][j]));
        node.bias = weights[l].at(-1)[j];
      }),
    );
  }

  weights() {
    return this.layers.map((nodes) => {
      const columns = nodes.map((node) => [...this.incoming(node).map(({ weight }) => weight), node.bias]);
      return columns[0].map((_, i) => columns.map((column) => column[i]));
    });
  }

  step({ inputs: [x], targets: [t] }) {
    const loss = this.net.activate(x, true).reduce((sum, y, j) => sum + (y - t[j]) ** 2 / 2, 0);
    this.net.propagate(this.rate, this.momentum, true, t);
    return { loss, weights: this.weights() };
  }
}

serve(Network, { one: true });
