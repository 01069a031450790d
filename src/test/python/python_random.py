"""Prints the numbers that PythonRandomTest expects, from CPython's own generator: python3 src/test/python/python_random.py

For each seed: four calls of random(), two of uniform(-0.2, 0.2), a list of ten shuffled, then shuffled again (as before each
epoch), and one more random(), which shows that nothing was drawn too much or too little. Then gauss(1, 0.5), of which CPython
makes two at a time: three of them, a random() in between, two more, and a random().
"""
import random

for seed in (0, 777, -1, 2**32, 2**63 - 1, -2**63):
    random.seed(seed)
    drawn = [random.random() for _ in range(4)]
    uniform = [random.uniform(-0.2, 0.2) for _ in range(2)]
    order = list(range(10))
    random.shuffle(order)
    first = list(order)
    random.shuffle(order)
    print(seed, *drawn, *uniform, "".join(map(str, first)), "".join(map(str, order)), random.random(), sep=", ")

random.seed(777)
order = list(range(1000))
random.shuffle(order)
print(order[:5], order[-5:], sum(i * place for i, place in enumerate(order)))

random.seed(777)
print(*[random.normalvariate(0.0, 1.0) for _ in range(4)], sep=", ")
total = 0.0
for _ in range(100_000):
    total += random.normalvariate(0.5, 2.0)
print(total, random.random(), sep=", ")

for seed in (0, 777):
    random.seed(seed)
    print(seed, *[random.gauss(1, 0.5) for _ in range(3)], random.random(), random.gauss(1, 0.5), random.gauss(1, 0.5),
          random.random(), sep=", ")
