// A network of TensorFlow.js's own layers, gradients and optimizer, as a program that Lockstep asks by lines of JSON:
//
// ./lockstep verify configs/dense.yaml --precision float --against "node examples/tensorflow.js"
//
// npm install --no-save @tensorflow/tfjs, here or above; or NODE_PATH=.../node_modules where it is installed already.
const tf = require("@tensorflow/tfjs");
const { known, serve } = require("./protocol.js");

const ACTIVATIONS = { identity: "linear", sigmoid: "sigmoid", tanh: "tanh", relu: "relu", elu: "elu", softsign: "softsign", swish: "swish", softmax: "softmax" };
// The sum over a batch of examples.
const LOSSES = {
  half_squared_error: (y, t) => y.sub(t).square().sum().div(2),
  squared_error: (y, t) => y.sub(t).square().sum(),
  mean_squared_error: (y, t) => y.sub(t).square().sum().div(t.shape[1]),
  // Of the sums: it has the softmax.
  cross_entropy: (z, t) => tf.losses.softmaxCrossEntropy(t, z, undefined, 0, tf.Reduction.SUM),
};
// By Lockstep's names. Most are not written as DL4J writes them: `like: tfjs` says that this is meant.
const OPTIMIZERS = {
  sgd: (o) => tf.train.sgd(o.learning_rate),
  momentum: (o) => tf.train.momentum(o.learning_rate, o.momentum),
  nesterov: (o) => tf.train.momentum(o.learning_rate, o.momentum, true),
  // Its epsilon is not a setting.
  adagrad: (o) => (known({ [Math.fround(1e-7)]: 0 }, Math.fround(o.epsilon)), tf.train.adagrad(o.learning_rate)),
  rmsprop: (o) => tf.train.rmsprop(o.learning_rate, o.decay, 0, o.epsilon),
  adam: (o) => tf.train.adam(o.learning_rate, o.beta1, o.beta2, o.epsilon),
  adamax: (o) => tf.train.adamax(o.learning_rate, o.beta1, o.beta2, o.epsilon),
  adadelta: (o) => tf.train.adadelta(1, o.rho, o.epsilon),
};

class Network {
  constructor({ inputs, layers, loss, gradient, optimizer, weights }) {
    this.loss = known(LOSSES, loss);
    this.mean = gradient === "mean";
    this.model = tf.sequential();
    layers.forEach(({ units, activation, bias }, l) => {
      const own = loss === "cross_entropy" && l === layers.length - 1 ? "linear" : known(ACTIVATIONS, activation);
      this.model.add(tf.layers.dense({ units, activation: own, useBias: bias, inputShape: [l ? layers[l - 1].units : inputs] }));
    });
    this.optimizer = known(OPTIMIZERS, optimizer.kind)(optimizer);
    this.take(weights);
  }

  take(weights) {
    tf.tidy(() =>
      this.model.layers.forEach((layer, l) => {
        const rows = weights[l]; // [input, the bias last][unit]
        const inputs = layer.useBias ? rows.length - 1 : rows.length;
        layer.setWeights([tf.tensor2d(rows.slice(0, inputs)), ...rows.slice(inputs).map((row) => tf.tensor1d(row))]);
      }),
    );
  }

  // Of each layer's weights and bias, as Lockstep writes them: a double holds any smaller number exactly.
  lists(of) {
    return this.model.layers.map((layer) =>
      layer.trainableWeights.flatMap((weight) => {
        const values = of(weight).arraySync();
        return weight.shape.length === 1 ? [values] : values;
      }),
    );
  }

  weights() {
    return this.lists((weight) => weight.read());
  }

  step(batch) {
    return tf.tidy(() => this.train(batch));
  }

  train({ inputs, targets }) {
    const { value, grads } = tf.variableGrads(() => {
      const sum = this.loss(this.model.apply(tf.tensor2d(inputs)), tf.tensor2d(targets));
      return this.mean ? sum.div(inputs.length) : sum;
    });
    const gradient = this.lists((weight) => grads[weight.val.name]);
    this.optimizer.applyGradients(grads);
    return { loss: value.arraySync(), gradient, weights: this.weights() };
  }
}

serve(Network, { precision: ["float"] });
