package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
import lockstep.model.Reduction;
import lockstep.model.Schedule;
import lockstep.model.Schedule.By;
import lockstep.optim.Momentum;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it both sides could agree on a penalty, a clipping or a schedule that is another than the documented one. The figures
 * in terms.txt are those of {@code src/test/python/terms.py}, which writes three steps out.
 */
class TermsByHandTest {

    /** Three steps with numbers of about 1: a few dozen roundings of 1.1e-16. */
    private static final double TOLERANCE = 2e-14;

    private static final Pattern BLANK = Pattern.compile(" ");

    /** A row of terms.txt: the losses of three steps, and the weights after them. */
    record Case(String name, double[] numbers) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                TermsByHandTest.class.getResourceAsStream("terms.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().map(TermsByHandTest::parse).toList();
        }
    }

    private static Case parse(String line) {
        int colon = line.indexOf(": ");
        return new Case(
                line.substring(0, colon),
                BLANK.splitAsStream(line.substring(colon + 2))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theScalarNetworkDoesWhatPythonDoes(Case row) {
        try (Engine engine = new ScalarNetwork(spec(row.name))) {
            check(engine, row);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void dl4jDoesWhatPythonDoes(Case row) {
        try (Engine engine = new Dl4jNetwork(spec(row.name))) {
            check(engine, row);
        }
    }

    private static void check(Engine engine, Case row) {
        Batch batch = Examples.of(
                        new double[][] {{0.5, -1.0}, {1.5, 2.0}, {-0.25, 0.75}},
                        new double[][] {{1.0, 0.0}, {-1.0, 0.5}, {0.0, -2.0}})
                .asBatch();
        engine.loadWeights(new double[] {0.4, -0.6, 0.0, 0.3, 0.2, -0.1});
        double[] losses = new double[3];
        for (int step = 0; step < 3; step++) {
            double before = engine.loss(batch);
            losses[step] = engine.step(batch);
            assertThat(before).as("the loss by itself").isCloseTo(losses[step], within(TOLERANCE));
        }
        assertThat(losses).containsExactly(Arrays.copyOf(row.numbers, 3), within(TOLERANCE));
        double[] weights = new double[6];
        engine.readWeights(weights);
        assertThat(weights).containsExactly(Arrays.copyOfRange(row.numbers, 3, 9), within(TOLERANCE));
    }

    private static NetworkSpec spec(String name) {
        Reduction reduction = name.endsWith(", sum") ? Reduction.SUM : Reduction.MEAN;
        LayerSpec layer = new LayerSpec(2, Activation.IDENTITY, true, new Init.Uniform(-1.0, 1.0));
        return new NetworkSpec(
                2,
                List.of(layer.withPenalties(weightPenalty(name), biasPenalty(name))
                        .withClipping(clipping(name))),
                Loss.HALF_SQUARED_ERROR,
                reduction,
                new Momentum(0.1, 0.9),
                schedule(name),
                2);
    }

    private static Penalty weightPenalty(String name) {
        return switch (name) {
            case "l1" -> new Penalty(0.1, 0, 0);
            case "l2", "clip_l2_per_layer l2 l1_bias, sum" -> new Penalty(0, 0.2, 0);
            case "weight_decay", "schedule weight_decay" -> new Penalty(0, 0, 0.3);
            case "l1 l2 weight_decay_bias, sum" -> new Penalty(0.1, 0.2, 0);
            default -> Penalty.NONE;
        };
    }

    private static Penalty biasPenalty(String name) {
        return switch (name) {
            case "l1_bias", "clip_l2_per_layer l2 l1_bias, sum" -> new Penalty(0.1, 0, 0);
            case "l2_bias" -> new Penalty(0, 0.2, 0);
            case "weight_decay_bias" -> new Penalty(0, 0, 0.3);
            case "l1 l2 weight_decay_bias, sum" -> new Penalty(0.05, 0, 0.3);
            default -> Penalty.NONE;
        };
    }

    private static Clipping clipping(String name) {
        return Stream.of(Mode.values())
                .filter(mode -> name.startsWith(mode.key()))
                .map(mode -> mode.hasThreshold() ? new Clipping(mode, 0.7) : Clipping.of(mode))
                .findFirst()
                .orElse(Clipping.NONE);
    }

    private static Schedule schedule(String name) {
        return switch (name) {
            case "step" -> new Schedule.Step(0.5, 2, By.STEP);
            case "exponential", "schedule weight_decay" -> new Schedule.Exponential(0.8, By.STEP);
            case "exponential by epoch" -> new Schedule.Exponential(0.8, By.EPOCH);
            case "inverse" -> new Schedule.Inverse(0.5, 2, By.STEP);
            case "poly" -> new Schedule.Poly(2, 2, By.STEP);
            case "sigmoid" -> new Schedule.Sigmoid(2, 1, By.STEP);
            case "map" -> new Schedule.Table(new TreeMap<>(Map.of(2, 0.25)), By.STEP);
            case "cycle" -> new Schedule.Cycle(3, 3, 1, 0.1, By.STEP);
            case "ramp" -> new Schedule.Ramp(3, new Schedule.Exponential(0.8, By.STEP));
            default -> Schedule.CONSTANT;
        };
    }
}
