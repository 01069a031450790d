/* The loops of a fully connected network in C, for a compiler to make the best of: back-propagation, plain descent or Adam.
 *
 *   cc -O3 -march=native -ffast-math -o network network.c -lm
 *   ./network tanh|sigmoid sgd|adam batch widths...
 *
 * Every unit has a bias. Prints the microseconds of processor time that a step (an update of the weights) takes: the median
 * of some rounds of a quarter of a second, as the JMH benchmarks beside it are measured. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LAYERS = 8, ROUNDS = 8, STEPS_BETWEEN_LOOKS = 200 };

static int layers, width[LAYERS + 1];            /* width[0]: the inputs */
static double *w[LAYERS], *g[LAYERS];            /* w[l][i * width[l + 1] + j]; the bias row is the last */
static double *m[LAYERS], *v[LAYERS];            /* Adam's running means */
static double *y[LAYERS + 1], *delta[LAYERS + 1];
static int use_tanh, use_adam, t;

static double activation(double z) { return use_tanh ? tanh(z) : 1 / (1 + exp(-z)); }
static double derivative(double y) { return use_tanh ? 1 - y * y : y * (1 - y); }

/* From the inputs to the answers, and back to every unit's delta. */
static double propagate(const double *inputs, const double *targets) {
  memcpy(y[0], inputs, width[0] * sizeof *inputs);
  for (int l = 0; l < layers; l++) {
    int in = width[l], out = width[l + 1];
    double *restrict z = y[l + 1];
    const double *restrict weights = w[l];
    for (int j = 0; j < out; j++) z[j] = weights[in * out + j];
    for (int i = 0; i < in; i++)
      for (int j = 0; j < out; j++) z[j] += y[l][i] * weights[i * out + j];
    for (int j = 0; j < out; j++) z[j] = activation(z[j]);
  }
  double loss = 0;
  for (int j = 0; j < width[layers]; j++) {
    double error = y[layers][j] - targets[j];
    loss += .5 * error * error;
    delta[layers][j] = error * derivative(y[layers][j]);
  }
  for (int l = layers - 1; l > 0; l--)
    for (int i = 0; i < width[l]; i++) {
      double error = 0;
      for (int j = 0; j < width[l + 1]; j++) error += w[l][i * width[l + 1] + j] * delta[l + 1][j];
      delta[l][i] = error * derivative(y[l][i]);
    }
  return loss;
}

/* sum += factor * delta x, for each weight: into the weights themselves, or into the gradient of a batch. */
static void add_gradient(double **sum, double factor) {
  for (int l = 0; l < layers; l++) {
    int in = width[l], out = width[l + 1];
    double *restrict row = sum[l];
    const double *restrict d = delta[l + 1];
    for (int i = 0; i < in; i++, row += out) {
      double x = factor * y[l][i];
      for (int j = 0; j < out; j++) row[j] += x * d[j];
    }
    for (int j = 0; j < out; j++) row[j] += factor * d[j];
  }
}

static void update(double rate, int batch) {
  double size = rate * sqrt(1 - pow(.999, t)) / (1 - pow(.9, t));
  for (int l = 0; l < layers; l++) {
    int n = (width[l] + 1) * width[l + 1];
    double *restrict W = w[l], *restrict M = m[l], *restrict V = v[l];
    const double *restrict G = g[l];
    if (use_adam)
      for (int k = 0; k < n; k++) {
        double gradient = G[k] / batch;
        M[k] = .9 * M[k] + .1 * gradient;
        V[k] = .999 * V[k] + .001 * gradient * gradient;
        W[k] -= size * M[k] / (sqrt(V[k]) + 1e-8);
      }
    else
      for (int k = 0; k < n; k++) W[k] -= rate / batch * G[k];
  }
}

static double step(const double *inputs, const double *targets, int batch, double rate) {
  t++;
  if (batch == 1 && !use_adam) {
    double loss = propagate(inputs, targets);
    add_gradient(w, -rate);
    return loss;
  }
  double loss = 0;
  for (int l = 0; l < layers; l++) memset(g[l], 0, (width[l] + 1) * width[l + 1] * sizeof *g[l]);
  for (int e = 0; e < batch; e++) {
    loss += propagate(inputs + e * width[0], targets + e * width[layers]);
    add_gradient(g, 1);
  }
  update(rate, batch);
  return loss;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e6 * time.tv_sec + 1e-3 * time.tv_nsec;
}

static double *numbers(int n) { return calloc(n, sizeof(double)); }

static int ascending(const void *a, const void *b) {
  double d = *(const double *)a - *(const double *)b;
  return d < 0 ? -1 : d > 0;
}

int main(int count, char **argument) {
  use_tanh = !strcmp(argument[1], "tanh");
  use_adam = !strcmp(argument[2], "adam");
  int batch = atoi(argument[3]);
  layers = count - 5;
  for (int l = 0; l <= layers; l++) {
    width[l] = atoi(argument[4 + l]);
    y[l] = numbers(width[l]);
    delta[l] = numbers(width[l]);
  }
  srand(1);
  for (int l = 0; l < layers; l++) {
    int n = (width[l] + 1) * width[l + 1];
    w[l] = numbers(n), g[l] = numbers(n), m[l] = numbers(n), v[l] = numbers(n);
    for (int k = 0; k < n; k++) w[l][k] = .2 * rand() / RAND_MAX - .1;
  }
  int examples = batch < 8 ? 8 : batch;
  double *inputs = numbers(examples * width[0]), *targets = numbers(examples * width[layers]);
  for (int k = 0; k < examples * width[0]; k++) inputs[k] = rand() % 2;
  for (int k = 0; k < examples * width[layers]; k++) targets[k] = rand() % 2;

  double rate = .1 / width[0], loss = 0, times[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    double start = now();
    long steps = 0;
    do
      for (int s = 0; s < STEPS_BETWEEN_LOOKS; s++, steps++) {
        int e = batch == 1 ? steps % examples : 0;
        loss = step(inputs + e * width[0], targets + e * width[layers], batch, rate);
      }
    while (now() - start < 2.5e5);
    times[round] = (now() - start) / steps;
  }
  qsort(times, ROUNDS, sizeof *times, ascending);
  printf("%.5f %g\n", times[ROUNDS / 2], loss);
  return 0;
}
