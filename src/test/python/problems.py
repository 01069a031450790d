"""Prints the numbers that ProblemTest and PreparationTest expect, from CPython's own random and math:

    python3 src/test/python/problems.py

CPython's sin, cos and log are the C library's, so the last digit may be another on another machine.
"""
import random
from math import cos, pi, sin, sqrt


def moons(n, noise, seed):
    random.seed(seed)
    points = []
    for i in range(n // 2):
        t = pi * i / (n // 2 - 1)
        points.append((random.gauss(cos(t), noise), random.gauss(sin(t), noise), 0))
    for i in range(n - n // 2):
        t = pi * i / (n - n // 2 - 1)
        points.append((random.gauss(1 - cos(t), noise), random.gauss(0.5 - sin(t), noise), 1))
    return points


def circles(n, factor, noise, seed):
    random.seed(seed)
    points = []
    for i in range(n // 2):
        t = 2 * pi * i / (n // 2)
        points.append((random.gauss(cos(t), noise), random.gauss(sin(t), noise), 0))
    for i in range(n - n // 2):
        t = 2 * pi * i / (n - n // 2)
        points.append((random.gauss(factor * cos(t), noise), random.gauss(factor * sin(t), noise), 1))
    return points


def two_spirals():
    points = []
    for i in range(97):
        angle, radius = i * pi / 16, 6.5 * (104 - i) / 104
        x, y = radius * sin(angle), radius * cos(angle)
        points += [(x, y, 1), (-x, -y, 0)]
    return points


def split(n, test, seed):
    rows = list(range(n))
    random.seed(seed)
    random.shuffle(rows)
    k = round(test * n)
    return rows[:k], rows[k:]


def stratified_split(classes, test, seed):
    rows = list(range(len(classes)))
    random.seed(seed)
    random.shuffle(rows)
    parts = [], []
    for row in rows:
        seen = sum(classes[r] == classes[row] for part in parts for r in part)
        parts[0 if seen < round(test * classes.count(classes[row])) else 1].append(row)
    return parts


def standardization(column):
    total = 0.0
    for x in column:
        total = total + x
    mean = total / len(column)
    squares = 0.0
    for x in column:
        squares = squares + (x - mean) * (x - mean)
    return mean, sqrt(squares / len(column))


if __name__ == "__main__":
    print("moons", *moons(5, 0.2, 3), sep="\n")
    print("circles", *circles(5, 0.5, 0.1, 7), sep="\n")
    print("two spirals", *two_spirals()[:4], *two_spirals()[-2:], sep="\n")
    print("split", *split(10, 0.25, 1), *split(7, 0.5, 777))
    print("stratified split", *stratified_split("aaaabbbbbbcc", 0.25, 1))
    print("standardization", standardization([0.1, 0.2, 0.4, 0.7]))
