package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.data.Standardization;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.scalar.Losses;
import lockstep.work.Workers;

/**
 * What a right program does on a run from other starts, at other learning rates, and on scaled inputs: who asks for a fault asks
 * because a program does not learn, and a right one need not learn either.
 *
 * @param goal the loss over all examples that counts as learned
 * @param epochs how many each start has
 * @param thisStart what becomes of the run's own start
 * @param asIs from other starts, as the run is
 * @param best at the best learning rate of a short grid
 * @param scaled with inputs of mean 0 and deviation 1; empty if they are about that already
 * @param finiteRate the highest of its tenths of the learning rate at which the run's own start does not overflow; empty if it
 *     does not as it is, or always does
 * @param largestInput the size of the largest input
 * @param targetsOutOfReach whether some target is one that the output layer cannot give
 */
public record Starts(
        double goal,
        int epochs,
        End thisStart,
        Outcome asIs,
        Outcome best,
        Optional<Outcome> scaled,
        Optional<Double> finiteRate,
        double largestInput,
        boolean targetsOutOfReach) {

    /** How many starts are tried. */
    public static final int COUNT = 100;

    private static final double[] GRID = {1e-4, 0.01, 0.1, 1.0 / 3.0, 3.0, 10.0, 100.0};

    /** The last rate that is tried where numbers overflow, in shares of the run's. */
    private static final double SMALLEST_SHARE = 1e-12;

    /** Inputs larger than this want scaling. */
    private static final double LARGE = 5.0;

    /** Squares of inputs as large as this overflow. */
    private static final double TOO_LARGE = 1e150;

    /** All in all, in nanoseconds of one core; a network that takes longer is not tried. */
    private static final double AFFORDABLE = 1e9;

    private static final int LEAST_EPOCHS = 20;
    private static final int USUAL_EPOCHS = 2000;
    private static final int LOOKS = 40;

    /** What becomes of a start. */
    public enum End {
        LEARNED,
        /** A number is no longer finite. */
        OVERFLOWED,
        /** Some hidden layer's units have no slope on any example: they are saturated, or ReLUs that are off. */
        CUT,
        /** All answers are the mean of the targets, XOR's plateau at 1/2. */
        MEAN_ANSWER,
        /** None of these: slow, or stuck elsewhere. */
        ELSEWHERE
    }

    /**
     * What becomes of all the starts.
     *
     * @param rate the learning rate
     */
    public record Outcome(double rate, Map<End, Integer> ends) {

        public Outcome {
            ends = Collections.unmodifiableMap(new EnumMap<>(ends));
        }

        public int count(End end) {
            return ends.getOrDefault(end, 0);
        }

        public int learned() {
            return count(End.LEARNED);
        }
    }

    /**
     * Tries them, where that takes a second.
     *
     * @param right makes right networks
     * @param goal the loss that the config aims at, if it says so; otherwise a tenth of what answering the mean costs
     * @param epochs how many the config races for, if it says so
     * @param printed how many a program printed losses of
     */
    public static Optional<Starts> of(
            Run run, Engines right, Optional<Double> goal, Optional<Integer> epochs, int printed, int threads) {
        boolean hasRate = run.network().optimizer().hasLearningRate();
        Survey survey = new Survey(run, right, goal.orElse(0.1 * meanAnswersLoss(run)), threads);
        int wanted = Math.max(printed, epochs.orElse(USUAL_EPOCHS));
        int affordable = survey.affordableEpochs();
        if (!hasRate || !(survey.goal > 0.0) || affordable < Math.max(LEAST_EPOCHS, Math.min(printed, wanted))) {
            return Optional.empty();
        }
        return Optional.of(survey.of(Math.min(wanted, affordable)));
    }

    /** The loss of a program that answers every example with the mean of the targets. */
    private static double meanAnswersLoss(Run run) {
        Examples examples = run.examples();
        double[] mean = means(examples.targetValues(), examples.outputs());
        double loss = 0.0;
        for (int e = 0; e < examples.size(); e++) {
            loss += Losses.value(
                    run.network().loss(), output(run.network()), mean, examples.targetValues(), e * mean.length);
        }
        return run.network().reduction() == Reduction.MEAN ? loss / examples.size() : loss;
    }

    private static Activation output(NetworkSpec network) {
        return network.layers().get(network.layers().size() - 1).activation();
    }

    private static double[] means(double[] values, int columns) {
        double[] means = new double[columns];
        for (int i = 0; i < values.length; i++) {
            means[i % columns] += values[i] * columns / values.length;
        }
        return means;
    }

    /** The trials of one run. */
    private static final class Survey {

        private final Run run;
        private final Engines right;
        private final double goal;
        private final int threads;
        private final double[] meanAnswer;
        private final Run own;

        Survey(Run run, Engines right, double goal, int threads) {
            this.run = run.withNetwork(drawn(run.network()));
            this.right = right;
            this.goal = goal;
            this.threads = threads;
            this.meanAnswer =
                    means(run.examples().targetValues(), run.examples().outputs());
            this.own = run;
        }

        /** Given weights are replaced by weights drawn up to the largest of them. */
        private static NetworkSpec drawn(NetworkSpec network) {
            List<LayerSpec> layers = new ArrayList<>();
            for (LayerSpec layer : network.layers()) {
                Init init = layer.init();
                if (init instanceof Init.Values given) {
                    double largest = Arrays.stream(given.rows())
                            .flatMapToDouble(Arrays::stream)
                            .map(Math::abs)
                            .max()
                            .orElse(0.5);
                    init = new Init.Uniform(-largest, largest);
                }
                layers.add(new LayerSpec(layer.units(), layer.activation(), layer.bias(), init)
                        .withPenalties(layer.weightPenalty(), layer.biasPenalty())
                        .withClipping(layer.clipping()));
            }
            return network.withLayers(layers);
        }

        int affordableEpochs() {
            int weights = run.network().weightCount();
            int units =
                    run.network().layers().stream().mapToInt(LayerSpec::units).sum();
            double epoch = run.examples().size() * (2.0 * weights + 15.0 * units)
                    + new Batches(run.examples(), run.batchSize(), null).perEpoch() * 60.0;
            return (int) Math.min(1e6, AFFORDABLE / (COUNT * (GRID.length + 3) * epoch));
        }

        Starts of(int epochs) {
            double rate = run.learningRate();
            double largest = Arrays.stream(run.examples().inputValues())
                    .map(Math::abs)
                    .max()
                    .orElse(0.0);
            Outcome asIs = outcome(run, rate, epochs);
            return new Starts(
                    goal,
                    epochs,
                    end(own, rate, epochs),
                    asIs,
                    best(run, asIs, epochs),
                    largest > LARGE && largest < TOO_LARGE ? Optional.of(bestScaled(rate, epochs)) : Optional.empty(),
                    finiteRate(rate, epochs),
                    largest,
                    outOfReach());
        }

        private Outcome best(Run of, Outcome asIs, int epochs) {
            Outcome best = asIs;
            for (double factor : GRID) {
                Outcome other = outcome(of, asIs.rate * factor, epochs);
                best = other.learned() > best.learned() ? other : best;
            }
            return best;
        }

        private Outcome bestScaled(double rate, int epochs) {
            Run scaled = new Run(
                    run.label(), run.network(), standardized(run.examples()), run.batchSize(), run.shuffle(), 0);
            return best(scaled, outcome(scaled, rate, epochs), epochs);
        }

        private Optional<Double> finiteRate(double rate, int epochs) {
            double share = 1.0;
            while (share >= SMALLEST_SHARE && end(own, rate * share, epochs) == End.OVERFLOWED) {
                share /= 10.0;
            }
            return share < 1.0 && share >= SMALLEST_SHARE ? Optional.of(rate * share) : Optional.empty();
        }

        private Outcome outcome(Run of, double rate, int epochs) {
            Map<End, Integer> ends = new EnumMap<>(End.class);
            new Workers(threads)
                    .inOrder(COUNT, seed -> end(of.withSeed(seed), rate, epochs))
                    .forEach(end -> ends.merge(end, 1, Integer::sum));
            return new Outcome(rate, ends);
        }

        private End end(Run of, double rate, int epochs) {
            Map<String, Double> values = new HashMap<>(of.hyperParameters());
            values.put("learning_rate", rate);
            Run at = of.withOptimizer(OptimizerKind.of(of.network().optimizer()).create(values));
            Engine network = right.of(at.network());
            Run.Start start = at.start();
            network.loadWeights(start.weights());
            Batch all = at.examples().asBatch();
            int every = Math.max(1, epochs / LOOKS);
            for (int epoch = 1; epoch <= epochs; epoch++) {
                for (int step = 0; step < start.batches().perEpoch(); step++) {
                    network.step(start.batches().next());
                }
                if (epoch % every == 0 || epoch == epochs) {
                    double loss = network.loss(all);
                    if (loss <= goal) {
                        return End.LEARNED;
                    }
                    if (!Double.isFinite(loss)) {
                        return End.OVERFLOWED;
                    }
                }
            }
            return stuck(at, network, all);
        }

        private End stuck(Run at, Engine network, Batch all) {
            double[] weights = new double[at.network().weightCount()];
            network.readWeights(weights);
            FaultyNetwork same = new FaultyNetwork(at.network(), Faults.NONE);
            same.loadWeights(weights);
            if (same.isCut(all)) {
                return End.CUT;
            }
            double[] outputs = new double[all.size() * meanAnswer.length];
            network.readOutputs(all, outputs);
            for (int i = 0; i < outputs.length; i++) {
                if (Math.abs(outputs[i] - meanAnswer[i % meanAnswer.length]) > 0.1) {
                    return End.ELSEWHERE;
                }
            }
            return End.MEAN_ANSWER;
        }

        /** Whether the output layer cannot give some target. */
        private boolean outOfReach() {
            double[] range = switch (output(run.network())) {
                case SIGMOID, HARD_SIGMOID, SOFTMAX, STEP -> new double[] {0.0, 1.0};
                case TANH, SOFTSIGN, HARD_TANH -> new double[] {-1.0, 1.0};
                case RELU, SOFTPLUS -> new double[] {0.0, Double.POSITIVE_INFINITY};
                default -> new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
            };
            return Arrays.stream(run.examples().targetValues()).anyMatch(t -> t < range[0] || t > range[1]);
        }

        private static Examples standardized(Examples examples) {
            Examples scaled = new Examples(
                    examples.size(),
                    examples.inputs(),
                    examples.outputs(),
                    examples.inputValues().clone(),
                    examples.targetValues());
            Standardization.of(scaled).apply(scaled);
            return scaled;
        }
    }
}
