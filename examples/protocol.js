// What is the same in every program that Lockstep asks by lines of JSON (docs/bring-your-own.md): an adapter of a JavaScript library
// is a class with
//
//   constructor(message)            the request "init"; takes the weights that it has
//   weights(), take(weights)        [layer][row][unit], the bias row last
//   step({ inputs, targets })       { loss, gradient, weights }, as the request "step" is answered
//
// and `serve(Network, { precision: ["float"] })` at its end. What is not in the adapter's tables is refused by name.

// The entry of a table, by Lockstep's name.
function known(table, name) {
  if (!Object.hasOwn(table, name)) throw new Error(`no ${name} here`);
  return table[name];
}

// precision: what the library computes in; one: whether it takes one example a step only.
function serve(Network, { precision = ["double"], one = false } = {}) {
  const PLAIN = ["units", "activation", "bias", "op", "inputs", "layers", "loss", "gradient", "optimizer", "weights", "precision"];
  let network;
  const answers = {
    init: (message) => {
      for (const key of [...message.layers.flatMap(Object.keys), ...Object.keys(message)])
        if (!PLAIN.includes(key)) throw new Error(`no ${key} here`);
      const asked = message.precision ?? "double";
      if (!precision.includes(asked)) throw new Error(`no ${asked} here: this library computes in ${precision}`);
      network = new Network(message);
      return { ok: true, weights: network.weights() };
    },
    weights: ({ weights }) => (network.take(weights), { ok: true }),
    step: (batch) => {
      if (one && batch.inputs.length > 1) throw new Error("no batches here: this library takes one example a step");
      return network.step(batch);
    },
  };
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    let answer = { error: "unknown op" };
    try {
      const message = JSON.parse(line);
      if (Object.hasOwn(answers, message.op)) answer = answers[message.op](message);
    } catch (e) {
      answer = { error: e.message };
    }
    console.log(JSON.stringify(answer));
  });
}

module.exports = { known, serve };
