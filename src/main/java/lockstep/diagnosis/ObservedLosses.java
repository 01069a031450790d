package lockstep.diagnosis;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lockstep.model.Tolerance;

/**
 * Losses that a program has shown, at the precision it showed.
 *
 * @param per whether a figure is the loss of a step or of an epoch
 * @param at the number of each figure's step or epoch, in ascending order
 * @param countings where these numbers may be counted from
 * @param values the figures; one that is not finite means that the program's numbers overflowed
 * @param halfUnits how far a figure may be from the program's number, because not all digits were printed
 */
public record ObservedLosses(Per per, int[] at, Set<Counting> countings, double[] values, double[] halfUnits) {

    /**
     * How much two right programs may differ in the first steps. The relative part is some millions of roundings; the absolute
     * part is for a loss near 0, which is the small difference of numbers near 1.
     */
    private static final Tolerance ROUNDING = new Tolerance(1e-13, 1e-9);

    /** A double takes 15 to 17 digits to write: a column with that many anywhere was not rounded for people. */
    private static final int DIGITS_OF_A_DOUBLE = 15;

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
        if (at.length == 0 || at.length != values.length || at.length != halfUnits.length) {
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

    /** The losses of the first steps, with all their digits. */
    public static ObservedLosses exact(double[] losses) {
        int[] at = new int[losses.length];
        Arrays.setAll(at, step -> step);
        return new ObservedLosses(Per.STEP, at, COUNTED_FROM_0, losses.clone(), new double[losses.length]);
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
        boolean exact = false;
        for (int k = 0; k < values.length; k++) {
            String text = texts.get(k).strip();
            if (text.matches("(?i)[-+]?(nan|inf|infinity)")) {
                values[k] = Double.NaN;
                continue;
            }
            BigDecimal number = new BigDecimal(text);
            values[k] = number.doubleValue();
            halfUnits[k] = number.ulp().doubleValue() / 2.0;
            exact |= number.precision() >= DIGITS_OF_A_DOUBLE;
        }
        return new ObservedLosses(per, at, countings, values, exact ? new double[values.length] : halfUnits);
    }

    /** How many figures there are. */
    public int size() {
        return at.length;
    }

    /** Only the first figures, at most this many. */
    public ObservedLosses first(int figures) {
        int n = Math.min(figures, at.length);
        return new ObservedLosses(
                per, Arrays.copyOf(at, n), countings, Arrays.copyOf(values, n), Arrays.copyOf(halfUnits, n));
    }

    /** Whether figure {@code k} can show a program's number; {@code extra} is how much further rounding may take it. */
    boolean matches(int k, double loss, double extra) {
        if (extra == Double.POSITIVE_INFINITY) {
            return true;
        }
        if (!Double.isFinite(loss) || !Double.isFinite(values[k])) {
            return !Double.isFinite(loss) && !Double.isFinite(values[k]);
        }
        double allowed = halfUnits[k] + ROUNDING.at(Math.max(Math.abs(loss), Math.abs(values[k]))) + extra;
        return Math.abs(loss - values[k]) <= allowed;
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
