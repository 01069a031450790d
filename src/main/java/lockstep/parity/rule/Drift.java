package lockstep.parity.rule;

import java.util.Arrays;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import org.jspecify.annotations.Nullable;

/**
 * How far a candidate may be from weights that it does not tell, and what that may do to a step. Where it tells its gradients, the
 * rule on these makes its weights; each step then adds what rounding may do to one. Scalar networks that are as far away, in four
 * patterns, show by how much the loss and the gradient may differ for it.
 *
 * <pre>
 *   allowed more  =  2 * largest distance of the four
 * </pre>
 */
public final class Drift implements AutoCloseable {

    private final Engines scalars;
    private final NetworkSpec network;
    private final double[] far;
    private final double[] weights;
    private final double[] other;
    private final double[] ofGradient;
    private @Nullable Engine engine;
    private double ofLoss;
    private boolean none = true;

    public Drift(NetworkSpec network, Engines scalars) {
        this.network = network;
        this.scalars = scalars;
        int n = network.weightCount();
        this.far = new double[n];
        this.weights = new double[n];
        this.other = new double[n];
        this.ofGradient = new double[n];
    }

    /** Whether the weights are those that the candidate told. */
    public boolean isNone() {
        return none;
    }

    /** The candidate has told its weights. */
    public void end() {
        if (!none) {
            none = true;
            Arrays.fill(far, 0.0);
        }
    }

    /**
     * The candidate has not told its weights after a step.
     *
     * @param allowed how far each may be from the rule's, the drift before included
     */
    public void set(double[] allowed) {
        none = false;
        System.arraycopy(allowed, 0, far, 0, far.length);
    }

    /** How far each weight may be away. */
    public double[] far() {
        return far;
    }

    /** Finds what it may do to a step from these weights. */
    public void at(double[] from, Batch batch, double loss, double[] gradient) {
        if (engine == null) {
            engine = scalars.of(network);
        }
        ofLoss = 0.0;
        Arrays.fill(ofGradient, 0.0);
        for (int p = 0; p < RuleCopies.COUNT; p++) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = from[i] + RuleCopies.direction(Precision.DOUBLE, p, i) * far[i];
            }
            engine.loadWeights(weights);
            ofLoss = Math.max(ofLoss, 2.0 * Math.abs(engine.step(batch) - loss));
            engine.readGradient(other);
            for (int i = 0; i < other.length; i++) {
                ofGradient[i] = Math.max(ofGradient[i], 2.0 * Math.abs(other[i] - gradient[i]));
            }
        }
    }

    public double ofLoss() {
        return ofLoss;
    }

    public double[] ofGradient() {
        return ofGradient;
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
