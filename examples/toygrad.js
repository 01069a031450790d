// toygrad's own layers and trainers, as a program that Lockstep asks:
//
// ./lockstep verify CONFIG --against "node examples/toygrad.js"
//
// examples/test-libraries.sh has configs for it.
//
// npm install --no-save toygrad, here or above; or NODE_PATH=.../node_modules where it is installed already.
const { known, serve } = require("./protocol.js");

import(require.resolve("toygrad")).then(({ NeuralNetwork, Tensor, Trainers }) => {
  const ACTIVATIONS = { identity: [], sigmoid: ["sigmoid"], tanh: ["tanh"], relu: ["relu"], leaky_relu: ["leakyrelu"] };
  const OPTIMIZERS = {
    sgd: (net, o) => new Trainers.SGD(net, { learningRate: o.learning_rate, momentum: 0 }),
    momentum: (net, o) => new Trainers.SGD(net, { learningRate: o.learning_rate, momentum: o.momentum }),
    nesterov: (net, o) => new Trainers.Nesterov(net, { learningRate: o.learning_rate, momentum: o.momentum }),
    adagrad: (net, o) => new Trainers.Adagrad(net, { learningRate: o.learning_rate, eps: o.epsilon }),
    adadelta: (net, o) => new Trainers.Adadelta(net, { ro: o.rho, eps: o.epsilon }),
    adam: (net, o) => new Trainers.Adam(net, { learningRate: o.learning_rate, beta1: o.beta1, beta2: o.beta2, eps: o.epsilon }),
  };

  class Network {
    constructor({ inputs, layers, loss, optimizer, weights }) {
      known({ half_squared_error: 0 }, loss);
      if (layers.some((layer) => !layer.bias)) throw new Error("biases everywhere in this adapter");
      const dense = layers.flatMap(({ units, activation }) => [
        { type: "dense", filters: units }, ...known(ACTIVATIONS, activation).map((type) => ({ type })),
      ]);
      this.net = new NeuralNetwork({ layers: [{ type: "input", sx: 1, sy: 1, sz: inputs }, ...dense, { type: "regression" }] });
      this.dense = this.net.layers.filter((layer) => layer.filters);
      this.trainer = known(OPTIMIZERS, optimizer.kind)(this.net, optimizer);
      this.take(weights);
    }

    take(weights) {
      this.dense.forEach(({ filters, biases }, l) =>
        filters.forEach((unit, j) => {
          unit.w.forEach((_, i) => (unit.w[i] = weights[l][i][j]));
          biases.w[j] = weights[l].at(-1)[j];
        }),
      );
    }

    weights() {
      return this.dense.map(({ filters, biases }) => [
        ...Array.from(filters[0].w, (_, i) => filters.map((unit) => unit.w[i])),
        Array.from(biases.w),
      ]);
    }

    step({ inputs: [x], targets: [t] }) {
      return { loss: this.trainer.train(new Tensor(1, 1, x.length, x), t).cost, weights: this.weights() };
    }
  }

  serve(Network, { precision: ["float"], one: true });
});
