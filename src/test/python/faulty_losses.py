"""The losses of two well-known programs that are wrong, as they print them.

    python3 faulty_losses.py DIR

writes DIR/listing.csv: the error that the chapter's listing prints every 500 iterations, at the five digits that it prints,
and DIR/mazur.csv: the error of Mazur's worked example (2015) as it is computed by hand there, every 20 rounds, at five digits.
Both programs are written out as their authors wrote them, faults and all, but for numpy, which plain floats
replace.
"""

import math
import random
import sys


def listing(iterations=5000, lr=0.1, mo=0.9):
    random.seed(777)
    data = [[[0, 0], [0]], [[0, 1], [1]], [[1, 0], [1]], [[1, 1], [0]]]
    num_x, num_yh, num_yo = 2 + 1, 2, 1
    activation_input = [1.0] * num_x
    activation_hidden = [1.0] * num_yh
    activation_out = [1.0] * num_yo
    weight_in = [[random.random() for _ in range(num_yh)] for _ in range(num_x)]
    weight_out = [[random.random() for _ in range(num_yo)] for _ in range(num_yh)]
    gradient_in = [[0.0] * num_yh for _ in range(num_x)]
    gradient_out = [[0.0] * num_yo for _ in range(num_yh)]

    for iteration in range(iterations):
        total = 0.0
        for inputs, targets in data:
            for i in range(num_x - 1):
                activation_input[i] = inputs[i]
            for j in range(num_yh):
                sum = 0.0
                for i in range(num_x):
                    sum = sum + activation_input[i] * weight_in[i][j]
                activation_hidden[j] = math.tanh(sum)
            for k in range(num_yo):
                sum = 0.0
                for j in range(num_yh):
                    sum = sum + activation_hidden[j] * weight_out[j][k]
                activation_out[k] = math.tanh(sum)

            output_deltas = [0.0] * num_yo
            for k in range(num_yo):
                error = targets[k] - activation_out[k]
                output_deltas[k] = (1 - activation_out[k] ** 2) * error
            hidden_deltas = [0.0] * num_yh
            for j in range(num_yh):
                error = 0.0
                for k in range(num_yo):
                    error = error + output_deltas[k] * weight_out[j][k]
                hidden_deltas[j] = (1 - activation_hidden[j] ** 2) * error

            for j in range(num_yh):
                for k in range(num_yo):
                    gradient = output_deltas[k] * activation_hidden[j]
                    v = mo * gradient_in[j][k] - lr * gradient
                    weight_in[j][k] += v
                    gradient_out[j][k] = gradient
            for i in range(num_x):
                for j in range(num_yh):
                    gradient = hidden_deltas[j] * activation_input[i]
                    v = mo * gradient_in[i][j] - lr * gradient
                    weight_in[i][j] += v
                    gradient_in[i][j] = gradient

            for k in range(len(targets)):
                total = total + 0.5 * (targets[k] - activation_out[k]) ** 2
        if iteration % 500 == 0:
            yield iteration, '%-.5f' % total


def mazur(rounds=401, rate=0.5):
    def sigmoid(z):
        return 1.0 / (1.0 + math.exp(-z))

    inputs, targets = [0.05, 0.10], [0.01, 0.99]
    hidden = [[0.15, 0.20], [0.25, 0.30]]  # a row for each unit
    output = [[0.40, 0.45], [0.50, 0.55]]
    hidden_bias, output_bias = 0.35, 0.60
    for done in range(rounds):
        h = [sigmoid(sum(w * x for w, x in zip(row, inputs)) + hidden_bias) for row in hidden]
        y = [sigmoid(sum(w * x for w, x in zip(row, h)) + output_bias) for row in output]
        if done % 20 == 0:
            yield done, '%.5f' % sum(0.5 * (t - o) ** 2 for t, o in zip(targets, y))
        deltas = [-(t - o) * o * (1 - o) for t, o in zip(targets, y)]
        for k in range(2):
            for j in range(2):
                output[k][j] -= rate * deltas[k] * h[j]
        for j in range(2):
            error = sum(deltas[k] * output[k][j] for k in range(2))  # the new weights: too late
            for i in range(2):
                hidden[j][i] -= rate * error * h[j] * (1 - h[j]) * inputs[i]


def write(path, column, rows):
    with open(path, 'w', encoding='utf-8', newline='\n') as file:
        file.write(column + ',error\n')
        for place, error in rows:
            file.write('%d,%s\n' % (place, error))


if __name__ == '__main__':
    write(sys.argv[1] + '/listing.csv', 'epoch', listing())
    write(sys.argv[1] + '/mazur.csv', 'epoch', mazur())
