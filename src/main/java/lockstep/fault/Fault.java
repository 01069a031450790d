package lockstep.fault;

import static lockstep.fault.Family.ADADELTA;
import static lockstep.fault.Family.ADAGRAD;
import static lockstep.fault.Family.ADAMAX;
import static lockstep.fault.Family.AMSGRAD;
import static lockstep.fault.Family.ANY;
import static lockstep.fault.Family.BPNN_MOMENTUM;
import static lockstep.fault.Family.CORRECTIONS;
import static lockstep.fault.Family.DECAYING;
import static lockstep.fault.Family.MOMENTUM;
import static lockstep.fault.Family.MOMENTUMS;
import static lockstep.fault.Family.NADAM;
import static lockstep.fault.Family.NESTEROV;
import static lockstep.fault.Family.REMEMBERING;
import static lockstep.fault.Family.ROOTS;
import static lockstep.fault.Family.SUMS_OF_SQUARES;
import static lockstep.fault.Family.TWO_CORRECTIONS;
import static lockstep.fault.Family.VELOCITIES;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;

/**
 * The catalogue: every classic fault of a hand-written training program, each a small, exact change to the right one.
 *
 * <p>Add a fault here and where it happens: in {@link FaultyNetwork}, or in its optimizer's faulty rule ({@link FaultyRules}).
 * Tests then check that it changes something, and that it is diagnosed on {@code configs/dense.yaml}.
 */
public enum Fault {

    // Where the training starts.

    EQUAL_START(
            at(FaultPlace.START),
            ANY,
            needs(),
            "All weights start from the first one's value, so the units of a layer stay the same for ever.",
            "Draw a random number for every weight.",
            "EurekaLabsAI/micrograd, which reused one random weight"),
    START_COLUMN_BY_COLUMN(
            at(FaultPlace.START),
            ANY,
            needs(),
            "The starting weights are filled in unit by unit instead of input by input.",
            "weights[input][unit], with the units in the inner loop, as bpnn.py draws them.",
            "the usual mistake when arrays are read in Fortran order"),
    BIASES_START_AT_ZERO(
            at(FaultPlace.START_OF_BIASES),
            ANY,
            needs(Need.BIASES),
            "The biases start at 0, although the config gives them other values.",
            "Load or draw the biases like the other weights.",
            "the default of DL4J, Keras and many tutorials"),

    // The forward pass.

    NO_BIAS(
            at(FaultPlace.BIAS_INPUT, FaultPlace.OUTPUT_BIAS_INPUT, FaultPlace.START_OF_BIASES, FaultPlace.BIAS_UPDATE),
            ANY,
            needs(Need.BIASES),
            "The biases are left out of the weighted sums.",
            "z[j] = sum of x[i] * w[i][j], plus bias[j]",
            "faults of hand-written forward passes"),
    NO_OUTPUT_BIAS(
            at(FaultPlace.OUTPUT_BIAS_INPUT),
            ANY,
            needs(Need.OUTPUT_BIAS),
            "The output layer has no bias.",
            "Give the output units a bias too, or remove it from the config.",
            "bpnn.py by design: bias on the input layer only"),
    BIAS_INPUT_MINUS_ONE(
            at(FaultPlace.BIAS_INPUT),
            ANY,
            needs(Need.BIASES),
            "The input of the biases is -1 instead of 1: they are thresholds.",
            "z[j] = sum of x[i] * w[i][j] + 1 * bias[j]",
            "the threshold convention of older textbooks"),
    BIAS_INPUT_HALF(
            at(FaultPlace.BIAS_INPUT),
            ANY,
            needs(Need.BIASES),
            "The input of the biases is 0.5 instead of 1.",
            "z[j] = sum of x[i] * w[i][j] + 1 * bias[j]",
            "Fahlman's quickprop program in symmetric mode (1988)"),

    // Which example when.

    EXAMPLES_IN_REVERSE(
            at(FaultPlace.EXAMPLE_ORDER),
            ANY,
            needs(Need.GIVEN_ORDER, Need.SEVERAL_STEPS_PER_EPOCH),
            "The examples of an epoch are taken in reverse order.",
            "Take them in the config's order.",
            "order differs between programs"),
    NOT_SHUFFLED(
            at(FaultPlace.EXAMPLE_ORDER),
            ANY,
            needs(Need.SHUFFLING, Need.SEVERAL_STEPS_PER_EPOCH),
            "The examples are not shuffled.",
            "Shuffle the order before every epoch, including the first.",
            "order differs between programs"),
    SHUFFLED_ONCE(
            at(FaultPlace.EXAMPLE_ORDER),
            ANY,
            needs(Need.SHUFFLING, Need.SEVERAL_STEPS_PER_EPOCH),
            "The examples are shuffled before the first epoch only.",
            "Shuffle the order before every epoch, starting from the last epoch's order.",
            "order differs between programs"),

    // The loss that is reported; the weights stay right.

    LOSS_HALVED(
            at(FaultPlace.LOSS_FACTOR),
            ANY,
            needs(),
            "The reported loss has a factor of 1/2 too many; the weights are right.",
            "Report the loss whose derivative is the gradient.",
            "deeplearning4j #1942"),
    LOSS_DOUBLED(
            at(FaultPlace.LOSS_FACTOR),
            ANY,
            needs(),
            "The reported loss is doubled, as when its 1/2 is forgotten; the weights are right.",
            "Report the loss whose derivative is the gradient.",
            "deeplearning4j #1942"),
    LOSS_PER_OUTPUT(
            at(FaultPlace.LOSS_PER_OUTPUT),
            ANY,
            needs(Need.OUTPUTS),
            "The reported loss is the mean over the outputs instead of the sum, or the reverse; the gradient is right.",
            "Divide both loss and gradient by the number of outputs, or neither.",
            "deeplearning4j #6395"),
    LOSS_REDUCTION(
            at(FaultPlace.LOSS_REDUCTION),
            ANY,
            needs(Need.BATCHES),
            "The reported loss is the sum over the batch instead of the mean, or the reverse; the gradient is right.",
            "Reduce loss and gradient in the same way.",
            "sum and mean differ between libraries"),
    LOSS_AFTER_UPDATE(
            at(FaultPlace.LOSS_TIME),
            ANY,
            needs(),
            "The loss of a step is taken after its update instead of before; the weights are right.",
            "Take the loss from the forward pass that the gradient comes from.",
            "traces that are off by one"),

    // The backward pass.

    ERROR_SIGN(
            at(FaultPlace.ERROR_SIGN),
            ANY,
            needs(),
            "The error of the outputs has the wrong sign: the network climbs the loss.",
            "With delta = (y - t) * f'(z): w -= rate * delta * x. With delta = (t - y) * f'(z): w += rate * delta * x.",
            "Encog 3.4 NesterovUpdate is of this class"),
    DEAD_ZONE(
            at(FaultPlace.OUTPUT_ERROR),
            ANY,
            needs(),
            "An output error smaller than 0.1 counts as 0.",
            "delta = (y - t) * f'(z), however small y - t is",
            "Fahlman's quickprop program (1988), not in the paper"),
    DERIVATIVE_OF_OUTPUT(
            at(FaultPlace.OUTPUT_DERIVATIVE, FaultPlace.HIDDEN_DERIVATIVE),
            ANY,
            needs(Need.CURVED),
            "The derivative is taken at y instead of z: f'(f(z)).",
            "f'(z), or its formula in y: y * (1 - y) for the sigmoid, 1 - y * y for tanh.",
            "Neuroph: \"does this use netInput or cached output\""),
    DERIVATIVE_OF_SUM(
            at(FaultPlace.OUTPUT_DERIVATIVE, FaultPlace.HIDDEN_DERIVATIVE),
            ANY,
            needs(Need.CURVED),
            "The derivative's formula in y is used with z: z * (1 - z) for the sigmoid, 1 - z * z for tanh.",
            "y * (1 - y) for the sigmoid, 1 - y * y for tanh, where y is the output of the unit.",
            "Neuroph: \"does this use netInput or cached output\""),
    NO_OUTPUT_DERIVATIVE(
            at(FaultPlace.OUTPUT_DERIVATIVE),
            ANY,
            needs(Need.SLOPED_OUTPUT),
            "The output delta lacks the derivative of the activation: the gradient is that of another loss.",
            "output delta = dLoss/dy * f'(z)",
            "looks harmless: for the sigmoid it is the gradient of cross-entropy"),
    NO_HIDDEN_DERIVATIVE(
            at(FaultPlace.HIDDEN_DERIVATIVE),
            ANY,
            needs(Need.HIDDEN, Need.SLOPED_HIDDEN),
            "The hidden deltas lack the derivative of the activation.",
            "hidden delta[j] = f'(z[j]) * sum of delta[k] * w[j][k]",
            "faults of hand-written backward passes"),
    HIDDEN_HAS_OUTPUTS_DERIVATIVE(
            at(FaultPlace.HIDDEN_DERIVATIVE),
            ANY,
            needs(Need.HIDDEN, Need.OTHER_ACTIVATION),
            "The hidden deltas use the derivative of the output layer's activation instead of their own.",
            "The deltas of each layer use the derivative of that layer's activation.",
            "faults of hand-written backward passes"),
    FLAT_SPOT_AT_OUTPUT(
            at(FaultPlace.OUTPUT_DERIVATIVE),
            ANY,
            needs(Need.SLOPED_OUTPUT),
            "0.1 is added to the derivative of the output layer's activation only.",
            "output delta = dLoss/dy * f'(z)",
            "Fahlman (1988), the flat spot, at one layer only"),
    FLAT_SPOT_EVERYWHERE(
            at(FaultPlace.OUTPUT_DERIVATIVE, FaultPlace.HIDDEN_DERIVATIVE),
            ANY,
            needs(Need.SLOPED),
            "0.1 is added to the derivative of every activation.",
            "delta = error * f'(z)",
            "Fahlman (1988), the flat spot"),
    TRANSPOSED_WEIGHTS(
            at(FaultPlace.BACKWARD_SUM),
            ANY,
            needs(Need.SQUARE_LAYER),
            "The weights are transposed in the backward pass.",
            "hidden error[j] = sum over k of delta[k] * w[j][k], where j is the hidden unit",
            "array shapes do not show it where a layer is square"),
    FIRST_OUTPUT_ONLY(
            at(FaultPlace.BACKWARD_SUM),
            ANY,
            needs(Need.HIDDEN, Need.OUTPUTS),
            "Only the first output's error reaches the hidden layer.",
            "hidden error[j] = sum over all outputs k of delta[k] * w[j][k]",
            "faults of hand-written backward passes"),
    LATE_HIDDEN_DELTA(
            at(FaultPlace.UPDATE_ORDER),
            ANY,
            needs(Need.HIDDEN),
            "The hidden deltas are computed from the output weights after their update.",
            "Compute all deltas first, then change the weights.",
            "Mazur's printed figures (2015); louisjc/mnist-neural-network #1"),

    // The gradient.

    LAST_EXAMPLE_ONLY(
            at(FaultPlace.GRADIENT_SUM),
            ANY,
            needs(Need.BATCHES),
            "The gradient of a batch is that of its last example: = instead of +=.",
            "gradient += delta * x, for every example of the batch",
            "faults of hand-written batches"),
    LAST_EXAMPLES_ACTIVATIONS(
            at(FaultPlace.GRADIENT_INPUT),
            ANY,
            needs(Need.HIDDEN, Need.BATCHES),
            "All examples of a batch use the hidden activations of the last: they share an array.",
            "Keep each example's activations until its gradient is taken, or copy them.",
            "arrays stored without a copy"),
    STALE_ACTIVATIONS(
            at(FaultPlace.GRADIENT_INPUT),
            ANY,
            needs(Need.HIDDEN),
            "The gradient uses the hidden activations of the previous example (0 before the first).",
            "gradient = delta * x, both from the same example and forward pass",
            "backward pass run before the forward pass"),
    GRADIENT_REDUCTION(
            at(FaultPlace.GRADIENT_REDUCTION),
            ANY,
            needs(Need.BATCHES),
            "The gradient is the sum over the batch instead of the mean, or the reverse.",
            "Divide both loss and gradient by the size of the batch, or neither.",
            "sum and mean differ between libraries"),
    SHORT_BATCH_OVER_FULL_SIZE(
            at(FaultPlace.GRADIENT_REDUCTION),
            ANY,
            needs(Need.SHORT_LAST_BATCH, Need.MEAN),
            "The last, shorter batch of an epoch is divided by the size of a full one.",
            "Divide by the number of examples in the batch.",
            "faults of hand-written batches"),
    GRADIENT_HALVED(
            at(FaultPlace.GRADIENT_FACTOR),
            ANY,
            needs(),
            "The gradient has a factor of 1/2 too many.",
            "The derivative of 1/2 (y - t)^2 is y - t, that of (y - t)^2 is 2 (y - t).",
            "deeplearning4j #1942"),
    GRADIENT_DOUBLED(
            at(FaultPlace.GRADIENT_FACTOR),
            ANY,
            needs(),
            "The gradient has a factor of 2 too many.",
            "The derivative of 1/2 (y - t)^2 is y - t, that of (y - t)^2 is 2 (y - t).",
            "deeplearning4j #1942"),
    GRADIENT_PER_OUTPUT(
            at(FaultPlace.GRADIENT_PER_OUTPUT),
            ANY,
            needs(Need.OUTPUTS),
            "The gradient is divided by the number of outputs and the loss is not, or the reverse.",
            "Divide both loss and gradient by the number of outputs, or neither.",
            "deeplearning4j #6395"),
    GRADIENT_NOT_RESET(
            at(FaultPlace.GRADIENT_RESET),
            ANY,
            needs(),
            "The gradient is not set to 0 before a step: it adds up over all steps.",
            "Set the gradient to 0 after every update (zero_grad).",
            "the best-known fault of PyTorch programs"),
    SLOPE_DECAY(
            at(FaultPlace.GRADIENT_PENALTY),
            ANY,
            needs(),
            "0.0001 times the weight is added to every gradient.",
            "No weight decay, or the same in the config.",
            "Fahlman's quickprop program (1988)"),

    // Penalties, clipping and schedules, where the config has them.

    PENALTY_ON_BIASES(
            at(FaultPlace.PENALTY_OF_BIASES),
            ANY,
            needs(Need.PENALTY, Need.UNPENALIZED_BIASES),
            "The biases get the weights' penalty (l1, l2 or weight decay) too.",
            "Penalize only the weights, unless the config penalizes the biases too.",
            "weight decay over all parameters, the default of PyTorch's optimizers"),
    DECAY_COUPLING(
            at(FaultPlace.PENALTY_PLACE),
            ANY,
            needs(Need.DECAY),
            "Weight decay is added to the gradient like l2, or l2 is subtracted from the weights like weight decay.",
            "l2: g += l2 * w before the optimizer. Weight decay: w -= rate * decay * w, apart from it.",
            "Loshchilov and Hutter (2019): Adam in most libraries before AdamW"),
    PENALTY_NOT_IN_LOSS(
            at(FaultPlace.PENALTY_IN_LOSS),
            ANY,
            needs(Need.PENALTY),
            "The reported loss lacks the penalties; the weights are right.",
            "loss = the data's loss + l1 * sum |w| + l2 / 2 * sum w^2",
            "traces that are compared with DL4J's score"),
    CLIPPING_IGNORED(
            at(FaultPlace.CLIPPING),
            ANY,
            needs(Need.CLIPPING),
            "The gradient is not clipped.",
            "Clip the gradient of the batch before the optimizer sees it.",
            "faults of hand-written updates"),
    SCHEDULE_IGNORED(
            at(FaultPlace.SCHEDULE),
            ANY,
            needs(Need.SCHEDULE),
            "The learning rate stays constant: the schedule is ignored.",
            "Compute the learning rate for every step.",
            "faults of hand-written updates"),
    SCHEDULE_ONE_AHEAD(
            at(FaultPlace.SCHEDULE),
            ANY,
            needs(Need.SCHEDULE),
            "The schedule is one step ahead: the first step has the second one's rate.",
            "The first step uses the schedule's rate at 0 steps.",
            "schedules that are stepped before the update"),

    // The update.

    BIASES_FIXED(
            at(FaultPlace.BIAS_UPDATE),
            ANY,
            needs(Need.BIASES),
            "The biases are never updated.",
            "bias[j] -= rate * delta[j]: a bias is the weight of an input that is always 1.",
            "Mazur (2015), by design"),
    OUTPUT_BIAS_FIXED(
            at(FaultPlace.BIAS_UPDATE),
            ANY,
            needs(Need.OUTPUT_BIAS),
            "The output layer's bias is never updated.",
            "bias[k] -= rate * delta[k], at the output layer too",
            "faults of hand-written updates"),
    UPDATE_INTO_WRONG_LAYER(
            at(FaultPlace.UPDATE_TARGET),
            ANY,
            needs(Need.HIDDEN, Need.FITTING_OUTPUT),
            "The update of the output weights is added to the layer below; the output weights never change.",
            "weight_out[j][k] += v",
            "the chapter's listing, 1: weight_in[j][k] += v"),
    MEMORY_OF_WRONG_LAYER(
            at(FaultPlace.MEMORY_SOURCE),
            REMEMBERING,
            needs(Need.HIDDEN, Need.FITTING_OUTPUT, Need.MOMENTUM),
            "The update of the output weights reads the memory of the layer below.",
            "v = mo * gradient_out[j][k] - ...",
            "the chapter's listing, 2: mo * gradient_in[j][k]"),
    MEMORY_RESET_EVERY_EPOCH(
            at(FaultPlace.MEMORY_RESET),
            REMEMBERING,
            needs(Need.MOMENTUM),
            "The optimizer's memory is reset at the start of every epoch.",
            "Create the optimizer's memory once, before the first epoch.",
            "optimizers created inside the loop over epochs"),
    SINGLE_PRECISION_WEIGHTS(
            at(FaultPlace.PRECISION),
            ANY,
            needs(),
            "The weights are kept in single precision.",
            "double in C and Java, float64 in NumPy and DL4J (whose default is FLOAT).",
            "DL4J's default data type"),

    // Momentum.

    GRADIENT_CLIMBED(
            at(FaultPlace.GRADIENT_TERM),
            MOMENTUMS,
            needs(),
            "The term of the present gradient has the wrong sign; the remembered term does not.",
            "With delta = (t - y) * f'(z), the downhill direction: v = mo * previous + lr * gradient.",
            "the chapter's listing, 3: mo * previous - lr * gradient"),
    GRADIENT_DAMPENED(
            at(FaultPlace.GRADIENT_TERM),
            MOMENTUMS,
            needs(Need.MOMENTUM),
            "The gradient term is multiplied by 1 - momentum.",
            "v = momentum * v + rate * g",
            "dampening in PyTorch's SGD; momentum as a running mean"),
    MEMORY_OF_GRADIENT(
            at(FaultPlace.MEMORY_CONTENT),
            MOMENTUM,
            needs(Need.MOMENTUM),
            "The last gradient is remembered instead of the last change: nothing accumulates.",
            "v = momentum * v + rate * g; w -= v; keep v",
            "the chapter's listing, 4; bpnn.py by design"),
    MEMORY_OF_CHANGE(
            at(FaultPlace.MEMORY_CONTENT),
            BPNN_MOMENTUM,
            needs(Need.MOMENTUM),
            "The last change is remembered instead of bpnn.py's last gradient.",
            "w -= rate * g + momentum * last; last = g",
            "textbook momentum instead of bpnn.py's"),
    MOMENTUM_IGNORED(
            at(FaultPlace.MOMENTUM_FACTOR),
            MOMENTUMS,
            needs(Need.MOMENTUM),
            "The momentum does nothing.",
            "v = momentum * v + rate * g; w -= v; keep v",
            "Neuroph 2.98 in online mode"),
    MOMENTUM_TIMES_RATE(
            at(FaultPlace.MOMENTUM_FACTOR),
            MOMENTUMS,
            needs(Need.MOMENTUM),
            "The momentum term is multiplied by the learning rate too.",
            "v = momentum * v + rate * g",
            "Boltzmann.jl #14"),
    MOMENTUM_SIGN(
            at(FaultPlace.MOMENTUM_FACTOR),
            MOMENTUMS,
            needs(Need.MOMENTUM),
            "The momentum term has the wrong sign: it brakes.",
            "v = momentum * v + rate * g",
            "pytorch #1099"),
    MOMENTUM_LAGGED(
            at(FaultPlace.MEMORY_AGE),
            MOMENTUMS,
            needs(Need.MOMENTUM),
            "The momentum term is one step too old.",
            "v(t) = momentum * v(t-1) + rate * g(t)",
            "mdenil/dropout #4"),
    MOVES_BEFORE_MEMORY(
            at(FaultPlace.MEMORY_AGE),
            VELOCITIES,
            needs(),
            "The weights move by the last step's velocity, which is read before it is updated.",
            "v = momentum * v + rate * g first, then w -= v",
            "updates in the wrong order"),
    NO_LOOK_AHEAD(
            at(FaultPlace.LOOK_AHEAD),
            NESTEROV,
            needs(Need.MOMENTUM),
            "The rule does not look ahead: it is plain momentum.",
            "v' = momentum * v - rate * g; w -= momentum * v - (1 + momentum) * v'",
            "the variants of Nesterov's rule; nd4j PR #1891, where the old v was overwritten"),

    // Adam and its relatives.

    NO_BIAS_CORRECTION(
            at(FaultPlace.BIAS_CORRECTION),
            CORRECTIONS,
            needs(),
            "The moments are not corrected for their start at 0.",
            "Divide m by 1 - beta1^t, v by 1 - beta2^t.",
            "caffe #4224"),
    BIAS_CORRECTION_MULTIPLIED(
            at(FaultPlace.BIAS_CORRECTION),
            CORRECTIONS,
            needs(),
            "The moments are multiplied by their bias corrections instead of divided.",
            "Divide m by 1 - beta1^t, v by 1 - beta2^t.",
            "ConvNetJS, open since 2016"),
    FIRST_MOMENT_UNCORRECTED(
            at(FaultPlace.BIAS_CORRECTION),
            TWO_CORRECTIONS,
            needs(),
            "The second moment is corrected for its start at 0, the first is not.",
            "Divide m by 1 - beta1^t as well.",
            "EurekaLabsAI/micrograd PR #2"),
    SECOND_MOMENT_UNCORRECTED(
            at(FaultPlace.BIAS_CORRECTION),
            TWO_CORRECTIONS,
            needs(),
            "The first moment is corrected for its start at 0, the second is not.",
            "Divide v by 1 - beta2^t as well.",
            "DL4J's Nadam"),
    SECOND_MOMENT_CORRECTED(
            at(FaultPlace.BIAS_CORRECTION),
            NADAM,
            needs(),
            "The second moment is corrected for its start at 0, as in the paper; DL4J's Nadam does not correct it.",
            "The paper's form is yours; DL4J divides by the root of the uncorrected v.",
            "DL4J's Nadam against Keras's"),
    NADAM_SCHEDULE(
            at(FaultPlace.BIAS_CORRECTION, FaultPlace.BETAS),
            NADAM,
            needs(),
            "beta1 follows the paper's schedule, beta1 * (1 - 0.5 * 0.96^(0.004 t)); DL4J's Nadam has none.",
            "The paper's form is yours; DL4J keeps beta1 constant.",
            "keras #15710; tensorflow #53204"),
    BETAS_SWAPPED(
            at(FaultPlace.BETAS),
            CORRECTIONS,
            needs(),
            "beta1 and beta2 are swapped.",
            "beta1 (0.9) belongs to the mean of the gradients, beta2 (0.999) to the mean of their squares.",
            "Keras's golden test of Adam passes with it"),
    STEP_NUMBER_AHEAD(
            at(FaultPlace.STEP_NUMBER),
            CORRECTIONS,
            needs(),
            "The step number is one ahead: the first step has t = 2.",
            "The first step has t = 1.",
            "off-by-one of bias corrections"),
    STEP_NUMBER_TWICE(
            at(FaultPlace.STEP_NUMBER),
            CORRECTIONS,
            needs(),
            "The step number grows by two per step: 2, 4, 6.",
            "t = 1, 2, 3: one more with each update.",
            "Encog 3.4's Adam"),
    STEP_NUMBER_STUCK(
            at(FaultPlace.STEP_NUMBER),
            CORRECTIONS,
            needs(),
            "The step number is always 1.",
            "t = 1, 2, 3: one more with each update.",
            "DL4J's golden tests of its updaters, all taken at iteration 0"),
    STEP_NUMBER_OF_EXAMPLES(
            at(FaultPlace.STEP_NUMBER),
            CORRECTIONS,
            needs(Need.BATCHES),
            "The step number counts examples instead of updates.",
            "t = 1, 2, 3: one more with each update.",
            "ConvNetJS counts k examples"),
    STEP_NUMBER_OF_EPOCHS(
            at(FaultPlace.STEP_NUMBER),
            CORRECTIONS,
            needs(Need.SEVERAL_STEPS_PER_EPOCH),
            "The step number counts epochs instead of updates.",
            "t = 1, 2, 3: one more with each update.",
            "faults of hand-written Adam"),
    EPSILON_INSIDE_ROOT(
            at(FaultPlace.EPSILON),
            ROOTS,
            needs(),
            "Epsilon is added under the root.",
            "sqrt(v) + epsilon",
            "TensorFlow 1's RMSProp"),
    EPSILON_OUTSIDE_ROOT(
            at(FaultPlace.EPSILON),
            ADADELTA,
            needs(),
            "Epsilon is added to the roots instead of under them.",
            "sqrt(x + epsilon) / sqrt(a + epsilon)",
            "Adadelta written after Adam"),
    EPSILON_AFTER_CORRECTION(
            at(FaultPlace.EPSILON),
            TWO_CORRECTIONS,
            needs(),
            "Epsilon is added to the root of the corrected second moment, as in the paper's Algorithm 1; DL4J corrects later.",
            "Both are right; DL4J's (and Keras's) is m * rate * sqrt(1 - beta2^t) / (1 - beta1^t) / (sqrt(v) + epsilon).",
            "\"epsilon hat\" in Kingma and Ba (2015); PyTorch"),
    EPSILON_TENFOLD(
            at(FaultPlace.EPSILON),
            ROOTS,
            needs(),
            "Epsilon is ten times the config's: 1e-7 instead of 1e-8.",
            "Use the config's epsilon.",
            "Keras's default against DL4J's"),
    EPSILON_IN_MAXIMUM(
            at(FaultPlace.EPSILON),
            ADAMAX,
            needs(),
            "Epsilon is added to the gradient's size inside the maximum, as in PyTorch; DL4J does not add it there.",
            "s = max(beta2 * s, |g|)",
            "PyTorch's Adamax"),
    MAXIMUM_IGNORED(
            at(FaultPlace.MAXIMUM),
            AMSGRAD,
            needs(),
            "The maximum is missing: the rule is Adam.",
            "u = max(u, v); divide by sqrt(u)",
            "Keras's golden test of Adam passes with AMSGrad off"),
    MAXIMUM_OF_CORRECTED(
            at(FaultPlace.MAXIMUM),
            AMSGRAD,
            needs(),
            "The maximum is that of the corrected second moment.",
            "u = max(u, v) with the uncorrected v; correct afterwards.",
            "AMSGrad in old versions of PyTorch and elsewhere"),
    ROOT_IN_PLACE(
            at(FaultPlace.MEMORY_CONTENT),
            ROOTS,
            needs(),
            "The root is taken in place and overwrites the mean of the squares.",
            "Store the root in another array.",
            "nd4j PR #1891: muli instead of mul"),
    DECAY_SWAPPED(
            at(FaultPlace.DECAY),
            DECAYING,
            needs(),
            "decay and 1 - decay are swapped.",
            "h = decay * h + (1 - decay) * g^2",
            "conventions differ between libraries"),
    SQUARES_ADDED_TWICE(
            at(FaultPlace.ACCUMULATION),
            DECAYING,
            needs(),
            "The squared gradient is added before the decay and again during it.",
            "h = decay * h + (1 - decay) * g^2",
            "Encog 3.4's RMSProp"),
    SQUARES_START_AT_ZERO(
            at(FaultPlace.FIRST_MEMORY),
            SUMS_OF_SQUARES,
            needs(),
            "The mean or sum of the squared gradients starts at 0, as in the paper; DL4J starts a little above.",
            "The paper's form is yours; DL4J starts Adagrad's sum at 1e-6 and RMSProp's mean at epsilon.",
            "DL4J's updaters"),
    SQUARES_START_AT_TENTH(
            at(FaultPlace.FIRST_MEMORY),
            ADAGRAD,
            needs(),
            "The sum of the squared gradients starts at 0.1.",
            "Start it at 0 (the paper) or 1e-6 (DL4J).",
            "TensorFlow's and Keras's default");

    private final Set<FaultPlace> places;
    private final Family family;
    private final List<Need> needs;
    private final String symptom;
    private final String rightForm;
    private final String source;

    Fault(Set<FaultPlace> places, Family family, List<Need> needs, String symptom, String rightForm, String source) {
        this.places = places;
        this.family = family;
        this.needs = needs;
        this.symptom = symptom;
        this.rightForm = rightForm;
        this.source = source;
    }

    /** The name in a CSV file and on the console: {@code late_hidden_delta}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fault with a key.
     *
     * @throws IllegalArgumentException if there is no such fault
     */
    public static Fault named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** The keys of all faults. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Fault::key).toList();
    }

    /** What is wrong, in one sentence. */
    public String symptom() {
        return symptom;
    }

    /** How a textbook puts it right. */
    public String rightForm() {
        return rightForm;
    }

    /** Where the fault was seen. */
    public String source() {
        return source;
    }

    /** The names of the optimizers whose programs can have it; empty if all can. */
    public List<String> optimizers() {
        return family.members().stream()
                .map(type -> OptimizerKind.of(type).key())
                .toList();
    }

    /** Whether a program for this run could have the fault at all. */
    public boolean appliesTo(Run run) {
        return whyNotApplicable(run).isEmpty();
    }

    /** Why a program for a run cannot have the fault: it belongs to another optimizer's rule, say. Empty if it can. */
    public Optional<String> whyNotApplicable(Run run) {
        if (!family.has(run.network().optimizer())) {
            return Optional.of("not a fault of " + run.kind());
        }
        return unmet(run, true);
    }

    /** Why the fault cannot make a difference on a run, if that is known beforehand. */
    public Optional<String> whyInvisible(Run run) {
        return unmet(run, false);
    }

    private Optional<String> unmet(Run run, boolean ofPlace) {
        return needs.stream()
                .filter(need -> need.isOfPlace() == ofPlace && !need.isMetBy(run))
                .findFirst()
                .map(Need::unmet);
    }

    /** Whether a program cannot have both, because they change the same place in two ways. */
    public boolean excludes(Fault other) {
        return !Collections.disjoint(places, other.places);
    }

    private static Set<FaultPlace> at(FaultPlace first, FaultPlace... more) {
        return Collections.unmodifiableSet(EnumSet.of(first, more));
    }

    private static List<Need> needs(Need... needs) {
        return List.of(needs);
    }
}
