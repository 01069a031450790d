package lockstep.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;

/**
 * Scalar networks that start a rounding error away from the scalar network: each weight but a 0 is moved to a double beside it, up
 * or down; and that round differently in every step ({@link Engine#roundDifferently}). How far they come away from it is how far rounding
 * alone can take a right network.
 *
 * <p>A control of some roundings' size stands for as many: its distance is divided by them. Where rounding grows steadily that
 * makes no difference. But where a gradient is nothing but rounding, its sign is as good as drawn by lot, and one rounding is
 * not enough to turn it over where the candidate has made a dozen.
 */
final class Controls implements AutoCloseable {

    /** More than one, because two patterns of rounding can cancel out for a while; each of one rounding. */
    static final int FEW = 4;

    /**
     * Before anything is called a difference: a few, one in which every number is rounded away from 0, so that what saturates has
     * a slope of exactly 0, and others of 1 to 64 roundings.
     */
    static final int MANY = 64;

    private final List<Engine> engines = new ArrayList<>();
    private final List<boolean[]> up = new ArrayList<>();
    private final double[] numbers; // of one control at a time
    private final double[] spread;

    Controls(NetworkSpec network, Engines scalar, int count) {
        this.numbers = new double[network.weightCount()];
        this.spread = new double[numbers.length];
        for (int c = 0; c < count; c++) {
            Engine engine = scalar.of(network);
            engine.roundDifferently(c == FEW ? Engine.AWAY_FROM_ZERO : c, roundings(c));
            engines.add(engine);
            up.add(pattern(numbers.length, c));
        }
    }

    private static int roundings(int control) {
        return control <= FEW ? 1 : 1 << control % 7;
    }

    /** The gradient of each control's last step. */
    List<double[]> gradients() {
        List<double[]> gradients = new ArrayList<>();
        for (Engine engine : engines) {
            engine.readGradient(numbers);
            gradients.add(numbers.clone());
        }
        return gradients;
    }

    /** How far one rounding takes each number of the gradient from the scalar network's; overwritten by the next call. */
    double[] gradientSpread(double[] scalar) {
        return spread(scalar, Engine::readGradient);
    }

    /** Likewise each weight. */
    double[] weightSpread(double[] scalar) {
        return spread(scalar, Engine::readWeights);
    }

    private double[] spread(double[] scalar, BiConsumer<Engine, double[]> reader) {
        Arrays.fill(spread, 0.0);
        for (int c = 0; c < engines.size(); c++) {
            reader.accept(engines.get(c), numbers);
            double perRounding = 1.0 / roundings(c);
            for (int i = 0; i < spread.length; i++) {
                double distance = Math.abs(scalar[i] - numbers[i]) * perRounding;
                if (distance < Double.POSITIVE_INFINITY) { // a control that overflowed explains nothing
                    spread[i] = Math.max(spread[i], distance);
                }
            }
        }
        return spread;
    }

    /**
     * Gives each control these weights, each moved; but a 0 stays one, because no program rounds it. Moved, it would put a unit
     * whose inputs are 0 on the other side of its kink, where no right program can be.
     */
    void loadNudged(double[] weights) {
        for (int c = 0; c < engines.size(); c++) {
            boolean[] directions = up.get(c);
            for (int i = 0; i < weights.length; i++) {
                double neighbour = directions[i] ? Math.nextUp(weights[i]) : Math.nextDown(weights[i]);
                numbers[i] = weights[i] == 0.0 ? 0.0 : weights[i] + roundings(c) * (neighbour - weights[i]);
            }
            engines.get(c).loadWeights(numbers);
        }
    }

    /**
     * One step of every control.
     *
     * @return how far one rounding takes the loss from the scalar network's; NaN where every control overflowed
     */
    double step(Batch batch, double scalarLoss) {
        double furthest = Double.NaN;
        for (int c = 0; c < engines.size(); c++) {
            double distance = Math.abs(engines.get(c).step(batch) - scalarLoss) / roundings(c);
            if (distance < Double.POSITIVE_INFINITY && !(distance <= furthest)) {
                furthest = distance;
            }
        }
        return furthest;
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
    }

    private static boolean[] pattern(int length, int number) {
        PythonRandom random = new PythonRandom(number);
        boolean[] pattern = new boolean[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = random.random() < 0.5;
        }
        return pattern;
    }
}
