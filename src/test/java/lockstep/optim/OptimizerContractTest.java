package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a new optimizer could write where it must not, climb instead of descend, or take NaN for a rate. */
class OptimizerContractTest {

    private static final int N = 12;
    private static final int ROW = 4;

    @ParameterizedTest
    @EnumSource
    void newStateIsAsDeclared(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.1);
        double[][] state = optimizer.newState(N);
        assertThat(state).hasNumberOfRows(optimizer.stateSize());
        for (int k = 0; k < state.length; k++) {
            double initial = optimizer.initialState(k);
            assertThat(state[k]).hasSize(N).containsOnly(initial);
        }
    }

    /** A rule that ignored part of its state would leave it as it was. The sizes of RPROP's steps are so for one step. */
    @ParameterizedTest
    @EnumSource
    void everyStateArrayIsUsed(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.1);
        double[] w = weights();
        double[][] state = optimizer.newState(N);
        boolean[][] used = new boolean[state.length][N];
        for (int t = 1; t <= 2; t++) {
            optimizer.update(gradient(t), w, state, first(optimizer.learningRate()));
            for (int k = 0; k < state.length; k++) {
                for (int i = 0; i < N; i++) {
                    used[k][i] |= state[k][i] != optimizer.initialState(k);
                }
            }
        }
        assertThat(used).isDeepEqualTo(filled(state.length));
    }

    /** A schedule asks the rule, a config its hyper-parameters. */
    @ParameterizedTest
    @EnumSource
    void aRateIsAHyperParameter(OptimizerKind kind) {
        assertThat(kind.createDefault(0.1).hasLearningRate()).isEqualTo(kind.hasLearningRate());
    }

    private static boolean[][] filled(int rows) {
        boolean[][] filled = new boolean[rows][N];
        Arrays.stream(filled).forEach(row -> Arrays.fill(row, true));
        return filled;
    }

    /** Whoever measures what an error does to a linear rule measures less than of any other. Three steps, so that memory is in it. */
    @ParameterizedTest
    @EnumSource
    void onlyALinearRuleAddsUpWhatItIsFed(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.1);
        double[] of1 = changes(optimizer, 1, 0);
        double[] of2 = changes(optimizer, 0, 1);
        double[] ofSum = changes(optimizer, 2, -3);
        double furthest = 0.0;
        for (int i = 0; i < N; i++) {
            furthest = Math.max(furthest, Math.abs(2 * of1[i] - 3 * of2[i] - ofSum[i]));
        }
        // Some roundings of changes of at most 1, against what a square or a sign makes of them.
        assertThat(furthest < 1e-14).isEqualTo(optimizer.isLinear());
        assertThat(furthest)
                .satisfies(far -> assertThat(far < 1e-14 || far > 1e-3).isTrue());
    }

    /** What three steps take off weights that are 0, fed so much of one gradient and of another. */
    private static double[] changes(Optimizer optimizer, double of1, double of2) {
        double[] w = new double[N];
        double[][] state = optimizer.newState(N);
        Step step = new Step();
        for (int t = 1; t <= 3; t++) {
            double[] g = gradient(t);
            double[] other = gradient(t + 3);
            Arrays.setAll(g, i -> of1 * g[i] + of2 * other[i]);
            step.next(0.1);
            optimizer.update(g, w, state, step);
        }
        return w;
    }

    @ParameterizedTest
    @EnumSource
    void theGradientStaysAsItIs(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.1);
        double[] g = gradient(1);
        optimizer.update(g, weights(), optimizer.newState(N), first(optimizer.learningRate()));
        assertThat(g).isEqualTo(gradient(1));
    }

    /** And one instance serves two networks: nothing is remembered but in the state. */
    @ParameterizedTest
    @EnumSource
    void rowByRowIsTheSameAsAllAtOnce(OptimizerKind kind) {
        Optimizer optimizer = kind.createDefault(0.1);
        double[] whole = weights();
        double[][] rows = rowsOf(weights());
        double[][] state = optimizer.newState(N);
        double[][][] stateOfRows = new double[rows.length][][];
        Arrays.setAll(stateOfRows, row -> optimizer.newState(ROW));
        Step step = new Step();
        for (int t = 1; t <= 20; t++) {
            double[] g = gradient(t);
            step.next(optimizer.learningRate());
            optimizer.update(g, whole, state, step);
            for (int row = 0; row < rows.length; row++) {
                optimizer.update(rowsOf(g)[row], rows[row], stateOfRows[row], step);
                for (int k = 0; k < state.length; k++) {
                    assertThat(stateOfRows[row][k]).isEqualTo(rowsOf(state[k])[row]);
                }
            }
            assertThat(rows).isDeepEqualTo(rowsOf(whole));
        }
    }

    /** The rate of a step is the one that comes with it, so that a schedule can change it. */
    @ParameterizedTest
    @EnumSource
    void theRateOfTheStepCounts(OptimizerKind kind) {
        Map<String, Double> values = new HashMap<>(OptimizerKind.valuesOf(kind.createDefault(0.1)));
        if (!values.containsKey("learning_rate")) {
            return; // the rule has none
        }
        values.put("learning_rate", 7.0);
        Optimizer other = kind.create(values);
        Optimizer optimizer = kind.createDefault(0.1);
        double[] expected = weights();
        double[] w = weights();
        optimizer.update(gradient(1), expected, optimizer.newState(N), first(0.1));
        other.update(gradient(1), w, other.newState(N), first(0.1));
        assertThat(w).isEqualTo(expected);
    }

    /** f = 1/2 (x^2 / 10 + y^2) from (1, 1): 0.55 at the start. */
    @ParameterizedTest
    @EnumSource
    void descendsAParabola(OptimizerKind kind) {
        double best = lowest(
                kind,
                new double[] {1, 1},
                2000,
                w -> new double[] {0.1 * w[0], w[1]},
                w -> 0.5 * (0.1 * w[0] * w[0] + w[1] * w[1]));
        assertThat(best).isLessThan(1e-4);
    }

    /**
     * f = ((1 - x)^2 + 100 (y - x^2)^2) / 1000 from (-1.2, 1): 0.024 at the start, 0.004 where the valley begins, 0 at its end.
     * The thousandth makes the curvature about 1, because bpnn.py's M of 0.1 is a rate of its own, the same at every rate.
     */
    @ParameterizedTest
    @EnumSource
    void followsRosenbrocksValley(OptimizerKind kind) {
        double best = lowest(
                kind,
                new double[] {-1.2, 1},
                50_000,
                w -> {
                    double across = w[1] - w[0] * w[0];
                    return new double[] {(-2 * (1 - w[0]) - 400 * w[0] * across) / 1000, 200 * across / 1000};
                },
                w -> {
                    double across = w[1] - w[0] * w[0];
                    return ((1 - w[0]) * (1 - w[0]) + 100 * across * across) / 1000;
                });
        assertThat(best).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatNoHyperParameterCanBe(OptimizerKind kind) {
        for (OptimizerKind.Parameter parameter : kind.parameters()) {
            for (double value : new double[] {Double.NaN, -0.1, -1e-300, Double.POSITIVE_INFINITY}) {
                refuses(kind, parameter.name(), value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLearningRateIsAboveZero(OptimizerKind kind) {
        if (kind.parameters().stream().anyMatch(parameter -> parameter.name().equals("learning_rate"))) {
            refuses(kind, "learning_rate", 0.0);
            create(kind, "learning_rate", 2.0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "momentum.momentum",
                "nesterov.momentum",
                "rprop.decrease",
                "rmsprop.decay",
                "adadelta.rho",
                "adam.beta1",
                "adam.beta2",
                "adamax.beta1",
                "adamax.beta2",
                "nadam.beta1",
                "nadam.beta2",
                "amsgrad.beta1",
                "amsgrad.beta2",
                "adabelief.beta1",
                "adabelief.beta2"
            })
    void aFractionIsFromZeroToBelowOne(String name) {
        OptimizerKind kind = kindOf(name);
        String parameter = name.substring(name.indexOf('.') + 1);
        refuses(kind, parameter, 1.0);
        refuses(kind, parameter, 1.5);
        create(kind, parameter, 0.0);
        create(kind, parameter, Math.nextDown(1.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bpnn_momentum.momentum",
                "quickprop.smallest_step",
                "rprop.smallest_step",
                "adagrad.epsilon",
                "rmsprop.epsilon",
                "adadelta.epsilon",
                "adam.epsilon",
                "adamax.epsilon",
                "nadam.epsilon",
                "amsgrad.epsilon",
                "adabelief.epsilon"
            })
    void whatIsNoFractionMayBeAnyNumberFromZero(String name) {
        OptimizerKind kind = kindOf(name);
        String parameter = name.substring(name.indexOf('.') + 1);
        create(kind, parameter, 0.0);
        create(kind, parameter, 1.5);
    }

    private static OptimizerKind kindOf(String name) {
        return OptimizerKind.valueOf(name.substring(0, name.indexOf('.')).toUpperCase(Locale.ROOT));
    }

    private static void refuses(OptimizerKind kind, String parameter, double value) {
        assertThatThrownBy(() -> create(kind, parameter, value))
                .as("%s with %s = %s", kind.key(), parameter, value)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(parameter + " is " + value + "; expected ");
    }

    private static Optimizer create(OptimizerKind kind, String parameter, double value) {
        Map<String, Double> values = new HashMap<>(OptimizerKind.valuesOf(kind.createDefault(0.1)));
        values.put(parameter, value);
        return kind.create(values);
    }

    /** The lowest value of f that any of five rates, a factor of ten apart, ends at: which rate is sane depends on the rule. */
    private static double lowest(
            OptimizerKind kind,
            double[] start,
            int steps,
            UnaryOperator<double[]> gradient,
            ToDoubleFunction<double[]> f) {
        double lowest = Double.POSITIVE_INFINITY;
        for (double rate : new double[] {1e-3, 1e-2, 1e-1, 1.0, 10.0}) {
            Optimizer optimizer = kind.createDefault(rate);
            double[] w = start.clone();
            double[][] state = optimizer.newState(w.length);
            Step step = new Step();
            for (int t = 1; t <= steps; t++) {
                step.next(optimizer.learningRate());
                optimizer.update(gradient.apply(w), w, state, step);
            }
            double end = f.applyAsDouble(w);
            lowest = end < lowest ? end : lowest; // a rate too high ends at NaN
        }
        return lowest;
    }

    private static double[] weights() {
        double[] w = new double[N];
        Arrays.setAll(w, i -> 0.1 * i - 0.5);
        return w;
    }

    private static double[][] rowsOf(double[] values) {
        double[][] rows = new double[N / ROW][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * ROW, (row + 1) * ROW));
        return rows;
    }

    private static Step first(double learningRate) {
        Step step = new Step();
        step.next(learningRate);
        return step;
    }

    /** Of both signs, nowhere 0, different at every step. */
    private static double[] gradient(int t) {
        double[] g = new double[N];
        Arrays.setAll(g, i -> StrictMath.sin(1.0 + i + 3.0 * t));
        return g;
    }
}
