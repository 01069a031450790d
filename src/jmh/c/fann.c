/* FANN, in doubles: plain descent, one example at a time or by its whole-set training on one batch.
 *
 *   cc -O3 -march=native -o fann fann.c -ldoublefann -lm
 *   ./fann tanh|sigmoid sgd batch widths...
 *
 * Prints the microseconds of processor time that a step takes, as network.c does. */
#include <doublefann.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LAYERS = 8, ROUNDS = 8, STEPS_BETWEEN_LOOKS = 50 };

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
  int batch = atoi(argument[3]), n = count - 4;
  unsigned width[LAYERS + 1];
  for (int l = 0; l < n; l++) width[l] = atoi(argument[4 + l]);
  struct fann *net = fann_create_standard_array(n, width);
  enum fann_activationfunc_enum f = strcmp(argument[1], "tanh") ? FANN_SIGMOID : FANN_SIGMOID_SYMMETRIC;
  fann_set_activation_function_hidden(net, f);
  fann_set_activation_function_output(net, f);
  fann_set_training_algorithm(net, batch == 1 ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);
  fann_set_train_error_function(net, FANN_ERRORFUNC_LINEAR);
  fann_set_learning_rate(net, .1 / width[0]);
  int examples = batch < 8 ? 8 : batch;
  struct fann_train_data *data = fann_create_train(examples, width[0], width[n - 1]);
  for (int e = 0; e < examples; e++) {
    for (unsigned i = 0; i < width[0]; i++) data->input[e][i] = rand() % 2;
    for (unsigned j = 0; j < width[n - 1]; j++) data->output[e][j] = rand() % 2;
  }
  double times[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    double start = now();
    long steps = 0;
    do
      for (int s = 0; s < STEPS_BETWEEN_LOOKS; s++, steps++)
        if (batch == 1)
          fann_train(net, data->input[steps % examples], data->output[steps % examples]);
        else
          fann_train_epoch(net, data);
    while (now() - start < 2.5e5);
    times[round] = (now() - start) / steps;
  }
  qsort(times, ROUNDS, sizeof *times, ascending);
  printf("%.5f %g\n", times[ROUNDS / 2], fann_get_MSE(net));
  return 0;
}
