package lockstep.upkeep;

import java.util.Arrays;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;

/** Whether a run can tell a wrong network from a right one: a question to the two alone, which no judge and no tolerance of one enters. */
public final class Difference {

    /** Four hundred times what DL4J's float constants leave, and a thousand times what locked steps may differ by. */
    private static final double VISIBLE = 1e-9;

    private Difference() {}

    /**
     * Whether some step of the wrong network makes something else of the same weights than the right one's, and no step does that
     * by other rounding alone: where the gradient of a weight is nothing but rounding errors, and the optimizer divides it by
     * their size, nobody can say which step is right.
     */
    public static boolean canTell(Run run, Engines right, Engines wrong, int steps) {
        return isVisible(run, right, wrong, false, steps)
                && !isVisible(run, right, network -> rounded(right, network), true, steps);
    }

    private static Engine rounded(Engines right, NetworkSpec network) {
        Engine engine = right.of(network);
        engine.roundDifferently(17, 1);
        return engine;
    }

    /**
     * Whether some step makes another loss, gradient or new weight of the same weights: by more than 1e-9 of the largest
     * number of its layer.
     *
     * @param nudged whether the wrong network gets each weight one rounding error away
     */
    private static boolean isVisible(Run run, Engines right, Engines wrong, boolean nudged, int steps) {
        NetworkSpec network = run.network();
        Run.Start start = run.start();
        double[] weights = start.weights();
        double[] a = new double[weights.length];
        double[] b = new double[weights.length];
        try (Engine one = right.of(network);
                Engine other = wrong.of(network)) {
            one.loadWeights(weights);
            other.loadWeights(nudged ? nudged(weights) : weights);
            for (int step = 0; step < steps; step++) {
                one.readWeights(weights);
                other.readWeights(b);
                if (step > 0 && !Arrays.equals(weights, b)) { // a fault of the start is not one of each step
                    other.loadWeights(nudged ? nudged(weights) : weights);
                }
                Batch batch = start.batches().next();
                double loss = one.step(batch);
                if (differ(loss, other.step(batch), Math.abs(loss))) {
                    return true;
                }
                one.readGradient(a);
                other.readGradient(b);
                if (differ(network, a, b)) {
                    return true;
                }
                one.readWeights(a);
                other.readWeights(b);
                if (differ(network, a, b)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Each weight one rounding error away, every other up. */
    private static double[] nudged(double[] weights) {
        double[] nudged = new double[weights.length];
        Arrays.setAll(nudged, i -> i % 2 == 0 ? Math.nextUp(weights[i]) : Math.nextDown(weights[i]));
        return nudged;
    }

    private static boolean differ(NetworkSpec network, double[] a, double[] b) {
        for (int l = 0; l < network.layers().size(); l++) {
            double largest = 0.0;
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                largest = Math.max(largest, Math.abs(a[i]));
            }
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                if (differ(a[i], b[i], largest)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean differ(double a, double b, double scale) {
        return !(Math.abs(a - b) <= VISIBLE * scale);
    }
}
