package lockstep.parity.bound;

import java.util.Arrays;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * How far rounding may part the loss and the gradient of two right programs, at the same weights and batch: a running error
 * analysis, number by number.
 *
 * <p><b>Whose rounding.</b> A bound is for the difference of the two: the scalar network, which computes in doubles, and a
 * candidate with a unit roundoff of its own. Their errors are independent, so that u is the root of the sum of the squares of
 * the two units: root 2 times the unit for a candidate in doubles, the candidate's own for any other.
 *
 * <p><b>Ground.</b> An operation's result is {@code (a op b)(1 + d)}, {@code |d| <= u}, if it does not underflow (Higham,
 * "Accuracy and Stability of Numerical Algorithms", 2nd ed., 2002, 2.2). A sum of n products is off by at most {@code gamma(n)
 * sum |x w|}, {@code gamma(n) = n u / (1 - n u)}, in whichever order it is added, fused or not (3.1). Errors even out: replace
 * n by its root for what is met in practice (2.8); Higham and Mary ("A new approach to probabilistic rounding error analysis",
 * 2019) show that for independent roundings of mean 0 a bound of {@code lambda sqrt(n) u} fails with a probability of at most
 * {@code 2 n exp(-lambda^2 / 2)}, and that it describes what is met far better than that. This is the form taken here, and so
 * errors that come from different numbers are added as such are: <i>rss</i>, the root of the sum of the squares, which {@link
 * Alike} weighs. The bound is not computed in advance, but beside the numbers, from what they are (3.3, running error
 * analysis).
 *
 * <p>It is a rule, then, and no theorem. {@link Alike} says where it would fail, because errors are not independent, and what
 * is done about it; in the loss, whose terms are likely to be equal, the worst case's n stands. What it cannot see is a sum of
 * equal products of many inputs by many weights in the first layer, whose roundings all go one way. How much of the bounds
 * right programs use stands in {@code docs/figures/bounds.csv}.
 *
 * <p><b>Kinks.</b> A unit stands at its kink if the kink is no further away than its sum's error. What it can change in this
 * step may be anything between its two sides. That is no rounding, and does not even out: the example's errors are added as in
 * the worst case, as plain sums, on their way back and into the gradient.
 *
 * <p><b>Underflow.</b> Each error has the candidate's smallest normal number added, but no less than 2^-511: what is smaller
 * has a square that is no double. An error of exactly 0 stays 0: a sum of terms that are all 0 is rounded by no program.
 *
 * <p>A bound is infinite or NaN where a number, its square or its reciprocal is: then nothing can be
 * said of it, and whoever compares must not call it agreement.
 *
 * <p>The passes are its own, in doubles, and serve for bounds only; the sums alone may be the scalar network's. After the first batch of a size nothing is allocated. Not
 * for several threads at a time.
 */
public final class RoundingBound {

    /** Of the largest number: a sum of terms that are larger may overflow. */
    private static final double SUMMED = 0x1p-16;

    private static final double SMALLEST_SQUARED = 0x1p-511;

    /** A difference whose square is no double is within this share of the least bound. */
    private static final double LEAST_SHARE = 0x1p-20;

    private final NetworkSpec network;
    private final Passes passes;
    private final LossBound lossBound;
    private final ForwardPass forward;
    private final BackwardPass backward;
    private final GradientPass ofGradient;
    private final double[] gradient;
    private final double[] ofKinks;
    private final double largest;
    private double loss;
    private double lossOfKinks;

    /** One over the size of the last step's batch where its mean is wanted, else 1. */
    private double share;

    /** Whether the gradient's bounds are computed, and not their squares alone. */
    private boolean rooted;

    /** The largest penalty of a layer. */
    private double penalty;

    /**
     * @param unit the candidate's unit roundoff: 2^-53 for doubles, 2^-24 for floats, 2^-8 for bfloat16
     * @param tiny its smallest normal number
     */
    public RoundingBound(NetworkSpec network, double unit, double tiny) {
        this(network, unit, tiny, Double.POSITIVE_INFINITY);
    }

    /** @param largest beyond it, nothing can be said of the candidate's numbers */
    private RoundingBound(NetworkSpec network, double unit, double tiny, double largest) {
        this.largest = largest;
        double u = Math.hypot(unit, Precision.DOUBLE.unit());
        this.network = network;
        this.passes = new Passes(network, u, Math.max(tiny, SMALLEST_SQUARED));
        this.lossBound = new LossBound(network, u);
        this.forward = new ForwardPass(passes);
        this.backward = new BackwardPass(passes, lossBound.passesSoftmax());
        this.gradient = new double[network.weightCount()];
        this.ofKinks = new double[gradient.length];
        this.ofGradient = new GradientPass(passes, gradient, ofKinks);
    }

    /** For a candidate that computes in the precision of the network. */
    public static RoundingBound of(NetworkSpec network) {
        return in(network.precision(), network);
    }

    /** For a candidate that computes in this precision. */
    public static RoundingBound in(Precision precision, NetworkSpec network) {
        return new RoundingBound(
                network,
                precision.unit(),
                precision.tiny(),
                precision == Precision.DOUBLE ? Double.POSITIVE_INFINITY : precision.largest());
    }

    /** Computes the bounds of a step. */
    public void at(double[] weights, Batch batch) {
        at(weights, batch, null);
    }

    /**
     * The same beside a network that has just made the step.
     *
     * @param stepped the scalar network: its weighted sums ({@link Engine#readSums}) are not added up a second time; null for none
     */
    public void at(double[] weights, Batch batch, @Nullable Engine stepped) {
        if (passes.kinks > 0) {
            Arrays.fill(ofKinks, 0.0);
        }
        passes.start(batch.size());
        share = network.reduction() == Reduction.MEAN ? 1.0 / batch.size() : 1.0;
        forward.run(weights, batch, stepped);
        lossOf(weights, batch);
        backward.run(batch.size());
        for (LayerErrors layer : passes.layers) {
            ofGradient.run(layer, batch.size(), share);
        }
        rooted = passes.kinks > 0;
        if (largest < Double.POSITIVE_INFINITY && Math.max(penalty, passes.largest(batch.size())) > SUMMED * largest) {
            loss = Double.POSITIVE_INFINITY;
            Arrays.fill(gradient, Double.POSITIVE_INFINITY);
            rooted = true;
        }
    }

    /** How far apart the losses of the last step may be: reduced over the batch, penalties included. */
    public double loss() {
        return loss;
    }

    /** What of {@link #loss} is there because an example stands at a kink. */
    public double lossOfKinks() {
        return lossOfKinks;
    }

    /**
     * How far apart the gradients of the last step may be, one number per weight: of the data's loss, reduced over the batch,
     * without penalties and before clipping. The array is used again by the next step.
     */
    public double[] gradient() {
        for (int l = 0; !rooted && l < passes.layers.length; l++) {
            ofGradient.takeRoots(passes.layers[l], share);
        }
        rooted = true;
        return gradient;
    }

    /**
     * Whether two gradients of the last step are certainly no further apart than a share of {@link #gradient}: most steps come no nearer
     * to a limit than one before them, and this is found without a root for each number.
     *
     * @return false too where it takes roots to say
     */
    public boolean holds(double[] a, double[] b, double of) {
        boolean held = !rooted && of >= LEAST_SHARE;
        for (int l = 0; held && l < passes.layers.length; l++) {
            held = ofGradient.holds(passes.layers[l], a, b, of, share);
        }
        return held;
    }

    /**
     * What of {@link #gradient} is there because an example stands at a kink. There a right program may use all of it, by taking
     * the other side.
     */
    public double[] ofKinks() {
        return ofKinks;
    }

    /**
     * How far apart the answers to the last step's batch may be.
     *
     * @param into a row of {@link NetworkSpec#outputs} per example
     */
    public void readOutputs(double[] into) {
        int outputs = network.outputs();
        for (int e = 0; e < into.length / outputs; e++) {
            System.arraycopy(passes.last().yError[e], 0, into, e * outputs, outputs);
        }
    }

    /** How many pairs of an example and a unit, or an output's loss, stood at a kink in the last step. */
    public int kinks() {
        return passes.kinks;
    }

    /**
     * The loss, as {@link LossBound} says of its sum over the batch, and the penalties, which are added to it one after the other.
     *
     * <pre>
     *   e(loss) = e(sum) / B  +  sum over layers of (n + 4) u penalty  +  p u loss
     * </pre>
     *
     * <p>A layer has n weights with a penalty, all layers have p penalties, and there is no / B where the batch's sum is wanted. Here
     * too n stands for its root, because a penalty's terms are of one sign, and as equal as the weights are. The 4 are those of a
     * program that squares a length: its root, rounded, counts twice, and then come two products.
     */
    private void lossOf(double[] weights, Batch batch) {
        Examples examples = batch.examples();
        lossBound.start();
        for (int e = 0; e < batch.size(); e++) {
            int target = batch.row(e) * examples.outputs();
            int here =
                    lossBound.add(passes.last(), e, examples.targetValues(), target, passes.alike[e], passes.atKink[e]);
            passes.kinks += here;
            passes.atKink[e] |= here > 0;
        }
        loss = lossBound.ofSum(batch.size()) * share + passes.least;
        lossOfKinks = lossBound.ofJumps() * share;
        penalty = 0.0;
        double size = lossBound.size() * share;
        int added = 0;
        for (int l = 0; l < passes.layers.length; l++) {
            LayerSpec spec = network.layers().get(l);
            int terms = terms(spec.weightPenalty()) + terms(spec.biasPenalty());
            if (terms > 0) {
                int biases = network.biasOffset(l);
                int end = network.offset(l + 1);
                double sum = penalty(spec.weightPenalty(), weights, passes.layers[l].offset, biases)
                        + penalty(spec.biasPenalty(), weights, biases, end);
                loss += (end - passes.layers[l].offset + 4.0) * passes.u * sum;
                penalty = Math.max(penalty, sum);
                size += sum;
                added += terms;
            }
        }
        loss += added > 0 ? added * passes.u * size : 0.0;
    }

    /** How many sums a penalty is. */
    private static int terms(Penalty penalty) {
        return (penalty.l1() > 0.0 ? 1 : 0) + (penalty.l2() + penalty.weightDecay() > 0.0 ? 1 : 0);
    }

    private static double penalty(Penalty terms, double[] w, int from, int to) {
        double half = 0.5 * (terms.l2() + terms.weightDecay());
        double sum = 0.0;
        for (int k = from; k < to && !terms.isNone(); k++) {
            sum += terms.l1() * Math.abs(w[k]) + half * w[k] * w[k];
        }
        return sum;
    }
}
