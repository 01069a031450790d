package lockstep.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;

/**
 * Scalar networks that start one rounding error away from the scalar network: each weight is moved to the next double, up or
 * down; and that round otherwise in every step ({@link Engine#roundOtherwise}). How far they come away from it is how far rounding
 * alone can take a right network.
 */
final class Controls implements AutoCloseable {

    /** More than one, because two patterns of rounding can cancel out for a while. */
    private static final int COUNT = 4;

    private final List<Engine> engines = new ArrayList<>();
    private final List<boolean[]> up = new ArrayList<>();
    private final double[] nudged;
    private final List<double[]> numbers = new ArrayList<>();

    Controls(NetworkSpec network, Function<NetworkSpec, ? extends Engine> scalar) {
        this.nudged = new double[network.weightCount()];
        for (int c = 0; c < COUNT; c++) {
            Engine engine = scalar.apply(network);
            engine.roundOtherwise(c);
            engines.add(engine);
            up.add(pattern(nudged.length, c));
            numbers.add(new double[nudged.length]);
        }
    }

    /** The gradient of each control's last step; overwritten by the next call of a method that gives such arrays. */
    List<double[]> gradients() {
        return read(Engine::readGradient);
    }

    /** The weights of each control; likewise. */
    List<double[]> weights() {
        return read(Engine::readWeights);
    }

    private List<double[]> read(BiConsumer<Engine, double[]> reader) {
        for (int c = 0; c < engines.size(); c++) {
            reader.accept(engines.get(c), numbers.get(c));
        }
        return numbers;
    }

    /** Gives each control these weights, each moved to a neighbouring double. */
    void loadNudged(double[] weights) {
        for (int c = 0; c < engines.size(); c++) {
            boolean[] directions = up.get(c);
            for (int i = 0; i < weights.length; i++) {
                nudged[i] = directions[i] ? Math.nextUp(weights[i]) : Math.nextDown(weights[i]);
            }
            engines.get(c).loadWeights(nudged);
        }
    }

    /** One step of every control: how far the loss that is furthest from the scalar network's is from it. */
    double step(Batch batch, double scalarLoss) {
        double spread = 0.0;
        for (Engine control : engines) {
            double distance = Math.abs(control.step(batch) - scalarLoss);
            spread = Math.max(spread, distance); // NaN stays NaN
        }
        return spread;
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
