package lockstep.model;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the learning rate changes over time: DL4J's schedules by name. Each side computes them for itself. Rates are multiples of
 * the optimizer's, so that one schedule serves optimizers of very different rates.
 */
public sealed interface Schedule {

    /** The learning rate is constant. */
    Schedule CONSTANT = new Constant();

    /** What a schedule counts. Both counts are 0 at the first step. */
    enum By {
        /** The updates made so far, DL4J's iterations. */
        STEP,
        /** The passes over the data made so far. */
        EPOCH;

        /** The name in a config: {@code step}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    By by();

    /** No schedule. */
    record Constant() implements Schedule {
        @Override
        public By by() {
            return By.STEP;
        }
    }

    /**
     * Falls by a factor at regular intervals.
     *
     * @param decayRate the factor, above 0
     * @param every the interval, at least 1
     */
    record Step(double decayRate, int every, By by) implements Schedule {
        public Step {
            requirePositive("decay_rate", decayRate);
            requireAtLeast(1, "every", every);
        }
    }

    /**
     * Falls by the same factor each time.
     *
     * @param gamma the factor, above 0
     */
    record Exponential(double gamma, By by) implements Schedule {
        public Exponential {
            requirePositive("gamma", gamma);
        }
    }

    /**
     * Falls ever more slowly.
     *
     * @param gamma how soon, at least 0
     * @param power how steeply
     */
    record Inverse(double gamma, double power, By by) implements Schedule {
        public Inverse {
            require(gamma >= 0.0 && Double.isFinite(gamma), "gamma", gamma, "a finite number, 0 or above");
            requireFinite("power", power);
        }
    }

    /**
     * DL4J's polynomial, which rises from the rate to {@code 2^power} times the rate, and is then 0.
     *
     * @param length when it is 0, at least 1
     */
    record Poly(double power, int length, By by) implements Schedule {
        public Poly {
            requireFinite("power", power);
            requireAtLeast(1, "length", length);
        }
    }

    /**
     * An S-shaped curve between 0 and the rate: up to it if gamma is above 0, down from it if gamma is below.
     *
     * @param midpoint when it is at half the rate, at least 0
     */
    record Sigmoid(double gamma, int midpoint, By by) implements Schedule {
        public Sigmoid {
            requireFinite("gamma", gamma);
            requireAtLeast(0, "midpoint", midpoint);
        }
    }

    /**
     * A table.
     *
     * @param factors count to factor: from that count on the rate is this multiple of the optimizer's; 1 before the first count
     */
    record Table(SortedMap<Integer, Double> factors, By by) implements Schedule {
        public Table {
            SortedMap<Integer, Double> copy = new TreeMap<>(factors);
            copy.putIfAbsent(0, 1.0);
            copy.forEach((from, factor) -> {
                requireAtLeast(0, "from", from);
                require(factor >= 0.0 && Double.isFinite(factor), "factor", factor, "a finite number, 0 or above");
            });
            factors = Collections.unmodifiableSortedMap(copy);
        }
    }

    /**
     * Up to a peak and down again in straight lines, then far below in a short annealing; and so on, cycle after cycle.
     *
     * @param peakFactor how many times the optimizer's rate the peak is, above 0
     * @param length of a cycle, at least 1
     * @param annealingLength how much of it is the annealing
     * @param annealingDecay the factor of the rate each time in the annealing, above 0
     */
    record Cycle(double peakFactor, int length, int annealingLength, double annealingDecay, By by) implements Schedule {
        public Cycle {
            requirePositive("peak_factor", peakFactor);
            requireAtLeast(1, "length", length);
            require(
                    annealingLength >= 0 && annealingLength <= length,
                    "annealing_length",
                    annealingLength,
                    "a whole number from 0 to " + length + ", the length of the cycle");
            requirePositive("annealing_decay", annealingDecay);
        }

        /** DL4J's default length of the annealing: a tenth of the cycle. */
        public static int defaultAnnealing(int length) {
            return (int) Math.round(length * 0.1);
        }
    }

    /**
     * A straight line up from near 0 to the rate of another schedule, in a number of steps; always by step.
     *
     * @param base the other schedule, which runs from the first step on
     */
    record Ramp(int steps, Schedule base) implements Schedule {
        public Ramp {
            requireAtLeast(1, "steps", steps);
        }

        @Override
        public By by() {
            return base.by();
        }
    }

    private static void requirePositive(String name, double value) {
        require(value > 0.0 && Double.isFinite(value), name, value, "a finite number above 0");
    }

    private static void requireFinite(String name, double value) {
        require(Double.isFinite(value), name, value, "a finite number");
    }

    private static void requireAtLeast(int least, String name, int value) {
        require(value >= least, name, value, "at least " + least);
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; expected " + expected);
        }
    }
}
