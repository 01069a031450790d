package lockstep.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;

/**
 * The weights that a right program has after a step: those of the scalar network's rule, fed the gradient that the program says
 * it had, in this step and in all before it. What rounding, or a kink, has done to a gradient is then done to both sides, and
 * memories never part.
 *
 * <pre>
 *   allowed[i] = 4 u |w[i]|  +  1e-12 * largest change of w[i] so far  +  smallest normal number  +  2 * spread[i]
 * </pre>
 *
 * <p>The largest change is this weight's own: a rule's rounding is relative to what it takes off, or took off while its memory was
 * filled, and not to other weights. An update of one input that is wrong by 0.01 % shows beside weights a million times larger.
 *
 * <p>The spread is 0 unless copies of the rule measure it. They are fed {@code g + e} and {@code g - e}, and two patterns of
 * both, {@code e} being the gradient's bound where the program tells no gradient, and some roundings where it does, for rules
 * that look at a sign or a threshold. How far they come away bounds what that may do to the new weights, through any memory.
 */
final class ExpectedWeights implements AutoCloseable {

    /** Of the largest change: some thousands of roundings. */
    static final double RELATIVE = 1e-12;

    /** Each side rounds the new weight once, and where there is a decay once more. */
    static final double ROUNDINGS_OF_A_WEIGHT = 4.0;

    /** A copy is at the end of the interval in which the program's gradient lies; between ends a rule may go a little further. */
    private static final double COPY_MULTIPLE = 2.0;

    private static final int COPIES = 4;

    /** As far as a copy's penalties are moved: a clipping's length, quotient and product, and the sum. */
    private static final double ROUNDINGS = 8.0 * 0x1p-53;

    private final Engines scalars;
    private final NetworkSpec network;
    private final Engine rule;
    private final List<Engine> copies = new ArrayList<>();
    private final double[] values;
    private final double[] allowed;
    private final double[] largestChange;
    private final double[] spread;
    private final double[] room;

    ExpectedWeights(NetworkSpec network, Engines scalars) {
        int n = network.weightCount();
        this.network = network;
        this.scalars = scalars;
        this.rule = scalars.of(network);
        this.values = new double[n];
        this.allowed = new double[n];
        this.largestChange = new double[n];
        this.spread = new double[n];
        this.room = new double[n];
    }

    /**
     * Makes a step.
     *
     * @param before the weights before it
     * @param gradient what the rule is fed
     * @param stepped a scalar network that has made the step by itself: its weights are the answer where its rule takes no gradient
     */
    void step(double[] before, double[] gradient, Engine stepped) {
        rule.loadWeights(before);
        if (rule.update(gradient)) {
            rule.readWeights(values);
        } else {
            stepped.readWeights(values);
        }
        for (int i = 0; i < values.length; i++) {
            largestChange[i] = Math.max(largestChange[i], Math.abs(values[i] - before[i]));
            allowed[i] = ROUNDINGS_OF_A_WEIGHT * 0x1p-53 * Math.max(Math.abs(values[i]), Math.abs(before[i]))
                    + RELATIVE * largestChange[i]
                    + Double.MIN_NORMAL;
        }
    }

    /**
     * After a {@link #step}: widens what is allowed by what an error of the gradient may do.
     *
     * @param error of each number of the gradient; one that is not finite counts for nothing
     */
    void widen(double[] before, double[] gradient, double[] error) {
        if (copies.isEmpty()) {
            for (int c = 0; c < COPIES; c++) {
                copies.add(scalars.of(rounded(network, c % 2 == 0 ? 1.0 + ROUNDINGS : 1.0 - ROUNDINGS)));
            }
        }
        Arrays.fill(spread, 0.0);
        for (int c = 0; c < COPIES; c++) {
            for (int i = 0; i < room.length; i++) {
                double e = Double.isFinite(error[i]) ? error[i] : 0.0;
                room[i] = gradient[i] + (up(c, i) ? e : -e);
            }
            Engine copy = copies.get(c);
            copy.loadWeights(before);
            if (!copy.update(room)) {
                return;
            }
            copy.readWeights(room);
            for (int i = 0; i < room.length; i++) {
                double distance = Math.abs(room[i] - values[i]);
                if (distance < Double.POSITIVE_INFINITY) { // a copy that overflowed explains nothing
                    spread[i] = Math.max(spread[i], distance);
                }
            }
        }
        for (int i = 0; i < spread.length; i++) {
            allowed[i] += COPY_MULTIPLE * spread[i];
        }
    }

    /**
     * The network with penalties that are rounded otherwise. A penalty may cancel a clipped gradient but for a rounding, and a
     * clipped gradient's rounding is not that of the gradient: a change of length is clipped away. What counts is one against
     * the other.
     */
    private static NetworkSpec rounded(NetworkSpec network, double factor) {
        List<LayerSpec> layers = network.layers().stream()
                .map(layer -> layer.withPenalties(
                        rounded(layer.weightPenalty(), factor), rounded(layer.biasPenalty(), factor)))
                .toList();
        return new NetworkSpec(
                network.inputs(),
                layers,
                network.loss(),
                network.reduction(),
                network.optimizer(),
                network.schedule(),
                network.stepsPerEpoch());
    }

    private static Penalty rounded(Penalty penalty, double factor) {
        return new Penalty(penalty.l1() * factor, penalty.l2() * factor, penalty.weightDecay());
    }

    /** Whether a copy is fed more of a number: of all, of none, of every other one, of the others. */
    private static boolean up(int copy, int i) {
        return copy < 2 ? copy == 0 : (i % 2 == 0) == (copy == 2);
    }

    double[] values() {
        return values;
    }

    double[] allowed() {
        return allowed;
    }

    @Override
    public void close() {
        rule.close();
        copies.forEach(Engine::close);
    }
}
