package lockstep.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import lockstep.model.Clipping;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.optim.Adabelief;
import lockstep.optim.Optimizer;

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
 * of the update alone, and copies of the rule measure what the memory's do.
 *
 * <p>The spread is how far these copies come away. They are fed {@code g + e} and {@code g - e}, and two patterns of
 * both, {@code e} being the gradient's bound where the program tells no gradient, and some roundings where it does; below doubles
 * they round their memory and their coefficients ({@link Engine#roundMemory}). In doubles they are asked only of a program that
 * tells no gradient, and of a rule that may look at a sign or a threshold.
 */
final class ExpectedWeights implements AutoCloseable {

    /** Of the largest change, in doubles. */
    static final double RELATIVE = 1e-12;

    /** Of the update, or of the gradient that a copy is fed: the operations of the longest rule. */
    private static final double OF_UPDATE = 16.0;

    /** Too few to hide a fault, enough to cross a rule's threshold. */
    private static final double OF_GRADIENT = 4.0;

    /** As far as a copy's penalties are moved: a clipping's length, quotient and product, and the sum. */
    private static final double OF_PENALTY = 8.0;

    /** As far as a copy's coefficient is moved: one minus it, its product, and the mean. */
    private static final double OF_COEFFICIENT = 4.0;

    private static final double LARGEST_FRACTION = Math.nextDown(1.0);

    /** A copy is at the end of the interval in which the program's gradient lies; between ends a rule may go a little further. */
    static final double COPY_MULTIPLE = 2.0;

    /** For each copy: the mean of gradients up, down, up, down; that of their squares down, up, up, down. */
    private static final int[] MEMORY_PATTERNS = {1, 2, 3, 0};

    static final int COPIES = MEMORY_PATTERNS.length;

    private final Engines scalars;
    private final NetworkSpec network;
    private final Precision precision;
    private final Engine rule;
    private final List<Engine> copies = new ArrayList<>();
    private Consumer<Engine> resumed = engine -> {};
    private final double ofWeight;
    private final double ofChange;
    private final double ofGradient;

    /** What a product with a gradient may lose; in doubles none is so small. */
    private final double underflow;

    private final double[] values;
    private final double[] allowed;
    private final double[] largestChange;
    private final double[] spread;
    private final double[] error;
    private final double[] largestGradient;

    /** Whether the rule takes the gradient from its mean: what is left may be far smaller than the mean's rounding. */
    private final boolean takesDifferences;

    private final double[] room;
    private final SquaresRange range;
    private int widened;

    ExpectedWeights(NetworkSpec network, Engines scalars) {
        int n = network.weightCount();
        this.network = network;
        this.precision = network.precision();
        this.scalars = scalars;
        this.rule = scalars.of(network);
        this.ofWeight = roundingsOfAWeight(precision);
        this.ofGradient = ofGradient(network);
        this.underflow = precision == Precision.DOUBLE ? 0.0 : precision.tiny();
        this.ofChange = relative(network);
        this.values = new double[n];
        this.allowed = new double[n];
        this.largestChange = new double[n];
        this.spread = new double[n];
        this.error = new double[n];
        this.largestGradient = new double[n];
        this.takesDifferences = network.optimizer() instanceof Adabelief;
        this.room = new double[n];
        this.range = new SquaresRange(network);
    }

    /**
     * Goes on where a network is that has been trained before: its memory is the rule's, and of what rounds otherwise too.
     *
     * @param memory as {@link Engine#resume} takes it
     */
    void resume(double[][] memory, int steps) {
        resumed = engine -> engine.resume(memory, steps);
        resumed.accept(rule);
        copies.forEach(resumed);
    }

    static double roundingsOfAWeight(Precision precision) {
        return 4.0 * precision.unit() + Precision.DOUBLE.unit();
    }

    /** How far an update may be off, relative to the largest of this weight, apart from what the memory's rounding does. */
    static double relative(NetworkSpec network) {
        return network.precision() == Precision.DOUBLE
                ? RELATIVE
                : (OF_UPDATE + ofClipping(network)) * network.precision().unit();
    }

    /**
     * How far a gradient that a copy is fed is off, relative to itself, or to the largest so far. AdaBelief takes what differs
     * between the gradient and a mean that it has just entered: of a rounding of that mean, {@code beta1} times a change of the
     * gradient is left.
     */
    static double ofGradient(NetworkSpec network) {
        double roundings =
                (OF_GRADIENT + ofClipping(network)) * network.precision().unit();
        return network.precision() != Precision.DOUBLE && network.optimizer() instanceof Adabelief rule
                ? 8.0 * roundings / Math.max(rule.beta1(), network.precision().unit())
                : roundings;
    }

    /**
     * By turns 1 and -1 where a rule looks at what differs between the gradient and its mean: moved the same way in every step, both
     * would differ by no more than before.
     */
    static double turn(NetworkSpec network, int step) {
        return network.optimizer() instanceof Adabelief && step % 2 == 1 ? -1.0 : 1.0;
    }

    /** The length of a clipped gradient is the root of a sum of so many squares, whose roundings even out. */
    private static double ofClipping(NetworkSpec network) {
        double roundings = 0.0;
        for (int l = 0; l < network.layers().size(); l++) {
            if (!network.layers().get(l).clipping().equals(Clipping.NONE)) {
                roundings = Math.max(roundings, 2.0 * Math.sqrt(network.weightsOf(l)));
            }
        }
        return roundings;
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
    void widen(double[] before, double[] gradient) {
        for (int i = 0; i < error.length; i++) {
            error[i] = Math.abs(gradient[i]);
        }
        if (takesDifferences) {
            takeLargest(before);
        }
        for (int i = 0; i < error.length; i++) {
            error[i] = error[i] == 0.0 ? 0.0 : ofGradient * error[i] + underflow;
        }
        widen(before, gradient, error);
    }

    /** A difference is taken of sums: of the gradients and the penalties in them, of which the largest so far may still be in the mean. */
    private void takeLargest(double[] before) {
        for (int l = 0; l < network.layers().size(); l++) {
            LayerSpec layer = network.layers().get(l);
            int biases = network.biasOffset(l);
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                Penalty penalty = i < biases ? layer.weightPenalty() : layer.biasPenalty();
                double size = error[i] + penalty.l1() + penalty.l2() * Math.abs(before[i]);
                largestGradient[i] = Math.max(largestGradient[i], size);
                error[i] = size == 0.0 ? 0.0 : largestGradient[i];
            }
        }
    }

    /**
     * The same for an error of the gradient that is given.
     *
     * @param errors of each number of the gradient; one that is not finite counts for nothing
     */
    void widen(double[] before, double[] gradient, double[] errors) {
        if (copies.isEmpty()) {
            for (int c = 0; c < COPIES; c++) {
                Engine copy = copy(c, network, scalars);
                resumed.accept(copy);
                copies.add(copy);
            }
        }
        Arrays.fill(spread, 0.0);
        double turn = turn(network, widened++);
        for (int c = 0; c < COPIES; c++) {
            for (int i = 0; i < room.length; i++) {
                double e = Double.isFinite(errors[i]) ? errors[i] : 0.0;
                room[i] = gradient[i] + turn * direction(precision, c, i) * e;
            }
            Engine copy = copies.get(c);
            copy.loadWeights(before);
            if (!copy.update(room)) {
                return;
            }
            copy.readWeights(room);
            spread(values, room, spread);
        }
        for (int i = 0; i < spread.length; i++) {
            allowed[i] += COPY_MULTIPLE * spread[i];
        }
    }

    /** Widens a spread by how far a copy is away from the rule. */
    static void spread(double[] values, double[] copy, double[] spread) {
        for (int i = 0; i < spread.length; i++) {
            double distance = Math.abs(copy[i] - values[i]);
            if (distance < Double.POSITIVE_INFINITY) { // a copy that overflowed explains nothing
                spread[i] = Math.max(spread[i], distance);
            }
        }
    }

    /** A copy of the rule, whose memory and coefficients are rounded otherwise. */
    static Engine copy(int c, NetworkSpec network, Engines scalars) {
        double unit =
                c % 2 == 0 ? network.precision().unit() : -network.precision().unit();
        Engine copy = scalars.of(rounded(network, 1.0 + OF_PENALTY * unit)
                .withOptimizer(rounded(network.precision(), network.optimizer(), OF_COEFFICIENT * unit)));
        copy.roundMemory(network.precision(), MEMORY_PATTERNS[c]);
        return copy;
    }

    /**
     * Of a gradient that differs from its mean by {@code beta1 g}, as the first does, a rounding of {@code 1 - beta1} leaves another
     * difference, however the gradient is moved.
     */
    private static Optimizer rounded(Precision precision, Optimizer rule, double error) {
        return precision != Precision.DOUBLE && rule instanceof Adabelief belief && belief.beta1() > 0.0
                ? new Adabelief(
                        belief.learningRate(),
                        Math.min(Math.max(belief.beta1() + error, 0.0), LARGEST_FRACTION),
                        belief.beta2(),
                        belief.epsilon())
                : rule;
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
        return network.withLayers(layers);
    }

    private static Penalty rounded(Penalty penalty, double factor) {
        return new Penalty(penalty.l1() * factor, penalty.l2() * factor, penalty.weightDecay());
    }

    /**
     * How far of its error a number of the gradient is moved for a copy: in doubles up for all, down for all, and by turns. Below
     * doubles up or down for all, as {@link #MEMORY_PATTERNS} move what is remembered of it, so that both add up; the last two
     * go a quarter of the way, because a rule may peak in between.
     */
    static double direction(Precision precision, int copy, int i) {
        if (copy >= 2 && precision == Precision.DOUBLE) {
            return (i % 2 == 0) == (copy == 2) ? 1.0 : -1.0;
        }
        double far = copy < 2 ? 1.0 : 0.25;
        return copy % 2 == 0 ? far : -far;
    }

    /** After a step, how small an error of every change could have been seen: {@link Sharpness#sharper}. */
    double sharper(double sharpest, double[] before) {
        for (int i = 0; i < room.length; i++) {
            room[i] = values[i] - before[i];
        }
        return Sharpness.sharper(sharpest, allowed, room);
    }

    /** The same of a weight alone, for the weight in the middle: by the last step's allowance and the largest change so far. */
    double sharpnessOfAWeight() {
        for (int i = 0; i < room.length; i++) {
            room[i] = allowed[i] / largestChange[i];
        }
        Arrays.sort(room);
        return room[room.length / 2];
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
