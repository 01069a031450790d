package lockstep.diagnosis;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/**
 * Losses that a program has shown, at the precision it showed.
 *
 * @param per whether a figure is the loss of a step or of an epoch
 * @param at the number of each figure's step or epoch, in ascending order
 * @param countings where these numbers may be counted from
 * @param values the figures; one that is not finite means that the program's numbers overflowed
 * @param halfUnits how far a figure may be from the program's number, because not all digits were printed
 * @param further how much further it may be: one unit of its last place, because digits may have been cut off, or some roundings
 *     to single precision
 * @param asked whether a program was asked for its losses step by step; what somebody wrote down may be another figure
 */
public record ObservedLosses(
        Per per,
        int[] at,
        Set<Counting> countings,
        double[] values,
        double[] halfUnits,
        double[] further,
        boolean asked) {

    /**
     * How much two right programs may differ in the first steps. The relative part is some millions of roundings; the absolute
     * part is for a loss near 0, which is the small difference of numbers near 1.
     */
    private static final Tolerance ROUNDING = new Tolerance(1e-13, 1e-9);

    /** A double takes 15 to 17 digits to write: a column with that many anywhere was not rounded for people. */
    private static final int DIGITS_OF_A_DOUBLE = 15;

    /** A program in single precision may be off by some of its roundings, each of 6e-8. */
    private static final double ROUNDINGS = 8.0;

    private static final double SINGLE = ROUNDINGS * Precision.FLOAT.unit();

    /** How programs write a number that overflowed. */
    static final String NOT_FINITE = "(?i)[-+]?(nan|inf|infinity)";

    /** So many different shares are not those of a program that stands still. */
    private static final int LEAST_SHARES = 3;

    private static final Set<Counting> COUNTED_FROM_0 = Set.of(Counting.FROM_0);

    /** What one figure is a loss of. */
    public enum Per {
        /** One step's batch, before the update. */
        STEP,
        /** An epoch: the sum or the mean, over its steps or its examples. */
        EPOCH
    }

    public ObservedLosses {
        countings = Set.copyOf(countings);
        if (countings.isEmpty()) {
            throw new IllegalArgumentException("found no counting, expected at least one");
        }
        if (at.length == 0
                || at.length != values.length
                || at.length != halfUnits.length
                || at.length != further.length) {
            throw new IllegalArgumentException("found " + at.length + " places, " + values.length + " figures and "
                    + halfUnits.length + " precisions; expected as many, at least one");
        }
        int least = countings.stream().mapToInt(Counting::first).max().orElseThrow();
        for (int k = 0; k < at.length; k++) {
            if (at[k] < least || (k > 0 && at[k] <= at[k - 1])) {
                throw new IllegalArgumentException(
                        "figure " + (k + 1) + " is of " + (per == Per.STEP ? "step " : "epoch ") + at[k]
                                + "; expected numbers from " + least + " on that rise");
            }
        }
    }

    /** Figures that are as exact as they are said to be. */
    public ObservedLosses(Per per, int[] at, Set<Counting> countings, double[] values, double[] halfUnits) {
        this(per, at, countings, values, halfUnits, new double[values.length], false);
    }

    /** The losses of the first steps, with all their digits. */
    public static ObservedLosses exact(double[] losses) {
        return exact(losses, Precision.DOUBLE);
    }

    /** The same of a program that computes in a precision: below double, some roundings of each step so far are allowed. */
    public static ObservedLosses exact(double[] losses, Precision precision) {
        int[] at = new int[losses.length];
        Arrays.setAll(at, step -> step);
        double roundings = precision == Precision.DOUBLE ? 0.0 : ROUNDINGS * precision.unit();
        double[] halfUnits = new double[losses.length];
        Arrays.setAll(halfUnits, step -> (step + 1) * roundings * Math.abs(losses[step]));
        double[] further = new double[losses.length];
        return new ObservedLosses(Per.STEP, at, COUNTED_FROM_0, losses.clone(), halfUnits, further, true);
    }

    /**
     * Losses as they were printed: the number of digits says how far they were rounded, unless some figure has all the digits of
     * a double.
     *
     * @param at counted from 0
     * @throws NumberFormatException if a text is not a number ({@code nan} and {@code inf} are numbers)
     */
    public static ObservedLosses written(Per per, int[] at, List<String> texts) {
        return written(per, at, COUNTED_FROM_0, texts);
    }

    /** The same if it is not known where the numbers {@code at} are counted from. */
    public static ObservedLosses written(Per per, int[] at, Set<Counting> countings, List<String> texts) {
        double[] values = new double[texts.size()];
        double[] halfUnits = new double[texts.size()];
        double[] further = new double[texts.size()];
        boolean exact = false;
        boolean single = true;
        for (int k = 0; k < values.length; k++) {
            String text = texts.get(k).strip();
            if (text.matches(NOT_FINITE)) {
                values[k] = Double.NaN;
                continue;
            }
            BigDecimal number = new BigDecimal(text);
            values[k] = number.doubleValue();
            halfUnits[k] = number.ulp().doubleValue() / 2.0;
            exact |= number.precision() >= DIGITS_OF_A_DOUBLE;
            single &= (float) values[k] == values[k];
        }
        for (int k = 0; k < values.length; k++) {
            halfUnits[k] = exact ? 0.0 : halfUnits[k];
            further[k] = exact && !single ? 0.0 : Math.max(2.0 * halfUnits[k], SINGLE * Math.abs(values[k]));
        }
        return new ObservedLosses(per, at, countings, values, halfUnits, further, false);
    }

    /** How many figures there are. */
    public int size() {
        return at.length;
    }

    /** How many steps of a run it takes to see the last of them. */
    public int lastStep(Run run) {
        return stepsUntil(size() - 1, run.start().batches().perEpoch());
    }

    /** Whether they may be shares of so many examples, or hundredths of them, and change. */
    boolean mayBeShares(int examples) {
        for (double whole : new double[] {1.0, 100.0}) {
            boolean shares = true;
            for (int k = 0; k < values.length && shares; k++) {
                double count = values[k] / whole * examples;
                double slack = 1e-9 + (halfUnits[k] + further[k]) / whole * examples;
                shares = count >= 0.0
                        && count <= examples
                        && Math.abs(count - Math.rint(count)) <= slack
                        && slack < 0.25;
            }
            if (shares) {
                return Arrays.stream(values).distinct().count() >= LEAST_SHARES;
            }
        }
        return false;
    }

    /** Only the first figures, at most this many. */
    public ObservedLosses first(int figures) {
        int n = Math.min(figures, at.length);
        return new ObservedLosses(
                per,
                Arrays.copyOf(at, n),
                countings,
                Arrays.copyOf(values, n),
                Arrays.copyOf(halfUnits, n),
                Arrays.copyOf(further, n),
                asked);
    }

    /**
     * How far figure {@code k} may be from a program's number.
     *
     * @param nearly whether the last printed place may be off by one
     * @param extra how much further rounding may take it
     */
    double allowed(int k, double loss, boolean nearly, double extra) {
        return halfUnits[k]
                + (nearly ? further[k] : 0.0)
                + ROUNDING.at(Math.max(Math.abs(loss), Math.abs(values[k])))
                + extra;
    }

    /** Whether figure {@code k} can show a program's number. */
    boolean matches(int k, double loss, boolean nearly, double extra) {
        if (extra == Double.POSITIVE_INFINITY) {
            return true;
        }
        if (!Double.isFinite(loss) || !Double.isFinite(values[k])) {
            // In single precision numbers overflow earlier.
            double largest = asked ? Double.MAX_VALUE : Math.sqrt(Float.MAX_VALUE);
            return !(Math.abs(loss) <= largest) && !Double.isFinite(values[k]);
        }
        return Math.abs(loss - values[k]) <= allowed(k, loss, nearly, extra);
    }

    /** How many steps it takes to see figure {@code k}, if the figures are counted this way. */
    int stepsUntil(int k, Counting counting, int stepsPerEpoch) {
        int complete = at[k] - counting.first() + 1;
        return per == Per.STEP ? complete : complete * stepsPerEpoch;
    }

    /** How many steps it takes to see figure {@code k}, wherever the figures are counted from. */
    int stepsUntil(int k, int stepsPerEpoch) {
        return countings.stream()
                .mapToInt(counting -> stepsUntil(k, counting, stepsPerEpoch))
                .max()
                .orElseThrow();
    }
}
