package lockstep.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lockstep.data.file.CsvTable;
import lockstep.diagnosis.LossFile.WrongException;
import lockstep.diagnosis.ObservedLosses.Per;

/**
 * Which step or epoch each row of a file of losses is of, by its columns of counts. One that is there is used or asked about.
 *
 * @param numbers a count a row; empty if there is none
 */
record LossPlaces(Optional<int[]> numbers) {

    private static final Set<String> OF_STEPS = Set.of("step", "steps", "iteration", "iterations", "iter", "batch");
    private static final Set<String> OF_EPOCHS = Set.of("epoch", "epochs");

    /**
     * What a table says.
     *
     * @param columns those beside the losses
     */
    static LossPlaces of(Path file, CsvTable table, List<String> columns, Per per, int stepsPerEpoch)
            throws WrongException {
        Optional<String> steps = named(columns, OF_STEPS);
        Optional<String> epochs = named(columns, OF_EPOCHS);
        Optional<String> own = per == Per.STEP ? steps : epochs;
        Optional<String> other = per == Per.STEP ? epochs : steps;
        if (own.isEmpty() && other.isPresent()) {
            throw new WrongException(file + ":1: found the column " + other.get()
                    + (per == Per.STEP
                            ? ", but not --per epoch; add it if each loss is an epoch's, or else"
                            : " beside --per epoch; leave that out if each loss is a step's, or else")
                    + " take the column away");
        }
        if (own.isEmpty()) {
            return new LossPlaces(Optional.empty());
        }
        int[] counts = counts(file, table, own.get());
        if (per == Per.EPOCH || rises(counts)) {
            return new LossPlaces(Optional.of(counts));
        }
        int[] its = other.isPresent() ? counts(file, table, other.get()) : restarts(counts);
        boolean severalEpochs = its[its.length - 1] > its[0];
        return new LossPlaces(Optional.of(severalEpochs ? together(its, counts, stepsPerEpoch) : counts));
    }

    /** The epoch of each row, from 1: one begins where the count is again what it was at first. */
    private static int[] restarts(int[] counts) {
        int[] epochs = new int[counts.length];
        int epoch = 0;
        for (int row = 0; row < counts.length; row++) {
            epoch += counts[row] == counts[0] ? 1 : 0;
            epochs[row] = epoch;
        }
        return epochs;
    }

    private static Optional<String> named(List<String> columns, Set<String> names) {
        return columns.stream()
                .filter(name -> names.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static int[] counts(Path file, CsvTable table, String column) throws WrongException {
        List<String> texts = table.texts(column);
        int[] counts = new int[texts.size()];
        for (int row = 0; row < counts.length; row++) {
            counts[row] = count(texts.get(row));
            if (counts[row] < 0) {
                throw new WrongException(LossFile.at(file, counts.length, row) + ": found \"" + texts.get(row)
                        + "\" in column " + column + ", expected a whole number from 0 on");
            }
        }
        return counts;
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean rises(int[] counts) {
        for (int row = 1; row < counts.length; row++) {
            if (counts[row] <= counts[row - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Steps that are counted anew in every epoch. Where a count has no 0, it begins with 1. */
    private static int[] together(int[] epochs, int[] steps, int stepsPerEpoch) {
        int firstEpoch = epochs[0] == 0 ? 0 : 1;
        int firstStep = 1;
        for (int step : steps) {
            firstStep = Math.min(firstStep, step);
        }
        int[] all = new int[steps.length];
        for (int row = 0; row < all.length; row++) {
            long step = (long) (epochs[row] - firstEpoch) * stepsPerEpoch + steps[row] - firstStep;
            all[row] = (int) Math.min(step, Integer.MAX_VALUE); // which is refused
        }
        return all;
    }

    boolean isKnown() {
        return numbers.isPresent();
    }

    /** The places of some rows; those that no column places are a step or an epoch each, or so many. */
    int[] at(List<Integer> rows, int every) {
        int[] at = new int[rows.size()];
        for (int k = 0; k < at.length; k++) {
            long unplaced = Math.min((long) k * every, Integer.MAX_VALUE);
            at[k] = numbers.isPresent() ? numbers.get()[rows.get(k)] : (int) unplaced;
        }
        return at;
    }
}
