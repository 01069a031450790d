package lockstep.parity.rule;

import java.util.Arrays;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;

/**
 * The weights that a right program has after a step: those of the scalar network's rule, fed the gradient that the program says
 * it had, in this step and in all before it. What rounding, or a kink, has done to a gradient is then done to both sides, and
 * memories never part.
 *
 * <pre>
 *   allowed[i] = (4 u + 2^-53) |w[i]|  +  r * largest change of w[i] so far  +  smallest normal number  +  2 * spread[i]
 * </pre>
 *
 * <p>Each side rounds the new weight once, and where there is a decay once more: u is the program's unit roundoff, 2^-53 ours. A
 * right program uses a quarter of its part, then, or a half.
 *
 * <p>The largest change is this weight's own: a rule's rounding is relative to what it takes off, or took off while its memory was
 * filled, and not to other weights. An update of one input that is wrong by 0.01 % shows beside weights a million times larger.
 * In doubles r is 1e-12, some thousands of roundings, which leaves room for any memory; in other precisions it is some roundings
 * of the update alone, and the spread of copies of the rule ({@link RuleCopies}) measures what the memory's do. In doubles they are
 * asked only of a program that tells no gradient, and of a rule that may look at a sign or a threshold.
 */
public final class ExpectedWeights implements AutoCloseable {

    /** Of the largest change, in doubles. */
    public static final double RELATIVE = 1e-12;

    /** Of the update: the operations of the longest rule. */
    private static final double OF_UPDATE = 16.0;

    private final Precision precision;
    private final Engine rule;
    private final RuleCopies copies;
    private final double ofWeight;
    private final double ofChange;
    private final double[] values;
    private final double[] allowed;
    private final double[] largestChange;
    private final double[] room;
    private final SquaresRange range;

    public ExpectedWeights(NetworkSpec network, Engines scalars) {
        int n = network.weightCount();
        this.precision = network.precision();
        this.rule = scalars.of(network);
        this.copies = new RuleCopies(network, scalars);
        this.ofWeight = roundingsOfAWeight(precision);
        this.ofChange = relative(network);
        this.values = new double[n];
        this.allowed = new double[n];
        this.largestChange = new double[n];
        this.room = new double[n];
        this.range = new SquaresRange(network);
    }

    /**
     * Goes on where a network is that has been trained before: its memory is the rule's, and of what rounds otherwise too.
     *
     * @param memory as {@link Engine#resume} takes it
     */
    public void resume(double[][] memory, int steps) {
        rule.resume(memory, steps);
        copies.resume(copy -> copy.resume(memory, steps));
    }

    public static double roundingsOfAWeight(Precision precision) {
        return 4.0 * precision.unit() + Precision.DOUBLE.unit();
    }

    /** How far an update may be off, relative to the largest of this weight, apart from what the memory's rounding does. */
    public static double relative(NetworkSpec network) {
        return network.precision() == Precision.DOUBLE
                ? RELATIVE
                : (OF_UPDATE + RuleCopies.ofClipping(network))
                        * network.precision().unit();
    }

    /** The scalar network of the rule: whoever wants to know what it makes of a batch loads weights and asks it, before a step. */
    public Engine network() {
        return rule;
    }

    /**
     * Makes a step.
     *
     * @param before the weights before it
     * @param gradient what the rule is fed
     * @param scalar a scalar network that had those weights, and has {@linkplain Engine#differentiate differentiated}, or made a step
     *     by itself: its weights are the answer where its rule takes no gradient
     */
    public void step(double[] before, double[] gradient, Engine scalar) {
        if (scalar != rule) {
            rule.loadWeights(before);
        }
        if (rule.update(gradient)) {
            rule.readWeights(values);
        } else {
            scalar.readWeights(values);
        }
        double tiny = precision.tiny();
        for (int i = 0; i < values.length; i++) {
            largestChange[i] = Math.max(largestChange[i], Math.abs(values[i] - before[i]));
            allowed[i] =
                    ofWeight * Math.max(Math.abs(values[i]), Math.abs(before[i])) + ofChange * largestChange[i] + tiny;
        }
        if (precision != Precision.DOUBLE) {
            forgetWhatOverflows(gradient);
        }
    }

    /** Where numbers leave the precision's range, nothing is expected any more. */
    private void forgetWhatOverflows(double[] gradient) {
        if (range.isLeftBy(gradient)) {
            Arrays.fill(allowed, Double.POSITIVE_INFINITY);
        }
        for (int i = 0; i < allowed.length; i++) {
            if (Math.abs(values[i]) > precision.largest()) {
                allowed[i] = Double.POSITIVE_INFINITY;
            }
        }
    }

    /** After a {@link #step}: widens what is allowed by what some roundings of the gradient may do, and those of the memory. */
    public void widen(double[] before, double[] gradient) {
        copies.widen(before, gradient, values, allowed);
    }

    /**
     * The same for an error of the gradient that is given.
     *
     * @param errors of each number of the gradient; one that is not finite counts for nothing
     */
    public void widen(double[] before, double[] gradient, double[] errors) {
        copies.widen(before, gradient, errors, values, allowed);
    }

    /** What the last step changed. The array is used again by the next. */
    public double[] changes(double[] before) {
        for (int i = 0; i < room.length; i++) {
            room[i] = values[i] - before[i];
        }
        return room;
    }

    /** After a step, how small an error of a weight alone could have been seen, for the weight in the middle: by its largest change so far. */
    public double sharpnessOfAWeight() {
        for (int i = 0; i < room.length; i++) {
            room[i] = allowed[i] / largestChange[i];
        }
        Arrays.sort(room);
        return room[room.length / 2];
    }

    /** The weights after the last step. The array is used again by the next. */
    public double[] values() {
        return values;
    }

    /** How far each may be off. The array is used again by the next step. */
    public double[] allowed() {
        return allowed;
    }

    @Override
    public void close() {
        rule.close();
        copies.close();
    }
}
