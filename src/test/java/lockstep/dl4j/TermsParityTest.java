package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.Clipping.Mode;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;
import lockstep.optim.Adagrad;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Without it a penalty, a clipping or a schedule could pass through an optimizer in another way than it does in DL4J. */
class TermsParityTest {

    private static final int STEPS = 200;

    /** Some dozens of roundings of 1.1e-16 a step. */
    private static final double RELATIVE = 1e-12;

    /** The rounding of answers and targets of about 1, of which the gradient is the difference. */
    private static final double ABSOLUTE = 1e-15;

    /** What is added to a bare network; the layer of the penalties is counted from 0, and the second has no biases. */
    private static final Map<String, UnaryOperator<NetworkSpec>> TERMS = terms();

    private static Map<String, UnaryOperator<NetworkSpec>> terms() {
        Map<String, UnaryOperator<NetworkSpec>> terms = new LinkedHashMap<>();
        terms.put("l1", penalty(new Penalty(1e-2, 0, 0), Penalty.NONE));
        terms.put("l2", penalty(new Penalty(0, 1e-2, 0), Penalty.NONE));
        terms.put("weight decay", penalty(new Penalty(0, 0, 1e-2), Penalty.NONE));
        terms.put("l1 on biases", penalty(Penalty.NONE, new Penalty(1e-2, 0, 0)));
        terms.put("l2 on biases", penalty(Penalty.NONE, new Penalty(0, 1e-2, 0)));
        terms.put("weight decay on biases", penalty(Penalty.NONE, new Penalty(0, 0, 1e-2)));
        terms.put("l1 and l2, decay on biases", penalty(new Penalty(1e-3, 1e-2, 0), new Penalty(1e-3, 0, 2e-2)));
        terms.put(
                "another penalty in each layer",
                spec -> withLayers(
                        spec,
                        number -> spec.layers()
                                .get(number)
                                .withPenalties(
                                        List.of(new Penalty(0, 1e-2, 0), Penalty.NONE, new Penalty(0, 0, 3e-2))
                                                .get(number),
                                        Penalty.NONE)));
        for (Mode mode : Mode.values()) {
            if (mode != Mode.NONE) {
                Clipping clipping = mode.hasThreshold() ? new Clipping(mode, 0.02) : Clipping.of(mode);
                terms.put(mode.key(), clip(clipping));
                terms.put(
                        mode.key() + ", l2, l1 on biases",
                        spec -> clip(clipping)
                                .apply(penalty(new Penalty(0, 1e-2, 0), new Penalty(1e-2, 0, 0))
                                        .apply(spec)));
            }
        }
        schedules().forEach(schedule -> terms.put(schedule.toString(), spec -> spec.withSchedule(schedule, 3)));
        terms.put(
                "exponential with decay",
                spec -> penalty(new Penalty(0, 0, 0.1), Penalty.NONE)
                        .apply(spec.withSchedule(new Schedule.Exponential(0.98, By.STEP), 3)));
        return terms;
    }

    private static List<Schedule> schedules() {
        List<Schedule> schedules = new ArrayList<>();
        for (By by : By.values()) {
            schedules.add(new Schedule.Step(0.7, 20, by));
            schedules.add(new Schedule.Exponential(0.98, by));
            schedules.add(new Schedule.Inverse(0.05, 0.75, by));
            schedules.add(new Schedule.Poly(1.5, 50, by));
            schedules.add(new Schedule.Sigmoid(0.2, 30, by));
            schedules.add(new Schedule.Table(new TreeMap<>(Map.of(10, 0.3, 60, 1.2)), by));
            schedules.add(new Schedule.Cycle(4, 25, 4, 0.3, by));
            schedules.add(new Schedule.Ramp(40, new Schedule.Exponential(0.97, by)));
        }
        schedules.add(new Schedule.Ramp(40, Schedule.CONSTANT));
        return schedules;
    }

    record Combination(String term, Reduction reduction, Optimizer optimizer) {

        boolean isScheduled() {
            return !TERMS.get(term).apply(bare(this)).schedule().equals(Schedule.CONSTANT);
        }

        @Override
        public String toString() {
            return term + ", " + reduction.key() + ", " + optimizer;
        }
    }

    private static List<Optimizer> optimizers() {
        return List.of(
                new Adam(0.01), new Sgd(0.05), new Momentum(0.01, 0.9), new Nesterov(0.01, 0.9), new Adagrad(0.05));
    }

    /** Every term with every optimizer; the reductions take turns. */
    static Stream<Combination> everyCombination() {
        List<Combination> all = new ArrayList<>();
        for (String term : TERMS.keySet()) {
            for (Optimizer optimizer : optimizers()) {
                all.add(new Combination(term, all.size() % 2 == 0 ? Reduction.MEAN : Reduction.SUM, optimizer));
            }
        }
        return all.stream();
    }

    /**
     * Every penalty and clipping with Adam, whose memory tells apart what passes through it and what does not; and with another
     * optimizer, as every schedule is, each in turn.
     */
    static Stream<Combination> combinations() {
        List<Combination> all = everyCombination().toList();
        int optimizers = optimizers().size();
        return IntStream.range(0, all.size())
                .filter(i -> i % optimizers == 1 + i / optimizers % (optimizers - 1)
                        || (i % optimizers == 0 && !all.get(i).isScheduled()))
                .mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyStepAgrees(Combination combination) {
        check(combination);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("everyCombination")
    void everyStepOfEveryCombinationAgrees(Combination combination) {
        check(combination);
    }

    /** From the same weights on both sides before every step, so that rounding cannot pile up. */
    private static void check(Combination combination) {
        NetworkSpec bare = bare(combination);
        NetworkSpec spec = TERMS.get(combination.term).apply(bare);
        Run.Start start = new Run("terms", spec, examples(), 4, true, 8).start();
        double[] weights = start.weights();
        double[] ours = new double[weights.length];
        double[] theirs = new double[weights.length];
        double[] plain = new double[weights.length];
        try (Engine scalar = new ScalarNetwork(spec);
                Engine dl4j = new Dl4jNetwork(spec);
                Engine without = new ScalarNetwork(bare)) {
            scalar.loadWeights(weights);
            without.loadWeights(weights);
            for (int step = 1; step <= STEPS; step++) {
                scalar.readWeights(weights);
                dl4j.loadWeights(weights);
                Batch batch = start.batches().next();
                check("loss", step, new double[] {scalar.step(batch)}, new double[] {dl4j.step(batch)}, 0, 1);
                scalar.readGradient(ours);
                dl4j.readGradient(theirs);
                checkLayers("gradient", step, spec, ours, theirs);
                scalar.readWeights(ours);
                dl4j.readWeights(theirs);
                checkLayers("new weights", step, spec, ours, theirs);
                without.step(batch);
            }
            without.readWeights(plain);
        }
        assertThat(ours)
                .as("the weights with the term: a term without effect shows nothing")
                .isNotEqualTo(plain);
    }

    static Stream<Combination> scheduledCombinations() {
        return everyCombination().filter(Combination::isScheduled);
    }

    /** The optimizer without a network, with its schedule. */
    @ParameterizedTest
    @MethodSource("scheduledCombinations")
    void theRuleAloneHasTheSchedule(Combination combination) {
        NetworkSpec spec = TERMS.get(combination.term).apply(bare(combination));
        PythonRandom random = new PythonRandom(5);
        Engine.Rule ours = new ScalarNetwork(spec).newRule(3).orElseThrow();
        Engine.Rule theirs = new UpdaterRule(Schedules.updater(spec), DataType.DOUBLE, spec.stepsPerEpoch(), 3);
        double[] gradient = new double[3];
        double[] a = new double[3];
        double[] b = new double[3];
        for (int step = 1; step <= STEPS; step++) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = random.uniform(-1.0, 1.0);
            }
            ours.step(gradient, a);
            theirs.step(gradient, b);
            check("update", step, a, b, 0, 3);
        }
    }

    private static void checkLayers(String what, int step, NetworkSpec spec, double[] ours, double[] theirs) {
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            check(what + " of layer " + layer, step, ours, theirs, spec.offset(layer), spec.offset(layer + 1));
        }
    }

    private static void check(String what, int step, double[] ours, double[] theirs, int from, int to) {
        double largest = 0.0;
        for (int k = from; k < to; k++) {
            largest = Math.max(largest, Math.abs(ours[k]));
        }
        for (int k = from; k < to; k++) {
            double share = Math.abs(ours[k] - theirs[k]) / (ABSOLUTE + RELATIVE * largest);
            if (!(share < 1.0)) { // a message for each of a million comparisons would take most of the time
                throw new AssertionError(what + " [" + (k - from) + "] at step " + step + ": " + ours[k] + " and "
                        + theirs[k] + ", share of the tolerance " + share);
            }
        }
    }

    private static UnaryOperator<NetworkSpec> penalty(Penalty weights, Penalty biases) {
        return spec -> withLayers(spec, number -> {
            LayerSpec layer = spec.layers().get(number);
            return layer.withPenalties(weights, layer.bias() ? biases : Penalty.NONE);
        });
    }

    private static UnaryOperator<NetworkSpec> clip(Clipping clipping) {
        return spec -> withLayers(spec, number -> spec.layers().get(number).withClipping(clipping));
    }

    private static NetworkSpec withLayers(NetworkSpec spec, IntFunction<LayerSpec> layer) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int number = 0; number < spec.layers().size(); number++) {
            layers.add(layer.apply(number));
        }
        return new NetworkSpec(
                spec.inputs(),
                layers,
                spec.loss(),
                spec.reduction(),
                spec.optimizer(),
                spec.schedule(),
                spec.stepsPerEpoch());
    }

    private static NetworkSpec bare(Combination combination) {
        Init init = new Init.Uniform(-0.8, 0.8);
        return new NetworkSpec(
                3,
                List.of(
                        new LayerSpec(4, Activation.TANH, true, init),
                        new LayerSpec(3, Activation.SIGMOID, false, init),
                        new LayerSpec(2, Activation.IDENTITY, true, init)),
                Loss.HALF_SQUARED_ERROR,
                combination.reduction,
                combination.optimizer);
    }

    /** Ten, so that batches of four leave two over. */
    private static Examples examples() {
        PythonRandom random = new PythonRandom(11);
        double[][] inputs = new double[10][3];
        double[][] targets = new double[10][2];
        for (int e = 0; e < 10; e++) {
            for (int i = 0; i < 3; i++) {
                inputs[e][i] = random.uniform(-1.5, 1.5);
            }
            for (int j = 0; j < 2; j++) {
                targets[e][j] = random.uniform(0.0, 1.0);
            }
        }
        return Examples.of(inputs, targets);
    }
}
