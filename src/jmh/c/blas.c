/* A batch's steps as products of matrices, for a tuned library to make the best of: back-propagation, plain descent.
 *
 *   cc -O3 -march=native -ffast-math -o blas blas.c -lopenblas -lm
 *   ./blas tanh|sigmoid sgd batch widths...
 *
 * Every unit has a bias: the last column of each layer's inputs is 1. Prints the microseconds of processor time that a step
 * takes, as network.c does. */
#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LAYERS = 8, ROUNDS = 8, STEPS_BETWEEN_LOOKS = 50 };

static int layers, batch, use_tanh, width[LAYERS + 1];
static double *w[LAYERS];                        /* width[l] + 1 rows of width[l + 1] */
static double *x[LAYERS + 1], *z[LAYERS + 1];    /* batch rows: of width + 1, the last being 1; of width */
static double *delta[LAYERS + 1];                /* batch rows of width */

static void product(int left, int right, int m, int n, int k, double factor, const double *a, int rows_of_a, const double *b,
                    int rows_of_b, double keep, double *c) {
  cblas_dgemm(CblasRowMajor, left, right, m, n, k, factor, a, rows_of_a, b, rows_of_b, keep, c, n);
}

static void step(const double *targets, double rate) {
  for (int l = 0; l < layers; l++) {
    int in = width[l] + 1, out = width[l + 1];
    product(CblasNoTrans, CblasNoTrans, batch, out, in, 1, x[l], in, w[l], out, 0, z[l + 1]);
    for (int e = 0; e < batch; e++)
      for (int j = 0; j < out; j++) {
        double v = z[l + 1][e * out + j];
        x[l + 1][e * (out + 1) + j] = use_tanh ? tanh(v) : 1 / (1 + exp(-v));
      }
  }
  for (int l = layers; l > 0; l--) {
    int out = width[l];
    if (l < layers)
      product(CblasNoTrans, CblasTrans, batch, out, width[l + 1], 1, delta[l + 1], width[l + 1], w[l], width[l + 1], 0, delta[l]);
    for (int e = 0; e < batch; e++)
      for (int j = 0; j < out; j++) {
        double y = x[l][e * (out + 1) + j];
        double error = l == layers ? y - targets[e * out + j] : delta[l][e * out + j];
        delta[l][e * out + j] = error * (use_tanh ? 1 - y * y : y * (1 - y));
      }
  }
  for (int l = 0; l < layers; l++) {
    int in = width[l] + 1, out = width[l + 1];
    product(CblasTrans, CblasNoTrans, in, out, batch, -rate / batch, x[l], in, delta[l + 1], out, 1, w[l]);
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e6 * time.tv_sec + 1e-3 * time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double d = *(const double *)a - *(const double *)b;
  return d < 0 ? -1 : d > 0;
}

int main(int count, char **argument) {
  openblas_set_num_threads(1);
  use_tanh = !strcmp(argument[1], "tanh");
  batch = atoi(argument[3]);
  layers = count - 5;
  srand(1);
  for (int l = 0; l <= layers; l++) {
    int n = width[l] = atoi(argument[4 + l]);
    x[l] = calloc(batch * (n + 1), sizeof(double));
    z[l] = calloc(batch * n, sizeof(double));
    delta[l] = calloc(batch * n, sizeof(double));
    for (int k = 0; k < batch * (n + 1); k++) x[l][k] = k % (n + 1) == n ? 1 : rand() % 2;
  }
  for (int l = 0; l < layers; l++) {
    int n = (width[l] + 1) * width[l + 1];
    w[l] = calloc(n, sizeof(double));
    for (int k = 0; k < n; k++) w[l][k] = .2 * rand() / RAND_MAX - .1;
  }
  double *targets = calloc(batch * width[layers], sizeof(double));
  for (int k = 0; k < batch * width[layers]; k++) targets[k] = rand() % 2;

  double times[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    double start = now();
    long steps = 0;
    do
      for (int s = 0; s < STEPS_BETWEEN_LOOKS; s++, steps++) step(targets, .1 / width[0]);
    while (now() - start < 2.5e5);
    times[round] = (now() - start) / steps;
  }
  qsort(times, ROUNDS, sizeof *times, ascending);
  printf("%.5f %g\n", times[ROUNDS / 2], w[0][0]);
  return 0;
}
