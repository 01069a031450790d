package lockstep.model;

import java.util.Map;
import java.util.Optional;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import org.jspecify.annotations.Nullable;

/**
 * One training run: exactly what its numbers depend on.
 *
 * @param label the user's name for it, that of the optimizer in the config
 * @param examples those it learns from
 * @param batchSize examples per step
 * @param shuffle whether the examples are shuffled before every epoch
 * @param seed of Python's generator, which draws the weights first and then the shuffles
 * @param test examples that it is only tested on, if there are any; training does not depend on them
 */
public record Run(
        String label,
        NetworkSpec network,
        Examples examples,
        int batchSize,
        boolean shuffle,
        long seed,
        Optional<Examples> test) {

    public Run {
        checkWidths(network, examples);
        test.ifPresent(held -> checkWidths(network, held));
        if (network.schedule().by() == Schedule.By.EPOCH) {
            int stepsPerEpoch = new Batches(examples, batchSize, null).perEpoch();
            if (network.stepsPerEpoch() != stepsPerEpoch) {
                throw new IllegalArgumentException("the network takes " + network.stepsPerEpoch()
                        + " steps for an epoch; expected " + stepsPerEpoch + ": the examples make so many batches");
            }
        }
    }

    /** A run that is not tested. */
    public Run(String label, NetworkSpec network, Examples examples, int batchSize, boolean shuffle, long seed) {
        this(label, network, examples, batchSize, shuffle, seed, Optional.empty());
    }

    /** The optimizer's name in a config: {@code bpnn_momentum}. */
    public String kind() {
        return OptimizerKind.of(network.optimizer()).key();
    }

    /** The optimizer's learning rate, before any schedule. */
    public double learningRate() {
        return network.optimizer().learningRate();
    }

    /** The optimizer's hyper-parameters by their names in a config, in its order. */
    public Map<String, Double> hyperParameters() {
        return OptimizerKind.valuesOf(network.optimizer());
    }

    /** Where a run begins. */
    public record Start(double[] weights, Batches batches) {}

    /** The weights to start from, rounded to the network's precision, and the batches from the first on. Two calls give equal starts. */
    public Start start() {
        PythonRandom random = new PythonRandom(seed);
        double[] weights = network.drawWeights(random);
        network.precision().round(weights);
        @Nullable PythonRandom shuffling = shuffle ? random : null;
        return new Start(weights, new Batches(examples, batchSize, shuffling));
    }

    /** The same run with another way to learn. */
    public Run withOptimizer(Optimizer other) {
        return new Run(label, network.withOptimizer(other), examples, batchSize, shuffle, seed, test);
    }

    /** The same run with the loss of the data alone. */
    public Run withoutPenalties() {
        return new Run(label, network.withoutPenalties(), examples, batchSize, shuffle, seed, test);
    }

    /** The same run of a candidate that computes in another precision: examples and hyper-parameters are rounded to it. */
    public Run in(Precision precision) {
        return new Run(
                label,
                network.in(precision),
                examples.in(precision),
                batchSize,
                shuffle,
                seed,
                test.map(held -> held.in(precision)));
    }

    /** The same run of another network. */
    public Run withNetwork(NetworkSpec other) {
        return new Run(label, other, examples, batchSize, shuffle, seed, test);
    }

    /** The same run from another start. */
    public Run withSeed(long other) {
        return new Run(label, network, examples, batchSize, shuffle, other, test);
    }

    private static void checkWidths(NetworkSpec network, Examples examples) {
        if (examples.inputs() != network.inputs() || examples.outputs() != network.outputs()) {
            throw new IllegalArgumentException("the examples have " + examples.inputs() + " inputs and "
                    + examples.outputs() + " targets; the network " + network.shape() + " takes " + network.inputs()
                    + " and gives " + network.outputs());
        }
    }
}
