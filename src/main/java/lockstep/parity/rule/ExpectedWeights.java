package lockstep.parity.rule;

import java.util.Arrays;
import java.util.function.Consumer;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import org.jspecify.annotations.Nullable;

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

    /** So many weights are compared together: few enough to stay in the processor's first memory. */
    private static final int SOME = 1024;

    private final NetworkSpec network;
    private final Engines scalars;
    private final Precision precision;
    private final Engine rule;
    private final RuleCopies copies;

    /** Copies that were fed no kink, and what they allow: for a program that tells no gradient. */
    private @Nullable RuleCopies sides;

    private double[] onOurSide = {};
    private final double ofWeight;
    private final double ofChange;
    private final double[] values;
    private final double[] allowed;
    private final double[] largestChange;
    private final double[] room;
    private final SquaresRange range;

    private Consumer<Engine> resumed = engine -> {};

    // Of the last step: the weights before it, whose weights are the answer, and what of it was computed.
    private double[] before;
    private Engine answer;
    private boolean valued = true;
    private boolean bounded = true;

    // Room for some weights: before, expected, given, and their largest changes.
    private final double[] someBefore = new double[SOME];
    private final double[] someValues = new double[SOME];
    private final double[] someGiven = new double[SOME];
    private final double[] someChanges = new double[SOME];

    public ExpectedWeights(NetworkSpec network, Engines scalars) {
        int n = network.weightCount();
        this.network = network;
        this.scalars = scalars;
        this.precision = network.precision();
        this.rule = scalars.of(network);
        this.copies = new RuleCopies(network, scalars);
        this.ofWeight = roundingsOfAWeight(precision);
        this.ofChange = relative(network);
        this.values = new double[n];
        this.allowed = new double[n];
        this.largestChange = new double[n];
        this.room = new double[n];
        this.before = values;
        this.answer = rule;
        this.range = new SquaresRange(network);
    }

    /**
     * Goes on where a network is that has been trained before: its memory is the rule's, and of what rounds otherwise too.
     *
     * @param memory as {@link Engine#resume} takes it
     */
    public void resume(double[][] memory, int steps) {
        rule.resume(memory, steps);
        resumed = copy -> copy.resume(memory, steps);
        copies.resume(resumed);
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

    /**
     * The scalar network of the rule: whoever wants to know what it makes of a batch loads weights and asks it, before a step; and before
     * that for the last step's {@link #values}, if they are still wanted.
     */
    public Engine network() {
        return rule;
    }

    /**
     * Makes a step.
     *
     * @param before the weights before it, which have to stay until the next
     * @param gradient what the rule is fed
     * @param scalar a scalar network that had those weights, and has {@linkplain Engine#differentiate differentiated}, or made a step
     *     by itself: its weights are the answer where its rule takes no gradient
     */
    public void step(double[] before, double[] gradient, Engine scalar) {
        if (scalar != rule) {
            rule.loadWeights(before);
        }
        this.before = before;
        this.answer = rule.update(gradient) ? rule : scalar;
        this.valued = false;
        this.bounded = false;
        if (precision != Precision.DOUBLE) {
            bound();
            forgetWhatOverflows(gradient);
        }
    }

    private void bound() {
        values();
        double tiny = precision.tiny();
        for (int i = 0; i < values.length; i++) {
            largestChange[i] = Math.max(largestChange[i], Math.abs(values[i] - before[i]));
            allowed[i] =
                    ofWeight * Math.max(Math.abs(values[i]), Math.abs(before[i])) + ofChange * largestChange[i] + tiny;
        }
        bounded = true;
    }

    /**
     * Whether some weights are certainly no further away than a share of what is {@link #allowed}: most steps come no nearer to a
     * limit than one before them, and this is found while the largest changes are.
     *
     * @return false too where it takes more to say
     */
    public boolean holds(double[] weights, double of) {
        if (bounded || !(of >= 0.0)) {
            return false;
        }
        for (int at = 0; at < values.length; at += SOME) {
            int n = Math.min(SOME, values.length - at);
            if (!answer.readWeights(at, n, someValues)) {
                return false;
            }
            System.arraycopy(before, at, someBefore, 0, n);
            System.arraycopy(weights, at, someGiven, 0, n);
            System.arraycopy(largestChange, at, someChanges, 0, n);
            boolean held = hold(n, of);
            System.arraycopy(someChanges, 0, largestChange, at, n);
            if (!held) {
                return false;
            }
        }
        return true;
    }

    private boolean hold(int n, double of) {
        double[] excess = someBefore;
        double tiny = precision.tiny();
        for (int i = 0; i < n; i++) { // bound()'s loop, without a branch
            double size = Math.max(Math.abs(someValues[i]), Math.abs(someBefore[i]));
            someChanges[i] = Math.max(someChanges[i], Math.abs(someValues[i] - someBefore[i]));
            double ofAll = ofWeight * size + ofChange * someChanges[i] + tiny;
            excess[i] = Math.abs(someValues[i] - someGiven[i]) - of * ofAll;
        }
        for (int i = 0; i < n; i++) {
            if (!(excess[i] <= 0.0 && excess[i] >= -Double.MAX_VALUE)) {
                return false;
            }
        }
        return true;
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
        copies.widen(before, gradient, values(), allowed());
    }

    /**
     * The same for an error of the gradient that is given.
     *
     * @param errors of each number of the gradient; one that is not finite counts for nothing
     * @param ofKinks what of them is no rounding, but another side of a kink
     */
    public void widen(double[] before, double[] gradient, double[] errors, double[] ofKinks) {
        if (sides == null) {
            sides = new RuleCopies(network, scalars);
            sides.resume(resumed);
            onOurSide = new double[room.length];
        }
        System.arraycopy(allowed(), 0, onOurSide, 0, onOurSide.length);
        for (int i = 0; i < room.length; i++) {
            room[i] = errors[i] - ofKinks[i];
        }
        sides.widen(before, gradient, room, values(), onOurSide);
        copies.widen(before, gradient, errors, values(), allowed());
    }

    /**
     * The first weight that is within what is {@link #allowed} only because a program that tells no gradient may have taken the other
     * side of a kink in a step before, and remember it.
     *
     * @return -1 if there is none
     */
    public int excusedByAKink(double[] weights) {
        double[] all = allowed();
        for (int i = 0; i < all.length; i++) {
            double distance = Math.abs(values[i] - weights[i]);
            if (distance > onOurSide[i] && distance <= all[i]) {
                return i;
            }
        }
        return -1;
    }

    /** What the last step changed. The array is used again by the next. */
    public double[] changes(double[] before) {
        double[] after = values();
        for (int i = 0; i < room.length; i++) {
            room[i] = after[i] - before[i];
        }
        return room;
    }

    /** After a step, how small an error of a weight alone could have been seen, for the weight in the middle: by its largest change so far. */
    public double sharpnessOfAWeight() {
        double[] all = allowed();
        for (int i = 0; i < room.length; i++) {
            room[i] = all[i] / largestChange[i];
        }
        Arrays.sort(room);
        return room[room.length / 2];
    }

    /** The weights after the last step. The array is used again by the next. */
    public double[] values() {
        if (!valued) {
            answer.readWeights(values);
            valued = true;
        }
        return values;
    }

    /** How far each may be off. The array is used again by the next step. */
    public double[] allowed() {
        if (!bounded) {
            bound();
        }
        return allowed;
    }

    @Override
    public void close() {
        rule.close();
        copies.close();
        if (sides != null) {
            sides.close();
        }
    }
}
