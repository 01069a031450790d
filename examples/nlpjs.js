// The classifier of NLP.js, a layer of leaky ReLUs, trained by its own trainPerceptron, as a program that Lockstep asks:
//
// ./lockstep verify CONFIG --against "node examples/nlpjs.js"
//
// examples/test-libraries.sh has configs for it.
//
// npm install --no-save @nlpjs/neural, here or above; or NODE_PATH=.../node_modules where it is installed already.
const { NeuralNetwork } = require("@nlpjs/neural");
const { known, serve } = require("./protocol.js");

class Network {
  constructor({ inputs, layers, loss, optimizer, weights }) {
    known({ half_squared_error: 0 }, loss);
    known({ 1: 0 }, layers.length);
    known({ leaky_relu: 0 }, layers[0].activation);
    known({ true: 0 }, layers[0].bias);
    this.net = new NeuralNetwork({ alpha: 0.01, momentum: known({ sgd: 0, momentum: optimizer.momentum }, optimizer.kind) });
    this.net.decayLearningRate = optimizer.learning_rate; // constant here
    this.net.initialize(inputs, Array.from({ length: layers[0].units }, (_, j) => `${j}`));
    this.take(weights);
  }

  take([rows]) {
    this.net.perceptrons.forEach((unit, j) => {
      unit.weights.forEach((_, i) => (unit.weights[i] = rows[i][j]));
      unit.bias = rows.at(-1)[j];
    });
  }

  weights() {
    const columns = this.net.perceptrons.map((unit) => [...unit.weights, unit.bias]);
    return [columns[0].map((_, i) => columns.map((column) => column[i]))];
  }

  step({ inputs: [x], targets: [t] }) {
    const data = [{ input: { keys: [...x.keys()], data: x }, output: { data: t } }];
    const loss = this.net.perceptrons.reduce((sum, unit) => sum + this.net.trainPerceptron(unit, data) / 2, 0);
    return { loss, weights: this.weights() };
  }
}

serve(Network, { precision: ["float"], one: true });
