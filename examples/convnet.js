// ConvNetJS' own layers and Trainer, as a program that Lockstep asks:
//
// ./lockstep verify CONFIG --against "node examples/convnet.js"
//
// examples/test-libraries.sh has configs for it.
//
// npm install --no-save convnetjs, here or above; or NODE_PATH=.../node_modules where it is installed already.
const { Net, Trainer, Vol } = require("convnetjs");
const { known, serve } = require("./protocol.js");

const ACTIVATIONS = { identity: undefined, sigmoid: "sigmoid", tanh: "tanh", relu: "relu" };
const OPTIMIZERS = {
  sgd: (o) => ({ method: "sgd", learning_rate: o.learning_rate, momentum: 0 }),
  momentum: (o) => ({ method: "sgd", learning_rate: o.learning_rate, momentum: o.momentum }),
  adagrad: (o) => ({ method: "adagrad", learning_rate: o.learning_rate, eps: o.epsilon }),
  rmsprop: (o) => ({ method: "windowgrad", learning_rate: o.learning_rate, ro: o.decay, eps: o.epsilon }),
  adadelta: (o) => ({ method: "adadelta", ro: o.rho, eps: o.epsilon }),
};

class Network {
  constructor({ inputs, layers, loss, gradient, optimizer, weights }) {
    known({ half_squared_error: 0 }, loss); // its deltas are of that; what it returns is four times as much
    known({ mean: 0 }, gradient);
    known({ identity: 0 }, layers.at(-1).activation); // its regression layer has a linear one of its own
    if (layers.some((layer) => !layer.bias)) throw new Error("biases everywhere in ConvNetJS");
    const hidden = layers.slice(0, -1).map((layer) => ({
      type: "fc", num_neurons: layer.units, activation: known(ACTIVATIONS, layer.activation),
    }));
    const sizes = { out_sx: 1, out_sy: 1, out_depth: inputs };
    this.net = new Net();
    this.net.makeLayers([{ type: "input", ...sizes }, ...hidden, { type: "regression", num_neurons: layers.at(-1).units }]);
    this.dense = this.net.layers.filter((layer) => layer.layer_type === "fc");
    this.trainer = new Trainer(this.net, known(OPTIMIZERS, optimizer.kind)(optimizer));
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

  // of: w of a unit's numbers, or dw
  lists(of) {
    return this.dense.map(({ filters, biases }) => [
      ...Array.from(filters[0].w, (_, i) => filters.map((unit) => of(unit)[i])),
      Array.from(of(biases)),
    ]);
  }

  weights() {
    return this.lists((numbers) => numbers.w);
  }

  // The trainer steps after batch_size examples, and sets the gradient back to 0: what the last example adds to it is seen before.
  step({ inputs, targets }) {
    const { trainer, net } = this;
    trainer.batch_size = inputs.length;
    trainer.k = 0;
    const backward = net.backward;
    let gradient;
    net.backward = (y) => {
      const loss = backward.call(net, y);
      gradient = this.lists((numbers) => Array.from(numbers.dw, (sum) => sum / inputs.length));
      return loss;
    };
    const losses = inputs.map((x, e) => trainer.train(new Vol(x), targets[e]).cost_loss / 4);
    net.backward = backward;
    return { loss: losses.reduce((a, b) => a + b) / inputs.length, gradient, weights: this.weights() };
  }
}

serve(Network);
