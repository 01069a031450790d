// ml-fnn's own layers, trained by its own backpropagation, as a program that Lockstep asks:
//
// ./lockstep verify CONFIG --against "node examples/ml-fnn.js"
//
// examples/test-libraries.sh has configs for it.
//
// npm install --no-save ml-fnn, here or above; or NODE_PATH=.../node_modules where it is installed already.
const FeedForwardNeuralNetwork = require("ml-fnn");
const { known, serve } = require("./protocol.js");

const ACTIVATIONS = { identity: "identity", sigmoid: "logistic", tanh: "tanh", relu: "relu", softsign: "softsign" };

class Network {
  constructor({ inputs, layers, loss, gradient, optimizer, weights }) {
    known({ cross_entropy: 0 }, loss);
    known({ sum: 0 }, gradient);
    const [activation, ...others] = new Set(layers.slice(0, -1).map((layer) => known(ACTIVATIONS, layer.activation)));
    if (others.length || layers.some((layer) => !layer.bias)) throw new Error("one activation and biases everywhere in ml-fnn");
    const [outputs, ...hidden] = layers.map((layer) => layer.units).reverse();
    this.net = new FeedForwardNeuralNetwork({
      hiddenLayers: hidden.reverse(), activation,
      learningRate: known({ sgd: optimizer.learning_rate }, optimizer.kind), regularization: Number.MIN_VALUE, // 0 is its 0.01
    });
    this.net.buildNetwork(inputs, outputs);
    this.net.dicts = { inputs: [...Array(outputs).keys()] };
    this.take(weights);
  }

  take(weights) {
    this.net.model.forEach(({ W, b }, l) =>
      weights[l].forEach((row, i) => row.forEach((w, j) => (i < W.rows ? W.set(i, j, w) : b.set(0, j, w)))),
    );
  }

  weights() {
    return this.net.model.map(({ W, b }) => [...W.to2DArray(), ...b.to2DArray()]);
  }

  step({ inputs, targets }) {
    const labels = targets.map((t) => t.indexOf(1));
    const { Matrix } = require("ml-matrix");
    const features = new Matrix(inputs);
    const probabilities = this.net.propagate(features);
    const loss = labels.reduce((sum, label, e) => sum - Math.log(probabilities.get(e, label)), 0);
    this.net.backpropagation(features, labels, probabilities);
    return { loss, weights: this.weights() };
  }
}

serve(Network);
