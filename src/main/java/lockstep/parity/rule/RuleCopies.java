package lockstep.parity.rule;

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
 * Copies of a rule, which measure what rounding may do to its memory. They are fed {@code g + e} and {@code g - e}, and two
 * patterns of both, {@code e} being the gradient's bound where a program tells no gradient, and some roundings where it does; below
 * doubles they round their memory and their coefficients ({@link Engine#roundMemory}). The spread is how far they come away. A rule
 * that is linear in its gradients needs the first two only.
 */
public final class RuleCopies implements AutoCloseable {

    /** How many there are at most. */
    public static final int COUNT = 4;

    /** A copy is at the end of the interval in which the program's gradient lies; between ends a rule may go a little further. */
    public static final double MULTIPLE = 2.0;

    /** For each copy: the mean of gradients up, down, up, down; that of their squares down, up, up, down. */
    private static final int[] MEMORY_PATTERNS = {1, 2, 3, 0};

    /**
     * Where a rule is linear, the opposite of all errors moves the weights the opposite way. So its memory is moved up in both
     * copies: in one of them that adds up with the gradient's error, whichever way the rule counts.
     */
    private static final int LINEAR_PATTERN = 1;

    /** As far as the gradient is moved that a copy is fed: too few to hide a fault, enough to cross a rule's threshold. */
    private static final double OF_GRADIENT = 4.0;

    /** How many times as far, over beta1, where the rule looks at what differs between the gradient and its mean. */
    private static final double OF_DIFFERENCE = 8.0;

    /** As far as a copy's penalties are moved: a clipping's length, quotient and product, and the sum. */
    private static final double OF_PENALTY = 8.0;

    /** As far as a copy's coefficient is moved: one minus it, its product, and the mean. */
    private static final double OF_COEFFICIENT = 4.0;

    private final Engines scalars;
    private final NetworkSpec network;
    private final Precision precision;
    private final List<Engine> copies = new ArrayList<>();
    private Consumer<Engine> resumed = engine -> {};
    private final int count;
    private final double ofGradient;

    /** What a product with a gradient may lose; in doubles none is so small. */
    private final double underflow;

    private final double[] spread;
    private final double[] error;
    private final double[] room;
    private final double[] largestGradient;
    private int step;

    RuleCopies(NetworkSpec network, Engines scalars) {
        int n = network.weightCount();
        this.network = network;
        this.precision = network.precision();
        this.scalars = scalars;
        this.count = count(network);
        this.ofGradient = ofGradient(network);
        this.underflow = precision == Precision.DOUBLE ? 0.0 : precision.tiny();
        this.spread = new double[n];
        this.error = new double[n];
        this.room = new double[n];
        this.largestGradient = new double[n];
    }

    /** Goes on where a network is that has been trained before. */
    void resume(Consumer<Engine> from) {
        resumed = from;
        copies.forEach(resumed);
    }

    /**
     * How far a gradient that a copy is fed is off, relative to itself, or to the largest so far. AdaBelief takes what differs
     * between the gradient and a mean that it has just entered: of a rounding of that mean, {@code beta1} times a change of the
     * gradient is left.
     */
    public static double ofGradient(NetworkSpec network) {
        double unit = network.precision().unit();
        double roundings = (OF_GRADIENT + ofClipping(network)) * unit;
        return network.precision() != Precision.DOUBLE && network.optimizer() instanceof Adabelief rule
                ? OF_DIFFERENCE * roundings / Math.max(rule.beta1(), unit)
                : roundings;
    }

    /** The length of a clipped gradient is the root of a sum of so many squares, whose roundings even out. */
    static double ofClipping(NetworkSpec network) {
        double roundings = 0.0;
        for (int l = 0; l < network.layers().size(); l++) {
            if (!network.layers().get(l).clipping().equals(Clipping.NONE)) {
                roundings = Math.max(roundings, 2.0 * Math.sqrt(network.weightsOf(l)));
            }
        }
        return roundings;
    }

    /**
     * How far of its error a number of the gradient is moved for a copy: in doubles up for all, down for all, and by turns. Below
     * doubles up or down for all, as {@link #MEMORY_PATTERNS} move what is remembered of it, so that both add up; the last two
     * go a quarter of the way, because a rule may peak in between.
     */
    public static double direction(Precision precision, int copy, int i) {
        if (copy >= 2 && precision == Precision.DOUBLE) {
            return (i % 2 == 0) == (copy == 2) ? 1.0 : -1.0;
        }
        double far = copy < 2 ? 1.0 : 0.25;
        return copy % 2 == 0 ? far : -far;
    }

    /**
     * By turns 1 and -1 where a rule looks at what differs between the gradient and its mean: moved the same way in every step, both
     * would differ by no more than before.
     */
    public static double turn(NetworkSpec network, int step) {
        return network.optimizer() instanceof Adabelief && step % 2 == 1 ? -1.0 : 1.0;
    }

    /**
     * How many there are of this network's rule: two, which are fed the one and the other sign, where the weights are linear in the
     * gradients of all steps.
     */
    public static int count(NetworkSpec network) {
        return isLinear(network) ? 2 : COUNT;
    }

    private static boolean isLinear(NetworkSpec network) {
        return network.optimizer().isLinear()
                && network.layers().stream().allMatch(layer -> layer.clipping().equals(Clipping.NONE));
    }

    /** A copy of the rule, whose memory and coefficients are rounded otherwise. */
    public static Engine copy(int c, NetworkSpec network, Engines scalars) {
        double unit =
                c % 2 == 0 ? network.precision().unit() : -network.precision().unit();
        Engine copy = scalars.of(rounded(network, 1.0 + OF_PENALTY * unit)
                .withOptimizer(rounded(network.precision(), network.optimizer(), OF_COEFFICIENT * unit)));
        copy.roundMemory(network.precision(), isLinear(network) ? LINEAR_PATTERN : MEMORY_PATTERNS[c]);
        return copy;
    }

    /** Widens what is allowed by what some roundings of the gradient may do, and those of the memory. */
    void widen(double[] before, double[] gradient, double[] values, double[] allowed) {
        for (int i = 0; i < error.length; i++) {
            error[i] = Math.abs(gradient[i]);
        }
        if (network.optimizer() instanceof Adabelief) {
            takeLargest(before);
        }
        for (int i = 0; i < error.length; i++) {
            error[i] = error[i] == 0.0 || !Double.isFinite(error[i]) ? 0.0 : ofGradient * error[i] + underflow;
        }
        spreadCopies(before, gradient, values, allowed);
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
     * @param values the weights that the rule itself has after the step
     */
    void widen(double[] before, double[] gradient, double[] errors, double[] values, double[] allowed) {
        for (int i = 0; i < error.length; i++) {
            error[i] = Double.isFinite(errors[i]) ? errors[i] : 0.0;
        }
        spreadCopies(before, gradient, values, allowed);
    }

    /** Feeds each copy the gradient, moved by its errors, and widens what is allowed by how far they come away. */
    private void spreadCopies(double[] before, double[] gradient, double[] values, double[] allowed) {
        while (copies.size() < count) {
            Engine copy = copy(copies.size(), network, scalars);
            resumed.accept(copy);
            copies.add(copy);
        }
        Arrays.fill(spread, 0.0);
        double turn = turn(network, step++);
        for (int c = 0; c < count; c++) {
            move(c, turn, gradient);
            Engine copy = copies.get(c);
            copy.loadWeights(before);
            if (!copy.update(room)) {
                return;
            }
            copy.readWeights(room);
            for (int i = 0; i < spread.length; i++) {
                spread[i] = Math.max(spread[i], Math.abs(room[i] - values[i]));
            }
        }
        if (!isFinite(spread)) { // rare: asked once, so that the loop above has no branch
            Arrays.fill(spread, 0.0);
            for (Engine copy : copies) {
                copy.readWeights(room);
                spread(values, room, spread);
            }
        }
        for (int i = 0; i < spread.length; i++) {
            allowed[i] += MULTIPLE * spread[i];
        }
    }

    private void move(int copy, double turn, double[] gradient) {
        double even = turn * direction(precision, copy, 0);
        double odd = turn * direction(precision, copy, 1);
        if (even == odd) { // without a branch in the loop
            for (int i = 0; i < room.length; i++) {
                room[i] = gradient[i] + even * error[i];
            }
            return;
        }
        for (int i = 0; i < room.length; i++) {
            room[i] = gradient[i] + (i % 2 == 0 ? even : odd) * error[i];
        }
    }

    private static boolean isFinite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /** Widens a spread by how far a copy is away from the rule; one that overflowed explains nothing. */
    public static void spread(double[] values, double[] copy, double[] spread) {
        for (int i = 0; i < spread.length; i++) {
            double distance = Math.abs(copy[i] - values[i]);
            if (distance < Double.POSITIVE_INFINITY) {
                spread[i] = Math.max(spread[i], distance);
            }
        }
    }

    /**
     * Of a gradient that differs from its mean by {@code beta1 g}, as the first does, a rounding of {@code 1 - beta1} leaves another
     * difference, however the gradient is moved.
     */
    private static Optimizer rounded(Precision precision, Optimizer rule, double error) {
        return precision != Precision.DOUBLE && rule instanceof Adabelief belief && belief.beta1() > 0.0
                ? new Adabelief(
                        belief.learningRate(),
                        Math.min(Math.max(belief.beta1() + error, 0.0), 1.0 - precision.unit()),
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

    @Override
    public void close() {
        copies.forEach(Engine::close);
    }
}
