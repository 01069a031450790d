"""What is the same in every program that Lockstep asks by lines of JSON (docs/bring-your-own.md). An adapter of a Python library is a
class with

    Network(inputs, layers, loss, gradient, optimizer, weights, precision)     the request "init"; takes the weights
    weights(), take(weights)      [layer][row][unit], the bias row last
    step(inputs, targets)         {"loss": ..., "gradient": ..., "weights": ...}, as the request "step" is answered

and `serve(Network)` at its end. What is not in the adapter's tables is refused by name.
"""
import json, sys

PLAIN = {"units", "activation", "bias", "inputs", "layers", "loss", "gradient", "optimizer", "weights", "precision"}


def known(table, name):
    """The entry of a table, by Lockstep's name."""
    if name not in table:
        raise ValueError(f"no {name} here")
    return table[name]


def serve(Network, others=()):
    """others: more keys that the adapter knows, of a layer"""
    network = None

    def answer(op, **message):
        nonlocal network
        if op == "init":
            for name in [*(key for layer in message["layers"] for key in layer), *message]:
                known(dict.fromkeys(PLAIN.union(others)), name)
            network = Network(**{"precision": "double", **message})
            return {"ok": True, "weights": network.weights()}
        if op == "weights":
            network.take(message["weights"])
            return {"ok": True}
        return network.step(**message) if op == "step" else {"error": "unknown op"}

    for line in sys.stdin:
        try:
            print(json.dumps(answer(**json.loads(line))), flush=True)
        except (ValueError, RuntimeError) as e:  # the latter from libraries
            print(json.dumps({"error": str(e)}), flush=True)
