"""PyTorch on one thread, in doubles: python3 pytorch.py tanh|sigmoid sgd|adam batch widths...

Prints the microseconds of processor time that a step takes, as network.c beside it does; with --epochs the seconds on the wall
that so many epochs take."""
import argparse
import time

import torch

parser = argparse.ArgumentParser()
parser.add_argument("activation")
parser.add_argument("rule")
parser.add_argument("batch", type=int)
parser.add_argument("widths", type=int, nargs="+")
parser.add_argument("--examples", type=int, default=8)
parser.add_argument("--epochs", type=int)
asked = parser.parse_args()
activation, rule, batch, widths = asked.activation, asked.rule, asked.batch, asked.widths
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
layers = []
for inputs, units in zip(widths, widths[1:]):
    layers += [torch.nn.Linear(inputs, units), torch.nn.Tanh() if activation == "tanh" else torch.nn.Sigmoid()]
net = torch.nn.Sequential(*layers)
rate = 0.1 / widths[0]
optimizer = (torch.optim.SGD if rule == "sgd" else torch.optim.Adam)(net.parameters(), lr=rate)
examples = max(asked.examples, batch)
x = torch.randint(0, 2, (examples, widths[0])).double()
t = torch.randint(0, 2, (examples, widths[-1])).double()
batches = [(x[e:e + batch], t[e:e + batch]) for e in range(0, examples, batch)]


def epoch():
    for inputs, targets in batches:
        optimizer.zero_grad()
        loss = 0.5 * ((net(inputs) - targets) ** 2).sum() / batch
        loss.backward()
        optimizer.step()


if asked.epochs:
    start = time.perf_counter()
    for _ in range(asked.epochs):
        epoch()
    print("%.2f" % (time.perf_counter() - start))
    raise SystemExit
times = []
for _ in range(8):
    start, steps = time.thread_time(), 0
    while time.thread_time() - start < 0.25:
        epoch()
        steps += len(batches)
    times.append((time.thread_time() - start) / steps * 1e6)
print("%.5f" % sorted(times)[4])
