// bpnn.py's arithmetic, as a program that Lockstep asks by lines of JSON (docs/bring-your-own.md):
//
// ./lockstep verify configs/bpnn.yaml --against "node examples/bpnn.mjs"
import { createInterface } from "node:readline";

// The functions of a unit's sum x, and their derivatives, which need the unit's value y only.
const ACTIVATION = { identity: (x) => x, sigmoid: (x) => 1 / (1 + Math.exp(-x)), tanh: Math.tanh };
const DERIVATIVE = { identity: () => 1, sigmoid: (y) => y * (1 - y), tanh: (y) => 1 - y * y };
const KNOWN = ["half_squared_error", "sgd", "bpnn_momentum", "momentum", "units", "activation", "bias", ...Object.keys(ACTIVATION)];

const zeros = (weights) => weights.map((layer) => layer.map((row) => row.map(() => 0)));
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

class Network {
  constructor({ op, inputs, layers, loss, gradient, optimizer, weights, ...others }) {
    const names = layers.flatMap((layer) => [layer.activation, ...Object.keys(layer)]);
    for (const name of [loss, optimizer.kind, ...names, ...Object.keys(others)])
      if (!KNOWN.includes(name)) throw new Error(`no ${name} here`);
    Object.assign(this, { layers, mean: gradient === "mean", momentum: 0, ...optimizer, weights });
    this.memory = zeros(weights);
  }

  step({ inputs, targets }) {
    const gradient = zeros(this.weights); // [layer][input, the bias last][unit], like the weights
    const n = this.mean ? inputs.length : 1;
    let loss = 0;
    inputs.forEach((x, e) => (loss += this.backPropagate(x, targets[e], gradient)));
    this.weights.forEach((layer, l) =>
      layer.forEach((w, i) => {
        const [g, m] = [gradient[l][i], this.memory[l][i]];
        for (let j = 0; j < w.length; j++) {
          g[j] /= n;
          if (this.kind === "momentum") {
            w[j] -= m[j] = this.momentum * m[j] + this.learning_rate * g[j]; // the memory is the last step
          } else {
            w[j] -= this.learning_rate * g[j] + this.momentum * m[j];
            m[j] = g[j]; // bpnn.py: the memory is the last gradient
          }
        }
      }),
    );
    return { loss: loss / n, gradient, weights: this.weights };
  }

  backPropagate(x, target, gradient) {
    const given = []; // what each layer is given, the 1 of its bias included
    const values = this.layers.map(({ units, activation, bias }, l) => {
      given.push(bias ? [...x, 1] : x);
      const column = (j) => this.weights[l].map((row) => row[j]);
      return (x = Array.from({ length: units }, (_, j) => ACTIVATION[activation](dot(given[l], column(j)))));
    });
    let error = x.map((y, j) => y - target[j]);
    const loss = dot(error, error) / 2;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const delta = values[l].map((y, j) => error[j] * DERIVATIVE[this.layers[l].activation](y));
      given[l].forEach((v, i) => delta.forEach((d, j) => (gradient[l][i][j] += v * d)));
      error = this.weights[l].map((row) => dot(row, delta)); // of the bias too; nobody asks for that
    }
    return loss;
  }
}

let network;
const answers = {
  init: (message) => ({ ok: true, weights: (network = new Network(message)).weights }),
  weights: ({ weights }) => ((network.weights = weights), { ok: true }),
  step: (message) => network.step(message),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  let answer = { error: "unknown op" };
  try {
    const message = JSON.parse(line);
    if (message.op in answers) answer = answers[message.op](message);
  } catch (e) {
    answer = { error: e.message };
  }
  console.log(JSON.stringify(answer));
});
